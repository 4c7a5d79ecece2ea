import type { Context } from 'aws-lambda';
import { API_PREFIX, type Endpoint } from '#contract/endpoint.ts';
import type { Actor, AuthorizerContext, Caller, KeyActor } from '#runtime/actor.ts';
import { nowMs } from '#runtime/clock.ts';
import type { LambdaHandler } from '#runtime/endpoint.ts';
import type { HttpEvent } from '#runtime/http.ts';
import { grantsFor, packGrants } from '#runtime/packed-grants.ts';
import { countedId } from './ids.ts';

export interface TestRequest {
  actor?: Caller | undefined;
  /** Whether the session proved a moment ago who uses it, for endpoints that ask for it; true when not said. */
  steppedUp?: boolean;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** An object is sent as JSON; a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: string[];
}

export interface TestAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer, looked at by tests
  body: any;
  headers: Record<string, unknown>;
  cookies: readonly string[];
}

/** Calls the real wrapper of an endpoint with an event as the gateway makes it. */
export async function callEndpoint(
  handler: LambdaHandler,
  endpoint: Endpoint,
  request: TestRequest = {},
): Promise<TestAnswer> {
  const result = await handler(eventFor(endpoint, request), CONTEXT);
  return {
    status: result.statusCode ?? 200,
    body: result.body && isJson(result.headers?.['content-type']) ? JSON.parse(result.body) : result.body,
    headers: result.headers ?? {},
    cookies: result.cookies ?? [],
  };
}

/** A download is text as it is. */
function isJson(contentType: unknown): boolean {
  return /json/.test(String(contentType));
}

const CONTEXT = { getRemainingTimeInMillis: () => 10_000, awsRequestId: 'req-test', functionName: 'test' } as Context;

function eventFor(endpoint: Endpoint, request: TestRequest): HttpEvent {
  const path = `${API_PREFIX}${endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => request.params?.[name] ?? 'missing')}`;
  const isText = typeof request.body === 'string';
  const query = new URLSearchParams(request.query).toString();
  return {
    version: '2.0',
    routeKey: `${endpoint.method} ${API_PREFIX}${endpoint.path}`,
    rawPath: path,
    rawQueryString: query,
    ...(request.cookies ? { cookies: request.cookies } : {}),
    headers: {
      host: 'api.test',
      'x-correlation-id': 'test-correlation',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.query ? { queryStringParameters: request.query } : {}),
    ...(request.params ? { pathParameters: request.params } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.test',
      domainPrefix: 'api',
      http: { method: endpoint.method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'req-test',
      routeKey: `${endpoint.method} ${endpoint.path}`,
      stage: '$default',
      time: '20/Nov/2026:00:00:00 +0000',
      timeEpoch: 0,
      authorizer: { lambda: contextFor(endpoint, request) },
    },
    ...(request.body === undefined ? {} : { body: isText ? (request.body as string) : JSON.stringify(request.body) }),
    isBase64Encoded: false,
  } as HttpEvent;
}

function contextFor(endpoint: Endpoint, { actor, steppedUp = true, params }: TestRequest): AuthorizerContext {
  if (!actor) return { outcome: 'anonymous' };
  if (actor.kind === 'key') {
    const { kind: outcome, scopes, ...told } = actor;
    return { outcome, scopes: scopes.join(','), ...told };
  }
  const { kind: _kind, steppedUpAtMs = steppedUp ? nowMs() : undefined, ...rest } = actor;
  const { otherWorkspaceIds = [], ...others } = 'otherWorkspaceIds' in rest ? rest : { ...rest, otherWorkspaceIds: [] };
  const { grants: all, ...told } = 'grants' in others ? others : { ...others, grants: undefined };
  const grants = grantsFor(endpoint, all, params);
  return {
    outcome: 'signed_in',
    ...told,
    ...(grants ? { grants: packGrants(grants) } : {}),
    ...(steppedUpAtMs ? { steppedUpAtMs: String(steppedUpAtMs) } : {}),
    ...(otherWorkspaceIds.length > 0 ? { otherWorkspaceIds: otherWorkspaceIds.join(',') } : {}),
  };
}

/** A member of test workspace `count`. */
export function testMember(
  count = 1,
  role: 'owner' | 'manager' | 'finance' | 'viewer' = 'owner',
): Extract<Actor, { kind: 'member' }> {
  return {
    kind: 'member',
    role,
    userId: countedId('user', count),
    sessionId: `session-${count}`,
    workspaceId: countedId('workspace', count),
    brandId: countedId('brand', count),
  };
}

/** Test influencer `count`. */
export function testInfluencer(count = 1): Extract<Actor, { kind: 'influencer' }> {
  return {
    kind: 'influencer',
    role: 'influencer',
    userId: countedId('user', 1000 + count),
    sessionId: `session-i${count}`,
    influencerId: countedId('influencer', count),
  };
}

/** Somebody without a workspace. */
export function testGuest(count = 1): Extract<Actor, { kind: 'guest' }> {
  return { kind: 'guest', role: 'guest', userId: countedId('user', 5000 + count), sessionId: `session-g${count}` };
}

/** A key of test workspace `count`. */
export function testKey(count: number, ...scopes: KeyActor['scopes']): KeyActor {
  return {
    kind: 'key',
    keyId: countedId('apiKey', count),
    workspaceId: countedId('workspace', count),
    brandId: countedId('brand', count),
    scopes,
  };
}

/** Test staff. */
export function testStaff(role: 'admin' | 'moderator' | 'support' = 'admin'): Extract<Actor, { kind: 'staff' }> {
  return { kind: 'staff', role, userId: countedId('user', 9000), sessionId: 'session-s' };
}
