/** One call of `/v1`: key, faults, idempotency, parameters, the change itself, and the answer as Stripe words it. */
import type { Platform } from '#local/kernel.ts';
import { accountRoutes, noAccess } from './accounts.ts';
import { expand, type Route } from './api.ts';
import { balanceRoutes } from './balance.ts';
import { chargeRoutes } from './charges.ts';
import { disputeRoutes } from './disputes.ts';
import { invalidParam, StripeRefusal } from './errors.ts';
import { API_VERSION } from './events.ts';
import { fxQuoteRoutes } from './fx-quotes.ts';
import { type KeyedRequest, KeysInUse, keepResult, savedResult } from './idempotency.ts';
import { paymentIntentRoutes } from './payment-intents.ts';
import { payoutRoutes } from './payouts.ts';
import { refundRoutes } from './refunds.ts';
import type { Change, Fault, StripeState } from './state.ts';
import { transferRoutes } from './transfers.ts';
import { canonicalForm, decodeForm, type Raw, type RawHash, readParams } from './wire.ts';

const ROUTES: Route[] = [
  ...paymentIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...transferRoutes,
  ...payoutRoutes,
  ...disputeRoutes,
  ...accountRoutes,
  ...balanceRoutes,
  ...fxQuoteRoutes,
];
const RECORDED_CALLS = 5000;
const SECRET_PARAMS = new Set(['number', 'cvc', 'key', 'client_secret']);

export interface HttpRequest {
  method: string;
  /** Without query. */
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  body: string;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** What happens instead of an answer. */
  instead?: 'hang' | 'reset';
}

/** One call as it arrived, without card data and secrets. */
export interface RecordedCall {
  seq: number;
  method: string;
  path: string;
  account: string | null;
  idempotencyKey: string | null;
  body: Raw;
  /** ISO-8601, virtual. */
  at: string;
  status: number | null;
  replayed: boolean;
}

interface Served {
  status: number;
  body: string;
  replayed?: SavedResult;
}
type SavedResult = NonNullable<ReturnType<typeof savedResult>>;

function redact(raw: Raw, name = ''): Raw {
  if (SECRET_PARAMS.has(name)) return '[redacted]';
  if (typeof raw === 'string') return raw;
  if (Array.isArray(raw)) return raw.map((one) => redact(one));
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, redact(value, key)]));
}

function pretty(body: unknown): string {
  return `${JSON.stringify(body, null, 2)}\n`;
}

function apiKeyOf(request: HttpRequest, raw: RawHash): string {
  const header = request.headers.authorization ?? '';
  if (/^bearer /i.test(header)) return header.slice(7).trim();
  if (/^basic /i.test(header)) return Buffer.from(header.slice(6), 'base64').toString().split(':')[0] ?? '';
  return typeof raw.key === 'string' ? raw.key : '';
}

/** Whether the key is publishable; 401 for none, an unknown kind, or a live one, which has no business here. */
function checkKey(key: string, accepted: Set<string>): { publishable: boolean } {
  const unauthorized = (message: string) =>
    new StripeRefusal(401, { type: 'invalid_request_error', message }, { validation: true });
  if (!key) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (accepted.has(key) || /^(sk|rk)_test_/.test(key)) return { publishable: false };
  if (key.startsWith('pk_test_')) return { publishable: true };
  if (/_live_/.test(key))
    throw unauthorized('This is the local Stripe stand-in: it takes test keys only, never a live one.');
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 4)}****`);
}

function matchRoute(method: string, path: string): { route: Route; id: string; id2: string } {
  const parts = path.split('/');
  for (const route of ROUTES) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    const held: string[] = [];
    const fits = pattern.every((step, index) => {
      if (!step.startsWith(':')) return step === parts[index];
      held.push(decodeURIComponent(parts[index] ?? ''));
      return parts[index] !== '';
    });
    if (fits) return { route, id: held[0] ?? '', id2: held[1] ?? '' };
  }
  throw new StripeRefusal(
    404,
    {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.`,
    },
    { validation: true },
  );
}

