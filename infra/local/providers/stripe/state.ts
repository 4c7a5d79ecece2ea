/**
 * The stand-in's durable state: every object Stripe would hold, its ledger, its undelivered webhooks and its timers.
 * All of it lives in memory and in the platform's store; one change is one atomic write, so a kill leaves whole changes only.
 */
import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Platform, Timer } from '#local/kernel.ts';

/** What is kept per kind; the objects have the shapes of the production client's types. */
export interface Kinds {
  account: Stripe.Account;
  account_link: { id: string; url: string; refreshUrl: string; returnUrl: string; expiresAt: number; used: boolean };
  balance_transaction: Stripe.BalanceTransaction;
  charge: Stripe.Charge;
  dispute: Stripe.Dispute;
  early_fraud_warning: Stripe.Radar.EarlyFraudWarning;
  event: Stripe.Event;
  fx_quote: FxQuote;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  payout: Stripe.Payout;
  refund: Stripe.Refund;
  transfer: Stripe.Transfer;
  transfer_reversal: Stripe.TransferReversal;
  webhook_endpoint: Stripe.WebhookEndpoint;
  /** Balanced ledger entries. */
  entry: { id: string; lines: LedgerLine[] };
  delivery: Delivery;
  task: Task;
  idempotency: SavedResult;
  fault: Fault;
  settings: Settings;
}
export type Kind = keyof Kinds;

export interface LedgerLine {
  /** 'balance:<account>' | 'card-networks' | 'stripe-fees' | 'banks' */
  account: string;
  currency: string;
  amountMinor: number;
}

/** Rates that were told; what the production client's types do not know yet. */
export interface FxQuote {
  id: string;
  object: 'fx_quote';
  created: number;
  lock_duration: 'none' | 'five_minutes' | 'hour' | 'day';
  lock_expires_at: number | null;
  lock_status: 'none' | 'active' | 'expired';
  /** Units of `to_currency` for one of the currency they are named by. */
  rates: Record<string, { exchange_rate: number; rate_details: object }>;
  to_currency: string;
  usage: { type: 'payment' | 'transfer' };
}

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  attempt: number;
  status: 'pending' | 'delivered' | 'failed';
  /** Virtual ms of the next (or last) try. */
  dueAtMs: number;
  firstAtMs: number;
  lastStatus: number | null;
}

/** Something due later on the virtual clock. */
export interface Task {
  id: string;
  name: string;
  dueAtMs: number;
  data: Record<string, string>;
}

export interface SavedResult {
  id: string;
  path: string;
  params: string;
  status: number;
  body: string;
  requestId: string;
  createdAtMs: number;
}

/** What the next matching calls answer instead; set by the control API. */
export interface Fault {
  id: string;
  method?: string;
  /** Exact path, or a prefix when it ends in `*`. */
  path?: string;
  count: number;
  status: number;
  body?: unknown;
  type?: string;
  kind: 'status' | 'hang' | 'reset' | 'malformed' | 'html';
  /** 'before': nothing is done; 'after': the call takes effect and its answer is lost. */
  when: 'before' | 'after';
  headers: Record<string, string>;
}

export interface Settings {
  id: 'settings';
  chaos: { duplicate: number; reorder: boolean; maxDelayMs: number };
  failNextRefunds: number;
  failNextPayouts: number;
  /** Units for one US dollar that a test has set. */
  rates?: Record<string, string>;
}

/** An object with what only the stand-in knows about it. `account` is the connected account it belongs to, null for the platform. */
export interface Doc<T> {
  seq: number;
  account: string | null;
  object: T;
  hidden: Record<string, unknown>;
}

const COLLECTION = 'stripe';
const META_ID = 'meta';
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Readable by a change and by whoever only looks. */
export interface Reader {
  find<K extends Kind>(kind: K, id: string): Doc<Kinds[K]> | undefined;
  /** Oldest first. */
  all<K extends Kind>(kind: K): Doc<Kinds[K]>[];
}

/** One atomic change: edits are seen by its own reads and stored together at the end. */
export class Change implements Reader {
  readonly nowMs: number;
  readonly state: StripeState;
  private readonly edited = new Map<string, Doc<unknown> | undefined>();
  private seq: number;
  /** What an event remembers of the call that caused it. */
  request: { id: string | null; idempotency_key: string | null } = { id: null, idempotency_key: null };

  constructor(state: StripeState, nowMs: number, seq: number) {
    this.state = state;
    this.nowMs = nowMs;
    this.seq = seq;
  }

  /** Epoch seconds. */
  get now(): number {
    return Math.floor(this.nowMs / 1000);
  }

  /** A fresh id such as `pi_…`; the same seed gives the same ids. */
  newId(prefix: string): string {
    this.seq += 1;
    return `${prefix}_${this.state.scramble(`${prefix}${this.seq}`, 24)}`;
  }

  find<K extends Kind>(kind: K, id: string): Doc<Kinds[K]> | undefined {
    const key = `${kind}/${id}`;
    if (this.edited.has(key)) return this.edited.get(key) as Doc<Kinds[K]> | undefined;
    return this.state.find(kind, id);
  }

  all<K extends Kind>(kind: K): Doc<Kinds[K]>[] {
    const merged = this.state.all(kind).filter((doc) => !this.edited.has(`${kind}/${idOf(doc)}`));
    for (const [key, doc] of this.edited) {
      if (doc && key.startsWith(`${kind}/`)) merged.push(doc as Doc<Kinds[K]>);
    }
    return merged.sort((a, b) => a.seq - b.seq);
  }

