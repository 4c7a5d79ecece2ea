import { isDeepStrictEqual } from 'node:util';
import { takeStripeConnectWebhook, takeStripeWebhook } from '#contract/areas/payments.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { setTable } from '#data/client.ts';
import { handler as takeOwn } from '#functions/webhooks/take-stripe.ts';
import { handler as takeConnect } from '#functions/webhooks/take-stripe-connect.ts';
import { seededRandom } from '#local/seeded-random.ts';
import { type ProviderTransport, setProviderTransport } from '#providers/stripe.ts';
import type { LambdaHandler } from '#runtime/endpoint.ts';
import { mintAnew } from '#runtime/ids.ts';
import { callEndpoint, type TestAnswer, type TestRequest } from '../call.ts';
import { ChainWatch } from './audit.ts';
import { Cloud, SKEW_MS } from './cloud.ts';
import { Faults, type Limits } from './faults.ts';
import { takeOver } from './globals.ts';
import { Broken, checkLedger, checkObjections, checkProvider, checkWritten } from './invariants.ts';
import { API_KEY, CONNECT_SECRET, OWN_SECRET, SimulatedProvider } from './provider.ts';
import { type Invocation, Scheduler } from './scheduler.ts';
import type { Story } from './stories.ts';
import type { Item, Written } from './table.ts';

const SETTINGS = {
  STAGE: 'local',
  AWS_REGION: 'us-east-1',
  PLATFORM_COUNTRY: 'DE',
  SCREENING: 'embedded',
  SITE_ORIGIN: 'http://localhost:3000',
  STRIPE_API_URL: 'http://127.0.0.1:1',
  STRIPE_SECRET_NAME: 'stripe',
  STRIPE_WEBHOOK_SECRET_NAME: 'own',
  STRIPE_CONNECT_WEBHOOK_SECRET_NAME: 'connect',
  SIGNING_SECRET_NAME: 'signing',
  BUS_NAME: 'bus',
  MACHINE_ARN_PREFIX: 'arn:aws:states:us-east-1:000000000000:stateMachine:',
  QUEUE_URL_PREFIX: 'http://127.0.0.1/queues/',
  AUDIT_BUCKET: 'audit',
  VIES_API_URL: 'http://127.0.0.1:1',
};

/** Instants at which calendars are awkward: the end of a year, a leap day, a change to summer time and back. */
const STARTS = ['2027-12-31T22:00:00Z', '2028-02-28T20:00:00Z', '2027-03-28T00:30:00Z', '2027-10-31T00:30:00Z'];

/** How often a client sends a request before nobody would believe in an answer. */
const MOST_TRIES = 200;

/** Kinds of items whose change may upset the money. */
const OF_MONEY = new Set(['hold', 'payment', 'budget', 'ledger_entry', 'ledger_share']);

let underway: ProviderTransport | undefined;
/** One for all seeds: a client of the provider is costly to make. */
const TRANSPORT: ProviderTransport = {
  getClientName: () => 'simulated',
  makeRequest: (...request) => {
    if (!underway) throw new Error('The provider is simulated only while a seed is played.');
    return underway.makeRequest(...request);
  },
};

/** What a request came to, for whoever sent it. */
export interface Asked {
  who: NonNullable<TestRequest['actor']>;
  endpoint: Endpoint;
  handler: LambdaHandler;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Whether its function also waits for what is done in real time. */
  isOutside?: boolean;
  body?: unknown;
}

/** One seed's world: the product's handlers on simulated services, with everything that must always hold checked after every step. */
export class World {
  readonly faults: Faults;
  readonly scheduler: Scheduler;
  readonly cloud: Cloud;
  readonly provider: SimulatedProvider;
  /** For what people do; the order of calls has a chance of its own. */
  readonly random: () => number;
  /** What people have done, how often. */
  readonly met = new Map<Story, number>();
  private readonly seed: number;
  private readonly chain = new ChainWatch();
  private written: Written[] = [];
  private requests = 0;
  private logged: string[] = [];

  constructor(seed: number, limits: Limits = {}) {
    this.seed = seed;
    this.random = seededRandom(seed);
    this.faults = new Faults(seed, limits);
    const startMs = Date.parse(STARTS[seed % STARTS.length] as string);
    this.scheduler = new Scheduler(startMs, seededRandom(seed + 0x5eed), limits.tells ?? false);
    const secrets = { stripe: API_KEY, own: OWN_SECRET, connect: CONNECT_SECRET };
    this.cloud = new Cloud({ ...this, random: seededRandom(seed + 0xc10d), secrets });
    this.provider = new SimulatedProvider(this.scheduler, this.faults, seededRandom(seed + 0xcafe));
    this.cloud.onWrite = (written) => this.written.push(...written);
    this.scheduler.afterStep = () => this.check();
  }

