import type * as z from 'zod/mini';
import { API_PREFIX, type Endpoint, type ResponseOf } from '#contract/endpoint.ts';
import { ApiError, readProblem } from './problem.ts';

// biome-ignore lint/suspicious/noExplicitAny: a bound every schema satisfies
type AnySchema = z.ZodMiniType<any, any>;
type Part<E, K extends string> = E extends Record<K, infer S extends AnySchema> ? z.input<S> : never;
type Needs<K extends string, V> = [V] extends [never]
  ? unknown
  : Partial<V> extends V
    ? { [k in K]?: V }
    : { [k in K]: V };

/** What a caller passes for an endpoint: exactly the parts it declares. */
export type InputOf<E> = Needs<'params', Part<E, 'params'>> &
  Needs<'query', Part<E, 'query'>> &
  Needs<'body', Part<E, 'body'>>;
/** The declared body of a success. */
export type OutputOf<E> = ResponseOf<E>;

interface AnyInput {
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** One per attempt of the user, the same for every retry of it. */
  idempotencyKey?: string | undefined;
}

/** What the client needs from its surroundings; tests pass their own. */
export interface ClientDeps {
  /** Origin and prefix, e.g. `/api/v1`. */
  baseUrl: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The access token held in memory, if any. */
  token: () => string | undefined;
  /** Exchanges the refresh cookie; true when there is a new token. */
  refresh: () => Promise<boolean>;
  /** Asks the person to prove that it is they; true when they did. Called at most once per call. */
  stepUp: () => Promise<boolean>;
  /** The session is over for good. */
  onSessionEnded: () => void;
  /** The person's role does not allow what a screen offered: it may be another one since. */
  onNotAllowed: () => void;
  /** The `Date` header of every answer. */
  onServerDate: (date: string) => void;
  newId: () => string;
}

export interface ApiClient {
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>, options?: CallOptions): Promise<OutputOf<E>>;
}

function pathOf(endpoint: Endpoint, params: AnyInput['params']): string {
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params?.[name];
    if (value === undefined || value === '') throw new TypeError(`${endpoint.id} needs the path parameter ${name}`);
    return encodeURIComponent(String(value));
  });
}

function queryOf(query: AnyInput['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

function requestOf(
  endpoint: Endpoint,
  input: AnyInput,
  options: CallOptions,
  correlationId: string,
  token: string | undefined,
): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', 'x-correlation-id': correlationId };
  if (token && endpoint.allow !== 'anyone') headers.authorization = `Bearer ${token}`;
  if (endpoint.idempotent && options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  const hasBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE';
  if (hasBody) headers['content-type'] = 'application/json';
  return {
    method: endpoint.method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(hasBody ? { body: JSON.stringify(input.body ?? {}) } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  };
}

/** How often a call renews its token before its refusal is believed: a new one may have expired again while the machine slept. */
const RENEWALS: Readonly<Record<string, number>> = { token_expired: 3, token_invalid: 1, not_signed_in: 1 };

/** What was tried for a call already. */
interface Before {
  renewals: number;
  steppedUp: boolean;
}

/** The one way to the API. `call` resolves with the declared body of a success and rejects with ApiError for everything else (aborts pass through). */
export function createClient(deps: ClientDeps): ApiClient {
  async function send(endpoint: Endpoint, input: AnyInput, options: CallOptions, before: Before): Promise<unknown> {
    const correlationId = deps.newId();
    const token = deps.token();
    const url = deps.baseUrl + pathOf(endpoint, input.params) + queryOf(input.query);
    let response: Response;
    try {
      response = await deps.fetch(url, requestOf(endpoint, input, options, correlationId, token));
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new ApiError({
        code: 'offline',
        status: 0,
        message: 'The server cannot be reached. Check your connection.',
        correlationId,
      });
    }
    const date = response.headers.get('date');
    if (date) deps.onServerDate(date);
    if (response.status === 204) return undefined;
    // A download is no JSON: it comes as it is.
    if (response.ok) return response.headers.get('content-type')?.includes('json') ? response.json() : response.blob();
    const problem = await readProblem(response, correlationId);
    if (problem.code === 'step_up_required' && !before.steppedUp && (await deps.stepUp()))
      return send(endpoint, input, options, { ...before, steppedUp: true });
    if (problem.code === 'not_allowed') deps.onNotAllowed();
    if (problem.status !== 401 || endpoint.allow === 'anyone') throw problem;
    if (before.renewals < (RENEWALS[problem.code] ?? 0)) {
      // Another call may have renewed the token while this one was under way.
      if ((deps.token() !== token && deps.token() !== undefined) || (await deps.refresh()))
        return send(endpoint, input, options, { ...before, renewals: before.renewals + 1 });
    }
    // Every new one had expired again before it was used: the session lasts, only this call came too late.
    else if (problem.code === 'token_expired') throw problem;
    deps.onSessionEnded();
    throw problem;
  }
  return {
    call: async (endpoint, input, options = {}) => {
      const idempotencyKey = options.idempotencyKey ?? (endpoint.idempotent ? deps.newId() : undefined);
      const untried = { renewals: 0, steppedUp: false };
      return (await send(endpoint, input as AnyInput, { ...options, idempotencyKey }, untried)) as never;
    },
  };
}

export { API_PREFIX };
