import { randomBytes } from 'node:crypto';
import type { Platform } from '#local/kernel.ts';
import { digitsOf, shortcodeOf } from './growth.ts';

/** A person's account at the platform. */
export interface Holder {
  handle: string;
  /** The platform's own id of the account. */
  userId: string;
  firstSeenAtMs: number;
}

export interface Post {
  mediaId: string;
  /** What the address of the post shows instead of the id, where the two differ. */
  shortcode: string;
  handle: string;
  publishedAtMs: number;
}

/** A code or token that was handed out. */
export interface Given {
  kind: 'code' | 'access' | 'refresh';
  value: string;
  handle: string;
  scopes: string[];
  issuedAtMs: number;
  expiresAtMs: number;
  /** Of a code: what its exchange must show. */
  redirectUri?: string;
  challenge?: string | null;
}

/** What the next matching calls answer instead; set by the control API. */
export interface Fault {
  kind: 'html' | 'throttle' | 'negative' | 'hang' | 'malformed' | 'status' | 'reset' | 'empty';
  /** Path prefix; every path when not given. */
  path?: string;
  /** Only calls of this account. */
  handle?: string;
  count: number;
  status?: number;
  retryAfterSeconds?: number;
}

/** Durable state of one social stand-in; faults are kept in memory only. */
export class SocialState {
  readonly #platform: Platform;
  readonly #collection: string;
  readonly #holders = new Map<string, Holder>();
  readonly #posts = new Map<string, Post>();
  readonly #given = new Map<string, Given>();
  faults: Fault[] = [];
  /** Units or calls spent, by window. */
  readonly spent = new Map<string, number>();

  constructor(platform: Platform, name: string) {
    this.#platform = platform;
    this.#collection = `social-${name}`;
  }

  get nowMs(): number {
    return this.#platform.clock.now();
  }

  async load(): Promise<void> {
    for (const { id, value } of await this.#platform.store.list<unknown>(this.#collection)) {
      const [kind = '', name = ''] = split(id);
      if (kind === 'holder') this.#holders.set(name, value as Holder);
      if (kind === 'post') this.#posts.set(name, value as Post);
      if (kind === 'given') this.#given.set(name, value as Given);
      if (kind === 'spent') this.spent.set(name, value as number);
    }
  }

  async reset(): Promise<void> {
    await this.#platform.store.clear(this.#collection);
    for (const map of [this.#holders, this.#posts, this.#given, this.spent]) map.clear();
    this.faults = [];
  }

  /** The account of a handle; anyone who shows up has one, with a few posts. */
  async holder(handle: string): Promise<Holder> {
    const known = this.#holders.get(handle);
    if (known) return known;
    const holder = { handle, userId: `1${digitsOf(`user/${handle}`, 16)}`, firstSeenAtMs: this.nowMs };
    this.#holders.set(handle, holder);
    await this.#platform.store.put(this.#collection, `holder/${handle}`, holder);
    for (let count = 1; count <= 3; count++) await this.publish(handle, this.nowMs - count * 5 * 86_400_000);
    return holder;
  }

  /** Holders whose handle satisfies. */
  holderBy(satisfies: (handle: string) => boolean): Holder[] {
    return [...this.#holders.values()].filter(({ handle }) => satisfies(handle));
  }

  /** A new post of a handle. */
  async publish(handle: string, atMs = this.nowMs): Promise<Post> {
    const count = [...this.#posts.values()].filter((post) => post.handle === handle).length + 1;
    const name = `post/${handle}/${count}`;
    const post = { mediaId: `17${digitsOf(name, 15)}`, shortcode: shortcodeOf(name), handle, publishedAtMs: atMs };
    this.#posts.set(post.mediaId, post);
    await this.#platform.store.put(this.#collection, `post/${post.mediaId}`, post);
    return post;
  }

  post(mediaId: string): Post | undefined {
    return this.#posts.get(mediaId);
  }

  postByShortcode(shortcode: string): Post | undefined {
    return [...this.#posts.values()].find((post) => post.shortcode === shortcode);
  }

  /** Newest first. */
  postsOf(handle: string): Post[] {
    return [...this.#posts.values()]
      .filter((post) => post.handle === handle)
      .sort((a, b) => b.publishedAtMs - a.publishedAtMs);
  }

  async give(given: Omit<Given, 'value' | 'issuedAtMs'>): Promise<Given> {
    const made = { ...given, value: `${given.kind}.${randomBytes(24).toString('base64url')}`, issuedAtMs: this.nowMs };
    this.#given.set(made.value, made);
    await this.#platform.store.put(this.#collection, `given/${made.value}`, made);
    return made;
  }

  /** A code or token that still counts. */
  find(kind: Given['kind'], value: string | undefined): Given | undefined {
    const given = this.#given.get(value ?? '');
    return given?.kind === kind && given.expiresAtMs > this.nowMs ? given : undefined;
  }

  async forget(value: string): Promise<void> {
    this.#given.delete(value);
    await this.#platform.store.delete(this.#collection, `given/${value}`);
  }

  /** How many tokens of a handle still count. */
  tokensOf(handle: string): number {
    return [...this.#given.values()].filter(
      (given) => given.handle === handle && given.kind !== 'code' && given.expiresAtMs > this.nowMs,
    ).length;
  }

  /** The holder takes every token back, as in the platform's settings. */
  async revoke(handle: string): Promise<void> {
    for (const given of [...this.#given.values()]) if (given.handle === handle) await this.forget(given.value);
  }

  /** Adds to what a window has spent and answers the sum. */
  async spend(window: string, units: number): Promise<number> {
    const sum = (this.spent.get(window) ?? 0) + units;
    this.spent.set(window, sum);
    await this.#platform.store.put(this.#collection, `spent/${window}`, sum);
    return sum;
  }

  /** Takes the first fault that fits a call. */
  takeFault(path: string, handle: string | undefined): Fault | undefined {
    const index = this.faults.findIndex(
      (fault) => path.startsWith(fault.path ?? '/') && (fault.handle === undefined || fault.handle === handle),
    );
    const fault = this.faults[index];
    if (!fault) return undefined;
    fault.count -= 1;
    if (fault.count <= 0) this.faults.splice(index, 1);
    return fault;
  }
}

function split(id: string): [string, string] {
  const slash = id.indexOf('/');
  return [id.slice(0, slash), id.slice(slash + 1)];
}
