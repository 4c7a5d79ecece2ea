/** The Stripe stand-in of the local target: one loopback server that speaks Stripe's wire protocol, on durable state and virtual time. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '#local/http-server.ts';
import type { Platform } from '#local/kernel.ts';
import { makeOutgoingCall } from '#local/outgoing-calls.ts';
import { ensurePlatformAccount } from './accounts.ts';
import { putEndpoint } from './balance.ts';
import { serveControl } from './control.ts';
import { deliver } from './events.ts';
import { servePage } from './pages.ts';
import { type HttpAnswer, type HttpRequest, StripeApi } from './serve-api.ts';
import { StripeState } from './state.ts';
import { runTask } from './tasks.ts';
import { readTemplateSecrets } from './template-secrets.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const SERVER_COLLECTION = 'stripe-server';

export interface WebhookRegistration {
  url: string;
  /** Signing secret. */
  secret: string;
  /** True for events of connected accounts. */
  connect: boolean;
}

export interface RunningStripe {
  port: number;
  origin: string;
  stop(): Promise<void>;
  /** Back to empty; webhooks registered through `registerWebhook` stay. */
  reset(): Promise<void>;
  /** Adds an endpoint, or moves the one with the same path to its new address and secret. */
  registerWebhook(registration: WebhookRegistration): Promise<void>;
  /** Takes over the API key and the webhooks whose secrets the template defines; the first API call does it too, as the resources have started by then. */
  ready(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Browsers on other sites must reach neither control nor, by a rebound name, anything else. */
function isAllowed(request: HttpRequest): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (host !== '127.0.0.1' && host !== 'localhost') return false;
  const { origin } = request.headers;
  return !request.path.startsWith('/_control/') || !origin || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin);
}

function corsHeaders(request: HttpRequest): Record<string, string> {
  const { origin } = request.headers;
  if (!origin) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
    'access-control-allow-headers':
      request.headers['access-control-request-headers'] ??
      'authorization, content-type, idempotency-key, stripe-version',
    'access-control-expose-headers': 'Request-Id, Stripe-Version, Idempotent-Replayed',
    'access-control-max-age': '300',
    vary: 'Origin',
  };
}

class StripeServer {
  private readonly platform: Platform;
  readonly state: StripeState;
  readonly api: StripeApi;
  private readonly registrations: WebhookRegistration[] = [];
  private readonly server: Server;
  private fromTemplate: Promise<void> | undefined;

  constructor(platform: Platform) {
    this.platform = platform;
    this.state = new StripeState(platform);
    this.api = new StripeApi(platform, this.state);
    this.state.runTask = (task) =>
      task.name === 'deliver' ? deliver(platform, this.state, task) : runTask(platform, this.state, task);
    this.server = createHttpServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        platform.trace.emit('stripe.defect', { error: String(error) });
        response.destroy();
      });
    });
  }

  async start(): Promise<number> {
    await this.state.load();
    await this.state.change(ensurePlatformAccount);
    // Links handed out before a restart name the port, so the same one is taken again when it is free.
    const before = await this.platform.store.get<number>(SERVER_COLLECTION, 'port');
    const port = await this.listen(before ?? 0).catch(() => this.listen(0));
    await this.platform.store.put(SERVER_COLLECTION, 'port', port);
    this.api.origin = `http://127.0.0.1:${port}`;
    return port;
  }

  private listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  async stop(): Promise<void> {
    this.state.stop();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
    await this.state.settled();
  }

  async reset(): Promise<void> {
    await this.state.reset();
    this.fromTemplate = undefined;
    await this.state.change(ensurePlatformAccount);
    for (const registration of this.registrations) await this.put(registration);
    this.api.calls.length = 0;
  }

  /** Reads the template's Stripe secrets once; tried again by the next call while the secrets cannot be read. */
  registerFromTemplate(): Promise<void> {
    this.fromTemplate ??= this.readTemplate().catch((error: unknown) => {
      this.fromTemplate = undefined;
      this.platform.trace.emit('stripe.defect', {
        error: `Stripe's secrets in the template could not be read: ${String(error)}`,
      });
    });
    return this.fromTemplate;
  }

  private async readTemplate(): Promise<void> {
    const { webhooks, apiKeys } = await readTemplateSecrets(this.platform);
    for (const registration of webhooks) await this.put(registration);
    this.api.acceptedKeys = new Set(apiKeys);
  }

  async register(registration: WebhookRegistration): Promise<void> {
    this.registrations.push(registration);
    await this.put(registration);
  }

  private put({ url, secret, connect }: WebhookRegistration): Promise<unknown> {
    return this.state.change((change) => {
      const path = new URL(url).pathname;
      const moved = change
        .all('webhook_endpoint')
        .find((doc) => doc.hidden.connect === connect && new URL(doc.object.url).pathname === path);
      if (moved) change.edit('webhook_endpoint', moved.object.id).object.url = url;
      putEndpoint(change, { url, secret, connect });
    });
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://stand-in');
    const body = await readBody(incoming);
    const request: HttpRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      headers: incoming.headers as Record<string, string | undefined>,
      body: body ?? '',
    };
    if (body === undefined) return send(response, request, { status: 413, headers: {}, body: '' });
    const label = `stripe ${request.method} ${request.path}`;
    const answer = await this.platform.activity.run(label, () => this.answer(request));
    if (answer.instead === 'hang') return;
    if (answer.instead === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    send(response, request, answer);
  }

  private async answer(request: HttpRequest): Promise<HttpAnswer> {
    if (!isAllowed(request)) return { status: 403, headers: {}, body: 'This stand-in answers its own machine only.' };
    if (request.method === 'OPTIONS') return { status: 204, headers: {}, body: '' };
    if (request.path.startsWith('/v1/')) {
      await this.registerFromTemplate();
      const call = { kind: 'provider', from: 'stripe', what: `${request.method} ${request.path}` } as const;
      return makeOutgoingCall(this.platform, call, () => this.api.serve(request));
    }
    if (request.path.startsWith('/_control/')) {
      const context = { platform: this.platform, state: this.state, api: this.api, reset: () => this.reset() };
      const { status, body } = await serveControl(context, request);
      return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body, null, 2) };
    }
    const page = await servePage(this.state, request, this.platform.clock.now());
    return page ?? this.api.serve(request);
  }
}

function send(response: ServerResponse, request: HttpRequest, answer: HttpAnswer): void {
  response.writeHead(answer.status, { ...corsHeaders(request), ...answer.headers });
  response.end(answer.body);
}

/** The stand-in as the platform starts it. */
export const provider = {
  name: 'stripe',
  origins: [
    'https://api.stripe.com',
    'https://js.stripe.com',
    'https://connect.stripe.com',
    'https://hooks.stripe.com',
  ],
  async start(platform: Platform): Promise<RunningStripe> {
    const server = new StripeServer(platform);
    const port = await server.start();
    return {
      port,
      origin: server.api.origin,
      stop: () => server.stop(),
      reset: () => server.reset(),
      registerWebhook: (registration) => server.register(registration),
      ready: () => server.registerFromTemplate(),
    };
  },
};
