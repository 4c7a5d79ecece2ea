/** The stand-in on the real store, activity and a clock that stands still, with the production client and a webhook receiver; for tests. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { createActivity } from '#local/activity.ts';
import { createManualClock } from '#local/clock.ts';
import { type Engine, startEngine } from '#local/engine.ts';
import type { Platform, StateStore } from '#local/kernel.ts';
import { openStore } from '#local/store.ts';
import { createTrace } from '#local/trace.ts';
import { provider, type RunningStripe } from './index.ts';

export const START_MS = Date.UTC(2030, 0, 15, 10);
export const DAY_MS = 24 * 60 * 60_000;
export const OWN_SECRET = 'whsec_bench_own';
export const CONNECT_SECRET = 'whsec_bench_connect';

/** One webhook as it arrived. */
export interface Received {
  path: string;
  signature: string;
  body: string;
  event: Stripe.Event;
  atMs: number;
}

export interface StripeBench {
  stripe: Stripe;
  platform: Platform;
  received: Received[];
  /** What the webhook receiver answers. */
  answerWith(status: number): void;
  control(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, never> }>;
  origin(): string;
  advance(ms: number): Promise<void>;
  /** Makes the next write of the stand-in wait; `begun` resolves when it was asked for, `release` lets it go on. */
  holdNextWrite(): { begun: Promise<void>; release(): void };
  /** Stops the stand-in and starts it again on the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** A store whose next write can be held back, so that two calls overlap for certain. */
function gatedStore(store: StateStore): { store: StateStore; holdNextWrite: StripeBench['holdNextWrite'] } {
  let gate: { begin(): void; released: Promise<void> } | undefined;
  return {
    store: {
      ...store,
      async write(writes) {
        const waiting = gate;
        gate = undefined;
        waiting?.begin();
        await waiting?.released;
        await store.write(writes);
      },
    },
    holdNextWrite() {
      let release = () => {};
      let begin = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      gate = { begin, released };
      return { begun, release };
    },
  };
}

async function benchPlatform(engine: Engine) {
  const activity = createActivity();
  const clock = createManualClock(START_MS, {
    activity,
    onError: (label, error) => {
      throw new Error(`The timer ${label} failed.`, { cause: error });
    },
  });
  const { store, holdNextWrite } = gatedStore(await openStore(engine));
  const platform = {
    account: '000000000000',
    region: 'us-east-1',
    dataDir: '',
    clock,
    activity,
    trace: createTrace(clock),
    store,
    awsEndpoint: '',
    siteOrigin: 'http://localhost:3000',
    resources: () => [],
    resource: () => undefined,
    substituteOrigins: (text: string) => text,
    random: seededRandom(7),
  } as unknown as Platform;
  return { platform, holdNextWrite, stop: () => clock.stop() };
}

async function startReceiver(received: Received[], now: () => number) {
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({
        path: request.url ?? '',
        signature: String(request.headers['stripe-signature']),
        body,
        event: JSON.parse(body) as Stripe.Event,
        atMs: now(),
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith: (next: number) => {
      status = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Opens a bench with both webhook endpoints registered and no duplicates or delays. */
export async function openStripeBench(): Promise<StripeBench> {
  const engine = await startEngine();
  const { platform, holdNextWrite, stop } = await benchPlatform(engine);
  const received: Received[] = [];
  const receiver = await startReceiver(received, () => platform.clock.now());
  let running: RunningStripe = await provider.start(platform);
  const clientFor = ({ port }: RunningStripe) =>
    new Stripe('sk_test_bench', { host: '127.0.0.1', port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
  const bench: StripeBench = {
    stripe: clientFor(running),
    platform,
    received,
    answerWith: receiver.answerWith,
    async control(method, path, body) {
      const answer = await fetch(`${running.origin}/_control/${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, never> };
    },
    origin: () => running.origin,
    advance: (ms) => platform.clock.advanceTo(platform.clock.now() + ms),
    holdNextWrite,
    async restart() {
      await running.stop();
      running = await provider.start(platform);
      bench.stripe = clientFor(running);
    },
    async close() {
      stop();
      await running.stop();
      await receiver.close();
      await engine.stop();
    },
  };
  await bench.control('PUT', 'chaos', { duplicate: 0, maxDelayMs: 0 });
  await running.registerWebhook({ url: `${receiver.origin}/own`, secret: OWN_SECRET, connect: false });
  await running.registerWebhook({ url: `${receiver.origin}/connect`, secret: CONNECT_SECRET, connect: true });
  return bench;
}

/** A connected account that may receive transfers and be paid out. */
export async function activeAccount(bench: StripeBench): Promise<string> {
  const account = await bench.stripe.accounts.create({
    type: 'express',
    country: 'US',
    capabilities: { transfers: { requested: true } },
  });
  await bench.control('POST', `accounts/${account.id}`, { stage: 'complete' });
  return account.id;
}

/** A paid intent; its money is available in two days. */
export function pay(bench: StripeBench, amount: number, method = 'pm_card_visa', currency = 'usd') {
  return bench.stripe.paymentIntents.create({
    amount,
    currency,
    payment_method: method,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    transfer_group: 'ctr_1',
    metadata: { contract: 'ctr_1' },
  });
}
