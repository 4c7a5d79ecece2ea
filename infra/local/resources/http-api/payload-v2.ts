import { decodeLeniently, type EdgeRequest, type EdgeResponse, joinHeaders } from './exchange.ts';

/** What the gateway knows about a request besides the request. */
export interface RequestFacts {
  accountId: string;
  apiId: string;
  domainName: string;
  stage: string;
  routeKey: string;
  requestId: string;
  pathParameters: Record<string, string>;
  /** Virtual time, ms. */
  timeEpoch: number;
  stageVariables: Record<string, string> | undefined;
  /** The authorizer's context; undefined on a route without one. */
  authorizer?: Record<string, unknown> | null;
}

/** The event of payload format 2.0 for a Lambda proxy integration. */
export function buildProxyEvent(request: EdgeRequest, facts: RequestFacts): Record<string, unknown> {
  const text = asText(request);
  const event: Record<string, unknown> = { version: '2.0', routeKey: facts.routeKey, ...requestParts(request, facts) };
  if (request.body.length > 0) event.body = text ?? request.body.toString('base64');
  event.isBase64Encoded = request.body.length > 0 && text === undefined;
  return event;
}

/** The event of payload format 2.0 for a REQUEST authorizer with simple responses. */
export function buildAuthorizerEvent(
  request: EdgeRequest,
  facts: RequestFacts,
  routeArn: string,
  identitySource: string[] | null,
): Record<string, unknown> {
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn,
    identitySource,
    routeKey: facts.routeKey,
    ...requestParts(request, facts),
  };
}

function requestParts(request: EdgeRequest, facts: RequestFacts): Record<string, unknown> {
  const { cookie, ...headers } = joinHeaders(request.headers);
  // HTTP APIs hand the path over decoded, unlike REST APIs and function URLs.
  const rawPath = decodeLeniently(request.path);
  const context: Record<string, unknown> = {
    accountId: facts.accountId,
    apiId: facts.apiId,
    domainName: facts.domainName,
    domainPrefix: facts.domainName.split('.')[0],
    http: {
      method: request.method,
      path: rawPath,
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: facts.requestId,
    routeKey: facts.routeKey,
    stage: facts.stage,
    time: commonLogTime(facts.timeEpoch),
    timeEpoch: facts.timeEpoch,
  };
  if (facts.authorizer !== undefined) context.authorizer = { lambda: facts.authorizer };
  const parts: Record<string, unknown> = {
    rawPath,
    rawQueryString: request.rawQuery,
    headers,
    requestContext: { ...context, authentication: null },
  };
  if (cookie) parts.cookies = request.headers.flatMap(([name, value]) => splitCookie(name, value));
  if (request.rawQuery) parts.queryStringParameters = parseQuery(request.rawQuery);
  if (Object.keys(facts.pathParameters).length > 0) parts.pathParameters = facts.pathParameters;
  if (facts.stageVariables) parts.stageVariables = facts.stageVariables;
  return parts;
}

function splitCookie(name: string, value: string): string[] {
  return name.toLowerCase() === 'cookie' ? value.split(/;\s*/).filter(Boolean) : [];
}

function parseQuery(rawQuery: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

/** The body as text when the gateway would pass it on as such, else undefined: then it goes base64-encoded. */
function asText(request: EdgeRequest): string | undefined {
  const headers = joinHeaders(request.headers);
  if (headers['content-encoding'] && headers['content-encoding'] !== 'identity') return undefined;
  const mediaType = (headers['content-type'] ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
  const textual = /^(text\/.+|application\/(json|javascript|xml|.+\+json|.+\+xml))$/.test(mediaType);
  if (!textual) return undefined;
  const text = request.body.toString('utf8');
  return Buffer.from(text).equals(request.body) ? text : undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time of a request as in an access log, e.g. `12/Mar/2026:19:03:58 +0000`. */
export function commonLogTime(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

/**
 * What the viewer gets for a function's result under payload format 2.0: an object with `statusCode` is a response, anything
 * else is the body of a 200. Undefined when the result is malformed, for which the gateway answers 500.
 */
export function readProxyResult(payload: unknown): EdgeResponse | undefined {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload) || !('statusCode' in payload)) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null);
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
  }
  const result = payload as Record<string, unknown>;
  const status = Number(result.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (result.body !== undefined && result.body !== null && typeof result.body !== 'string') return undefined;
  const headers: [string, string][] = [];
  for (const [name, value] of Object.entries((result.headers as Record<string, unknown>) ?? {})) {
    if (value === null || typeof value === 'object') return undefined;
    if (value !== undefined) headers.push([name.toLowerCase(), String(value)]);
  }
  if (result.cookies !== undefined && !Array.isArray(result.cookies)) return undefined;
  for (const cookie of (result.cookies as unknown[] | undefined) ?? []) headers.push(['set-cookie', String(cookie)]);
  const body = Buffer.from(
    (result.body as string | null | undefined) ?? '',
    result.isBase64Encoded ? 'base64' : 'utf8',
  );
  if (body.length > 0 && !headers.some(([name]) => name === 'content-type')) {
    headers.push(['content-type', 'text/plain;charset=UTF-8']);
  }
  return { status, headers, body };
}