/** Balance transactions become available with time, so their status is worked out when shown. */
function freshen(node: unknown, now: number): void {
  if (typeof node !== 'object' || node === null) return;
  const object = node as Record<string, unknown>;
  if (object.object === 'balance_transaction') {
    object.status = Number(object.available_on) <= now ? 'available' : 'pending';
  }
  for (const value of Object.values(object)) freshen(value, now);
}

export class StripeApi {
  readonly calls: RecordedCall[] = [];
  private readonly platform: Platform;
  private readonly state: StripeState;
  private readonly keys = new KeysInUse();
  private requests = 0;
  origin = '';
  /** Secret keys beside sk_test_…: the value the template's own secret has on this machine. */
  acceptedKeys = new Set<string>();

  constructor(platform: Platform, state: StripeState) {
    this.platform = platform;
    this.state = state;
  }

  /** Answers one call; what was injected for it comes first. */
  async serve(request: HttpRequest): Promise<HttpAnswer> {
    this.requests += 1;
    const requestId = `req_${this.state.scramble(`request${this.requests}/${this.platform.clock.now()}`, 14)}`;
    const key = request.method === 'POST' ? (request.headers['idempotency-key'] ?? null) : null;
    const call = this.record(request, key);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': request.headers['stripe-version'] ?? API_VERSION,
      ...(key ? { 'idempotency-key': key } : {}),
    };
    let fault: Fault | undefined;
    try {
      const raw = decodeForm(request.method === 'POST' ? request.body : request.query);
      call.body = redact(raw);
      fault = await this.takeFault(request);
      const served = await this.answer(request, raw, key, requestId, fault);
      if (served.replayed) {
        headers['idempotent-replayed'] = 'true';
        headers['original-request'] = served.replayed.requestId;
        call.replayed = true;
      }
      return this.finish(call, fault, { status: served.status, headers, body: served.body });
    } catch (error) {
      return this.finish(call, fault, { ...this.refusal(error), headers });
    }
  }

  private finish(call: RecordedCall, fault: Fault | undefined, real: HttpAnswer): HttpAnswer {
    const answer = fault ? faultAnswer(fault, real) : real;
    call.status = answer.instead ? null : answer.status;
    this.platform.trace.emit('stripe.call', {
      method: call.method,
      path: call.path,
      status: call.status,
      ...(fault ? { fault: fault.kind } : {}),
    });
    return answer;
  }

  private refusal(error: unknown): { status: number; body: string } {
    if (error instanceof StripeRefusal) return { status: error.status, body: pretty({ error: error.body }) };
    this.platform.trace.emit('stripe.defect', {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    const message = 'An unknown error occurred in the Stripe stand-in; its trace holds the details.';
    return { status: 500, body: pretty({ error: { type: 'api_error', message } }) };
  }

  private record(request: HttpRequest, key: string | null): RecordedCall {
    const call: RecordedCall = {
      seq: this.requests,
      method: request.method,
      path: request.path,
      account: request.headers['stripe-account'] ?? null,
      idempotencyKey: key,
      body: {},
      at: new Date(this.platform.clock.now()).toISOString(),
      status: null,
      replayed: false,
    };
    this.calls.push(call);
    if (this.calls.length > RECORDED_CALLS) this.calls.shift();
    return call;
  }

  /** Counts down and returns the first injected fault that fits. */
  private async takeFault({ method, path }: HttpRequest): Promise<Fault | undefined> {
    const fits = (fault: Fault) =>
      (!fault.method || fault.method === method) &&
      (!fault.path || fault.path === path || (fault.path.endsWith('*') && path.startsWith(fault.path.slice(0, -1))));
    if (!this.state.all('fault').some(({ object }) => fits(object))) return undefined;
    return this.state.change((change) => {
      const found = change.all('fault').find(({ object }) => fits(object))?.object;
      if (!found) return undefined;
      if (found.count <= 1) change.remove('fault', found.id);
      else change.edit('fault', found.id).object.count -= 1;
      return found;
    });
  }

  private async answer(
    request: HttpRequest,
    raw: RawHash,
    key: string | null,
    requestId: string,
    fault: Fault | undefined,
  ): Promise<Served> {
    const { publishable } = checkKey(apiKeyOf(request, raw), this.acceptedKeys);
    const account = this.accountOf(request);
    const keyed = key ? { key, account, path: request.path, params: canonicalForm(raw) } : undefined;
    const stopsHere = fault?.when === 'before';
    if (!keyed)
      return stopsHere ? { status: fault.status, body: '' } : this.run(request, raw, account, publishable, requestId);
    return this.keys.hold(keyed, async () => {
      const saved = savedResult(this.state, keyed, this.platform.clock.now());
      if (saved) return { status: saved.status, body: saved.body, replayed: saved };
      if (!stopsHere) return this.run(request, raw, account, publishable, requestId, keyed);
      // Stripe keeps a 500 of its own for the key; what never reached it, or was only throttled, leaves no trace.
      const body = faultAnswer(fault, { status: 500, headers: {}, body: '' }).body;
      if (fault.kind === 'status' && fault.status === 500) {
        await this.state.change((change) => keepResult(change, keyed, { status: 500, body, requestId }));
      }
      return { status: fault.status, body };
    });
  }

  private accountOf(request: HttpRequest): string | null {
    const id = request.headers['stripe-account'];
    if (!id) return null;
    const doc = this.state.find('account', id);
    if (!doc) throw noAccess(id);
    return doc.hidden.isPlatform ? null : id;
  }

  private async run(
    request: HttpRequest,
    raw: RawHash,
    account: string | null,
    publishable: boolean,
    requestId: string,
    keyed?: KeyedRequest,
  ): Promise<Served> {
    const { route, id, id2 } = matchRoute(request.method, request.path);
    if (publishable && !route.publishable) throw secretKeyRequired();
    const params = readParams(raw, route.spec);
    const paths = (params.expand as string[] | undefined) ?? [];
    if (new Set(paths).size !== paths.length) throw invalidParam('Duplicate expand paths.', 'expand');
    const work = (change: Change): Served => {
      change.request = { id: requestId, idempotency_key: keyed?.key ?? null };
      const served = this.execute(() => {
        const answer = route.run({ change, params, account, publishable, origin: this.origin, id, id2 });
        const shown = expand(change, answer, paths);
        freshen(shown, change.now);
        return shown;
      });
      if (keyed) keepResult(change, keyed, { ...served, requestId });
      return served;
    };
    try {
      return await this.state.change(work);
    } catch (error) {
      if (keyed && error instanceof StripeRefusal && !error.validation) {
        const result = { ...this.refusal(error), requestId };
        await this.state.change((change) => keepResult(change, keyed, result));
      }
      throw error;
    }
  }

  /** A refusal that leaves something behind is an answer like any other; the rest undoes the change. */
  private execute(work: () => object): Served {
    try {
      return { status: 200, body: pretty(work()) };
    } catch (error) {
      if (error instanceof StripeRefusal && error.keep) return this.refusal(error);
      throw error;
    }
  }
}

function secretKeyRequired(): StripeRefusal {
  return new StripeRefusal(
    403,
    {
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message:
        'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    },
    { validation: true },
  );
}

function faultAnswer(fault: Fault, real: HttpAnswer): HttpAnswer {
  const headers = { ...real.headers, ...fault.headers };
  switch (fault.kind) {
    case 'hang':
    case 'reset':
      return { ...real, instead: fault.kind };
    case 'malformed':
      return { status: fault.status, headers, body: '{"id": "pi_cut_off", "object": "pay' };
    case 'html':
      return {
        status: fault.status,
        headers: { ...headers, 'content-type': 'text/html' },
        body: '<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>',
      };
    case 'status':
      return { status: fault.status, headers, body: pretty(fault.body ?? { error: defaultError(fault) }) };
  }
}

function defaultError({ status, type }: Fault): object {
  if (status === 429) {
    const message = 'Request rate limit exceeded. Learn more about rate limits at https://docs.stripe.com/rate-limits.';
    return { type: 'invalid_request_error', code: 'rate_limit', message };
  }
  return {
    type: type ?? 'api_error',
    message: 'An unknown error occurred. This failure was asked for through the control API.',
  };
}