  /** Runs `work` in this world: virtual time, seeded chance, simulated services; everything is as before afterwards. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    mintAnew();
    const undo = [
      takeOver({
        scheduler: this.scheduler,
        random: seededRandom(this.seed + 0xface),
        environment: SETTINGS,
        onLog: (line) => this.logged.push(line),
        fetch: (url, init) => this.receiveWebhook(String(url), init as RequestInit),
      }),
      this.cloud.install(),
    ];
    setTable(this.cloud.access());
    underway = this.provider.transport();
    setProviderTransport(TRANSPORT);
    try {
      return await work();
    } finally {
      setTable(undefined);
      for (const back of undo.reverse()) back();
    }
  }

  /** Runs people's doings together until all of them have ended, within so much virtual time (ms). */
  async play(doings: readonly (() => Promise<unknown>)[], withinMs: number): Promise<void> {
    let left = doings.length;
    for (const doing of doings)
      this.scheduler.spawn(async () => {
        await doing();
        left -= 1;
      });
    await this.scheduler.run(() => left === 0, this.scheduler.nowMs + withinMs);
    if (left > 0) throw new Broken('I13', 'Somebody still waits for an answer.');
  }

  /** Items of one kind, as they are stored. */
  items(kind: string): Item[] {
    return this.cloud.table.items().filter(({ _et }) => _et === kind);
  }

  /** Notes that people have done something. */
  meet(story: Story): void {
    this.met.set(story, (this.met.get(story) ?? 0) + 1);
  }

  /** A whole number from 0 to below `count`, by chance. */
  pick(count: number): number {
    return Math.floor(this.random() * count);
  }

  /** Waits until something is so, looking now and then; false when so much virtual time (ms) has passed. */
  async until(isSo: () => boolean, withinMs: number, everyMs = 3 * 3_600_000): Promise<boolean> {
    for (const endMs = this.scheduler.nowMs + withinMs; !isSo(); ) {
      if (this.scheduler.nowMs > endMs) return false;
      await this.scheduler.sleep(everyMs);
    }
    return true;
  }

  /**
   * Sends a request as a person's client does: the same one with the same key until it is answered. Sometimes it is sent twice at once, or again when it was
   * answered: both get the same answer.
   */
  async ask(asked: Asked): Promise<TestAnswer> {
    this.requests += 1;
    const key = `request-${this.requests}`;
    const isTwice = this.faults.happens('asked-twice');
    const [answer, twin] = await Promise.all([this.insist(asked, key), isTwice ? this.insist(asked, key) : undefined]);
    if (twin) this.sameAnswer(asked, answer, twin);
    if (this.faults.happens('asked-again')) {
      await this.scheduler.sleep(this.faults.measureOf('asked-again') * 20 * 3_600_000);
      this.sameAnswer(asked, answer, await this.insist(asked, key));
      await this.refuseOtherBody(asked, answer, key);
    }
    return answer;
  }

  private async insist(asked: Asked, key: string): Promise<TestAnswer> {
    for (let waitMs = 500, tries = 0; tries < MOST_TRIES; tries++, waitMs = Math.min(waitMs * 2, 600_000)) {
      const answer = await this.askOnce(asked, { 'idempotency-key': key });
      if (answer && answer.status < 500) return answer;
      await this.scheduler.sleep(waitMs);
    }
    throw new Broken('I13', `${asked.endpoint.id} is never answered.`);
  }

  /** One try; undefined when nobody answered. Throws Broken for a failure that nothing explains. */
  async askOnce(
    { who, endpoint, handler, params, query, body, isOutside = false }: Asked,
    headers: Record<string, string>,
  ): Promise<TestAnswer | undefined> {
    let hadFault = () => false;
    const call = (by: Invocation) => {
      hadFault = () => by.hadFault;
      return callEndpoint(handler, endpoint, {
        actor: who,
        ...(params ? { params } : {}),
        ...(query ? { query } : {}),
        ...(body === undefined ? {} : { body }),
        headers,
      });
    };
    const workspaceId = 'workspaceId' in who ? who.workspaceId : undefined;
    try {
      const answer = await this.scheduler.invoke(endpoint.id, call, {
        skewMs: this.cloud.skewMs(),
        workspaceId,
        isOutside,
      });
      this.scheduler.tell(`${endpoint.id} answers ${answer.status} ${answer.body?.code ?? ''}`);
      if (answer.status === 500 && !hadFault())
        throw new Broken('I5', `${endpoint.id} failed without a cause: ${this.logged.at(-2)} ${this.logged.at(-1)}`);
      return answer;
    } catch (error) {
      if (error instanceof Broken) throw error;
      return undefined;
    }
  }

