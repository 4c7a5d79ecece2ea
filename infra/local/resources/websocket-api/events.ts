import { randomBytes } from 'node:crypto';
import type { EdgeRequest } from '../http-api/exchange.ts';
import { commonLogTime } from '../http-api/payload-v2.ts';

/** What stays the same over the life of a connection. */
export interface ConnectionFacts {
  connectionId: string;
  /** Virtual time, ms. */
  connectedAt: number;
  identity: { sourceIp: string; userAgent: string };
  /** The authorizer's context with its principalId; absent without an authorizer. */
  authorizer?: Record<string, unknown>;
}

export interface ApiFacts {
  apiId: string;
  stage: string;
  domainName: string;
  /** Virtual time, ms. */
  nowMs: number;
}

type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

/** The request context of a WebSocket event (payload format 1.0). */
export function requestContext(
  api: ApiFacts,
  connection: ConnectionFacts,
  routeKey: string,
  eventType: EventType,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const id = randomBytes(11).toString('base64');
  return {
    routeKey,
    eventType,
    extendedRequestId: id,
    requestId: id,
    requestTime: commonLogTime(api.nowMs),
    requestTimeEpoch: api.nowMs,
    messageDirection: 'IN',
    stage: api.stage,
    connectedAt: connection.connectedAt,
    identity: connection.identity,
    domainName: api.domainName,
    connectionId: connection.connectionId,
    apiId: api.apiId,
    ...(connection.authorizer && { authorizer: connection.authorizer }),
    ...more,
  };
}

/** Headers and query of a handshake as a WebSocket event carries them: names as sent, the last value and all values. */
export function handshakeParts(request: EdgeRequest, domainName: string): Record<string, unknown> {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  const own: [string, string][] = [
    ['Host', domainName],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
  const received = request.headers.filter(([name]) => !/^(host|connection|upgrade)$/i.test(name));
  for (const [name, value] of [...received, ...own]) {
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const parts: Record<string, unknown> = { headers, multiValueHeaders };
  if (request.rawQuery) {
    const query = new URLSearchParams(request.rawQuery);
    const names = [...new Set(query.keys())];
    parts.queryStringParameters = Object.fromEntries(names.map((name) => [name, query.getAll(name).at(-1) ?? '']));
    parts.multiValueQueryStringParameters = Object.fromEntries(names.map((name) => [name, query.getAll(name)]));
  }
  return parts;
}

/** Whether an authorizer's IAM policy allows `execute-api:Invoke` on the method. */
export function policyAllows(
  policyDocument: unknown,
  methodArn: string,
  matches: (pattern: string, arn: string) => boolean,
): boolean {
  const statements = toList((policyDocument as { Statement?: unknown } | undefined)?.Statement);
  const applies = (effect: string) =>
    statements.some((statement) => {
      const { Effect, Action, Resource } = statement as Record<string, unknown>;
      if (Effect !== effect) return false;
      if (!toList(Action).some((action) => matches(String(action).toLowerCase(), 'execute-api:invoke'))) return false;
      return toList(Resource).some((resource) => matches(String(resource), methodArn));
    });
  return applies('Allow') && !applies('Deny');
}

function toList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
