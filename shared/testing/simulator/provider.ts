import type { Platform, StateStore } from '#local/kernel.ts';
import { ensurePlatformAccount } from '#local/providers/stripe/accounts.ts';
import { putEndpoint } from '#local/providers/stripe/balance.ts';
import { serveControl } from '#local/providers/stripe/control.ts';
import { deliver } from '#local/providers/stripe/events.ts';
import { StripeApi } from '#local/providers/stripe/serve-api.ts';
import { StripeState } from '#local/providers/stripe/state.ts';
import { runTask } from '#local/providers/stripe/tasks.ts';
import type { ProviderTransport } from '#providers/stripe.ts';
import type { Faults } from './faults.ts';
import type { Invocation, Scheduler } from './scheduler.ts';

export const OWN_SECRET = 'whsec_simulated_own';
export const CONNECT_SECRET = 'whsec_simulated_connect';
export const API_KEY = 'sk_test_simulated';
export const WEBHOOK_ORIGIN = 'http://127.0.0.1';

const UNCLEAR = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 200, body: { error: { type: 'api_error', message: 'Something went wrong.' } } },
  { kind: 'malformed' },
  { kind: 'html' },
  { kind: 'reset' },
  { kind: 'hang' },
];

/** One of them; seldom a 500 of the provider's own, which it repeats for a day under the same key. */
function unclear(measure: number) {
  const index = Math.floor(measure * 30);
  return index === 0 ? { kind: 'status', status: 500 } : UNCLEAR[index % UNCLEAR.length];
}

/** The provider's stand-in, called in process: one call after the other, with its own idempotency keys, balance and webhooks. */
export class SimulatedProvider {
  readonly state: StripeState;
  private readonly api: StripeApi;
  private readonly platform: Platform;
  private readonly scheduler: Scheduler;
  private readonly faults: Faults;
  /** Whether anything has changed since somebody looked. */
  hasChanged = true;
  /** What the stand-in could not do: a defect of its own. */
  readonly defects: string[] = [];

  constructor(scheduler: Scheduler, faults: Faults, random: () => number) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.platform = {
      account: '000000000000',
      region: 'us-east-1',
      clock: {
        now: () => scheduler.nowMs,
        at: (atMs: number, label: string, run: () => void | Promise<void>) => ({
          cancel: scheduler.at(atMs, label, () => scheduler.spawn(async () => run())),
        }),
      },
      activity: { run: (_label: string, work: () => Promise<unknown>) => work(), idle: async () => {} },
      trace: {
        emit: (kind: string, data: object) => {
          if (kind === 'stripe.defect') this.defects.push(JSON.stringify(data));
        },
      },
      store: {
        ...NO_STORE,
        write: async () => {
          this.hasChanged = true;
        },
      },
      siteOrigin: 'http://localhost:3000',
      substituteOrigins: (text: string) => text,
      random,
    } as unknown as Platform;
    this.state = new StripeState(this.platform);
    this.api = new StripeApi(this.platform, this.state);
    this.state.runTask = (task) =>
      task.name === 'deliver' ? deliver(this.platform, this.state, task) : runTask(this.platform, this.state, task);
  }

  /** Opens it with both webhook endpoints of the product. */
  async open(): Promise<void> {
    await this.state.load();
    await this.state.change((change) => {
      ensurePlatformAccount(change);
      putEndpoint(change, { url: `${WEBHOOK_ORIGIN}/own`, secret: OWN_SECRET, connect: false });
      putEndpoint(change, { url: `${WEBHOOK_ORIGIN}/connect`, secret: CONNECT_SECRET, connect: true });
    });
    this.api.origin = WEBHOOK_ORIGIN;
  }

  /** What the outside world does at the provider; throws what the stand-in refuses. */
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer
  async control(method: string, path: string, input: object = {}): Promise<any> {
    const context = { platform: this.platform, state: this.state, api: this.api, reset: async () => {} };
    const request = { method, path: `/_control/${path}`, query: '', body: JSON.stringify(input) };
    const { status, body } = await serveControl(context, request);
    if (status >= 400) throw new Error(`The provider's stand-in refused ${path}: ${JSON.stringify(body)}`);
    return body;
  }

  /** A call as a browser with the public key makes it. */
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer
  async browse(path: string, fields: Record<string, string>): Promise<any> {
    return this.post(path, { key: 'pk_test_simulated', ...fields });
  }

  /** What people of the platform do at the provider's own site, past the product; whether it did it. */
  async byHand(path: string, fields: Record<string, string>): Promise<boolean> {
    const { error } = await this.post(path, fields, { authorization: `Bearer ${API_KEY}` });
    return error === undefined;
  }

  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer
  private async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<any> {
    const body = new URLSearchParams(fields).toString();
    const answer = await this.api.serve({ method: 'POST', path, query: '', headers, body });
    return JSON.parse(answer.body);
  }

  /** What the product's client of the provider sends its requests by. */
  transport(): ProviderTransport {
    return {
      getClientName: () => 'simulated',
      makeRequest: async (_host, _port, path, method, headers, body, _protocol, timeoutMs) => {
        const by = this.scheduler.current;
        const answer = await this.scheduler.call('provider', `${method} ${path}`, () =>
          this.serve({ method, path, headers: headers as Record<string, unknown>, body, by }),
        );
        if (answer.instead === 'reset')
          throw Object.assign(new Error('The connection was reset.'), { code: 'ECONNRESET' });
        if (answer.instead === 'hang') {
          await this.scheduler.sleep(timeoutMs);
          throw Object.assign(new TypeError('ETIMEDOUT'), { code: 'ETIMEDOUT' });
        }
        return {
          getStatusCode: () => answer.status,
          getHeaders: () => answer.headers,
          getRawResponse: () => answer,
          toStream: () => answer.body,
          toJSON: async () => JSON.parse(answer.body),
        };
      },
    };
  }

  private async serve({ method, path, headers, body, by }: Sent) {
    const url = new URL(path, WEBHOOK_ORIGIN);
    const when = this.faults.happens('provider-fails')
      ? 'before'
      : this.faults.happens('provider-answer-lost')
        ? 'after'
        : undefined;
    if (when) {
      if (by) by.hadFault = true;
      const name = when === 'before' ? 'provider-fails' : 'provider-answer-lost';
      const fault = unclear(this.faults.measureOf(name));
      await this.control('POST', 'faults', { ...fault, when, method, path: url.pathname, count: 1 });
    }
    return this.api.serve({
      method,
      path: url.pathname,
      query: url.search.slice(1),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      body,
    });
  }
}

interface Sent {
  method: string;
  path: string;
  headers: Record<string, unknown>;
  body: string;
  by: Invocation | undefined;
}

/** It lives as long as its seed. */
const NO_STORE: StateStore = {
  get: async () => undefined,
  put: async () => {},
  write: async () => {},
  delete: async () => {},
  list: async () => [],
  clear: async () => {},
};