  private sameAnswer({ endpoint }: Asked, one: TestAnswer, other: TestAnswer): void {
    if (!endpoint.idempotent || one.status >= 400) return;
    if (one.status !== other.status || !isDeepStrictEqual(one.body, other.body))
      throw new Broken('I5', `${endpoint.id} was answered ${one.status}, and when it was repeated ${other.status}.`);
  }

  private async refuseOtherBody(asked: Asked, before: TestAnswer, key: string): Promise<void> {
    if (!asked.endpoint.idempotent || before.status >= 300 || asked.body === undefined || !asked.params) return;
    const [name = '', value = ''] = Object.entries(asked.params)[0] ?? [];
    const otherId = `${value.slice(0, -1)}${value.endsWith('Z') ? 'Y' : 'Z'}`;
    const other = await this.askOnce(
      { ...asked, params: { ...asked.params, [name]: otherId } },
      { 'idempotency-key': key },
    );
    if (other && other.status < 400)
      throw new Broken('I5', `${asked.endpoint.id} took a used key for another request.`);
  }

  private async receiveWebhook(url: string, init: RequestInit): Promise<Response> {
    const headers = { 'stripe-signature': String((init.headers as Record<string, string>)['stripe-signature']) };
    const send = () => this.sendWebhook(url, String(init.body), headers);
    const times = this.faults.happens('webhook-again') ? 1 + Math.ceil(this.faults.measureOf('webhook-again') * 9) : 1;
    const answers = await Promise.all(Array.from({ length: times }, send));
    if (this.faults.happens('webhook-forged')) await this.forge(url, String(init.body), headers['stripe-signature']);
    const status = answers.every((answer) => answer === 200) ? 200 : 500;
    return new Response(null, { status });
  }

  /** The status a webhook is answered with; 0 when nobody answered. */
  private async sendWebhook(url: string, body: string, headers: Record<string, string>): Promise<number> {
    const [endpoint, handler] = url.endsWith('/connect')
      ? [takeStripeConnectWebhook, takeConnect]
      : [takeStripeWebhook, takeOwn];
    const call = () => callEndpoint(handler, endpoint, { body, headers });
    try {
      return (await this.scheduler.invoke(endpoint.id, call, { skewMs: this.cloud.skewMs() })).status;
    } catch {
      return 0;
    }
  }

  /** What nobody but the provider can send is refused, and leaves nothing behind. */
  private async forge(url: string, body: string, signature: string): Promise<void> {
    const other = JSON.parse(body);
    const id = `evt_forged${this.scheduler.steps}`;
    const changed = JSON.stringify({ ...other, id });
    const seconds = Number(/t=(\d+)/.exec(signature)?.[1]);
    const forged: [string, string][] = [
      [changed, signature],
      [JSON.stringify(other), signature],
      [body, signature.replace(/v1=../, 'v1=00')],
      [body, signature.replace(`t=${seconds}`, `t=${seconds - 3601}`)],
      [body, `${signature},v1=`.slice(0, 20)],
    ];
    for (const [text, signed] of forged) {
      if (text === body && signed === signature) continue;
      const status = await this.sendWebhook(url, text, { 'stripe-signature': signed });
      if (status === 200) this.scheduler.fail(new Broken('F8', 'A forged webhook was taken.'));
    }
    if (this.cloud.table.items().some((item) => item.providerEventId === id))
      this.scheduler.fail(new Broken('F8', 'A forged webhook had an effect.'));
  }

  /** Everything that must hold after every step. */
  private check(): void {
    const written = this.written;
    if (written.length > 0) {
      this.written = [];
      checkWritten(written);
      checkObjections(written, this.cloud.table.items(), this.scheduler.nowMs + 2 * SKEW_MS);
      this.chain.check(written, this.cloud.table);
      if (written.some(({ after }) => OF_MONEY.has(String(after?._et)))) checkLedger(this.cloud.table.items());
    }
    if (this.provider.hasChanged) {
      this.provider.hasChanged = false;
      checkProvider(this.provider, this.cloud.table.items());
    }
    const [leak] = this.logged
      .splice(0, Math.max(0, this.logged.length - 4))
      .filter((line) => /whsec_|sk_test_|_secret_\w/.test(line));
    if (leak) throw new Broken('I14', `A secret is in the log: ${leak.slice(0, 200)}`);
  }
}