  add<K extends Kind>(
    kind: K,
    object: Kinds[K],
    account: string | null = null,
    hidden: Record<string, unknown> = {},
  ): Doc<Kinds[K]> {
    this.seq += 1;
    const doc = { seq: this.seq, account, object, hidden };
    this.edited.set(`${kind}/${idOf(doc)}`, doc);
    return doc;
  }

  /** A copy that may be mutated; it replaces the stored one when the change is done. */
  edit<K extends Kind>(kind: K, id: string): Doc<Kinds[K]> {
    const key = `${kind}/${id}`;
    if (this.edited.get(key)) return this.edited.get(key) as Doc<Kinds[K]>;
    const found = this.find(kind, id);
    if (!found) throw new Error(`The Stripe stand-in holds no ${kind} ${id}.`);
    const copy = structuredClone(found);
    this.edited.set(key, copy);
    return copy;
  }

  remove(kind: Kind, id: string): void {
    this.edited.set(`${kind}/${id}`, undefined);
  }

  /** Runs the named task on the virtual clock, also after a restart. */
  schedule(name: string, dueAtMs: number, data: Record<string, string>): void {
    const id = this.newId('task');
    this.add('task', { id, name, dueAtMs, data });
  }

  /** Everything this change wrote. */
  writes(): { key: string; doc: Doc<unknown> | undefined }[] {
    return [...this.edited].map(([key, doc]) => ({ key, doc }));
  }

  lastSeq(): number {
    return this.seq;
  }
}

function idOf(doc: Doc<unknown>): string {
  return (doc.object as { id: string }).id;
}

export class StripeState implements Reader {
  private readonly platform: Platform;
  private readonly kinds = new Map<string, Map<string, Doc<unknown>>>();
  private readonly timers = new Map<string, Timer>();
  private meta = { seq: 0, salt: '' };
  private queue: Promise<unknown> = Promise.resolve();
  private stopped = true;
  /** Runs a due task; set once by the provider. */
  runTask: (task: Task) => Promise<void> = async () => undefined;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** Reads what an earlier run left and takes its timers up again. */
  async load(): Promise<void> {
    const stored = await this.platform.store.list<unknown>(COLLECTION);
    const docs = stored.filter(({ id }) => id !== META_ID) as { id: string; value: Doc<unknown> }[];
    const meta = stored.find(({ id }) => id === META_ID);
    if (meta) this.meta = meta.value as typeof this.meta;
    for (const { id, value } of docs.sort((a, b) => a.value.seq - b.value.seq)) this.keep(id, value);
    if (!this.meta.salt) this.meta = { seq: 0, salt: this.platform.random().toString(36).slice(2) };
    this.stopped = false;
    for (const doc of this.all('task')) this.arm(doc.object);
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    await this.settled();
    this.stop();
    this.kinds.clear();
    this.meta = { seq: 0, salt: '' };
    await this.platform.store.clear(COLLECTION);
    await this.load();
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** Resolves when every change begun so far is stored. */
  async settled(): Promise<void> {
    await this.queue;
  }

  /** No timer fires and no task starts any more. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers.values()) timer.cancel();
    this.timers.clear();
  }

  /** Seeded, in [0, 1). */
  random(): number {
    return this.platform.random();
  }

  scramble(text: string, length: number): string {
    const bytes = createHash('sha256').update(`${this.meta.salt}/${text}`).digest();
    return [...bytes.subarray(0, length)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  }

  find<K extends Kind>(kind: K, id: string): Doc<Kinds[K]> | undefined {
    return this.kinds.get(kind)?.get(id) as Doc<Kinds[K]> | undefined;
  }

  all<K extends Kind>(kind: K): Doc<Kinds[K]>[] {
    return [...(this.kinds.get(kind)?.values() ?? [])] as Doc<Kinds[K]>[];
  }

  /** Runs one change after the others before it and stores what it wrote; nothing is stored when `work` throws. */
  change<T>(work: (change: Change) => T | Promise<T>): Promise<T> {
    const turn = this.queue.then(async () => {
      const change = new Change(this, this.platform.clock.now(), this.meta.seq);
      const result = await work(change);
      await this.commit(change);
      return result;
    });
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async commit(change: Change): Promise<void> {
    const writes = change.writes();
    if (writes.length === 0) return;
    const meta = { ...this.meta, seq: change.lastSeq() };
    await this.platform.store.write([
      { collection: COLLECTION, id: META_ID, value: meta },
      ...writes.map(({ key, doc }) => ({ collection: COLLECTION, id: key, value: doc })),
    ]);
    this.meta = meta;
    for (const { key, doc } of writes) {
      if (doc) this.keep(key, doc);
      else this.drop(key);
    }
  }

  private keep(key: string, doc: Doc<unknown>): void {
    const [kind, id] = split(key);
    const docs = this.kinds.get(kind) ?? new Map<string, Doc<unknown>>();
    const isNew = !docs.has(id);
    docs.set(id, doc);
    this.kinds.set(kind, docs);
    if (kind === 'task' && isNew && !this.stopped) this.arm(doc.object as Task);
  }

  private drop(key: string): void {
    const [kind, id] = split(key);
    this.kinds.get(kind)?.delete(id);
    this.timers.get(id)?.cancel();
    this.timers.delete(id);
  }

  private arm(task: Task): void {
    if (this.timers.has(task.id)) return;
    const run = async () => {
      this.timers.delete(task.id);
      if (!this.stopped && this.find('task', task.id)) await this.runTask(task);
    };
    this.timers.set(task.id, this.platform.clock.at(task.dueAtMs, `stripe ${task.name}`, run));
  }
}

function split(key: string): [string, string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
