import type * as z from 'zod/mini';
import type { ErrorCode } from './errors.ts';
import type { Permission } from './permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Which request budget a call draws on; limits are in shared/contract/limits.ts. */
export type RateClass = 'standard' | 'search' | 'payments' | 'invitations' | 'messages' | 'login' | 'webhook';

// biome-ignore lint/suspicious/noExplicitAny: a bound that every object schema satisfies
type ObjectSchema = z.ZodMiniObject<any, any>;
type Schema = z.ZodMiniType;

/** One endpoint, declared once; routes, functions, checks, client, OpenAPI and the test matrix come from it. */
export interface Endpoint {
  /** area.verb-noun; the handler is functions/<area>/<verb-noun>.ts. */
  id: string;
  method: Method;
  path: `/${string}`;
  /** Other routes to the same function, e.g. a second path the specification names. */
  aliases?: readonly { method: Method; path: `/${string}` }[];
  /** Permissions of which the caller's role must hold one; or a route that needs no session. */
  allow: readonly Permission[] | 'anyone';
  /**
   * Whether a grant on a campaign opens it too, and where that campaign is: in the path, where the edge compares it; or that of the thing which the handler
   * reads, which then names it by call.onCampaign; or that no grant does. Every endpoint that asks for a permission that a grant can give says so.
   */
  byGrant?: 'path' | 'thing' | 'never';
  /** Mutations take an Idempotency-Key and answer a repeat with the first answer. */
  idempotent?: boolean;
  /** The caller must have proved within the last minutes that it is they (POST /auth/step-up); otherwise 403 step_up_required. */
  stepUp?: boolean;
  rate?: RateClass;
  params?: ObjectSchema;
  query?: ObjectSchema;
  body?: Schema;
  /** The handler reads the raw body itself (signed webhooks). */
  rawBody?: boolean;
  responses: { readonly [status: number]: Schema };
  errors: readonly ErrorCode[];
  summary: string;
}

/** Declares an endpoint, keeping the literal types of its parts. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

/** The area of an endpoint: the part of its id before the dot. */
export function areaOf(endpoint: Pick<Endpoint, 'id'>): string {
  return endpoint.id.slice(0, endpoint.id.indexOf('.'));
}

/** Every route of an endpoint: its own and its aliases. */
export function routesOf(endpoint: Endpoint): { method: Method; path: `/${string}` }[] {
  return [{ method: endpoint.method, path: endpoint.path }, ...(endpoint.aliases ?? [])];
}

/** The path prefix of every route. */
export const API_PREFIX = '/api/v1';

export type ParamsOf<E> = E extends { params: infer S extends Schema } ? z.output<S> : Record<string, never>;
export type QueryOf<E> = E extends { query: infer S extends Schema } ? z.output<S> : Record<string, never>;
export type BodyOf<E> = E extends { body: infer S extends Schema } ? z.output<S> : undefined;
/** What a handler may answer: one of the declared statuses with its declared body. */
export type AnswerOf<E> = E extends { responses: infer R }
  ? { [K in keyof R & number]: R[K] extends Schema ? { status: K; body: z.input<R[K]> } : never }[keyof R & number]
  : never;
export type ResponseOf<E> = E extends { responses: infer R }
  ? { [K in keyof R & number]: R[K] extends Schema ? z.output<R[K]> : never }[keyof R & number]
  : never;
