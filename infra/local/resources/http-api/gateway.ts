import { randomBytes } from 'node:crypto';
import type { InvokeResult, Platform, ResolvedResource } from '../../kernel.ts';
import { type EdgeRequest, type EdgeResponse, findHeader, jsonAnswer } from './exchange.ts';
import { functionArnOf, mayInvoke } from './lambda-permission.ts';
import { buildAuthorizerEvent, buildProxyEvent, type RequestFacts, readProxyResult } from './payload-v2.ts';
import { type CompiledRoute, compileRoute, matchRoute } from './route-table.ts';
import { TokenBucket } from './token-bucket.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_LAMBDA_PAYLOAD_BYTES = 6 * 1024 * 1024;
const MAX_INTEGRATION_MS = 30_000;
const AUTHORIZER_TIMEOUT_MS = 10_000;

interface Integration {
  functionArn: string;
  timeoutMs: number;
}

interface Authorizer {
  id: string;
  functionArn: string;
  identitySources: string[];
}

interface RouteTarget {
  integration: Integration;
  authorizer: Authorizer | undefined;
}

interface Cors {
  origins: string[];
  methods: string[];
  headers: string[];
  exposeHeaders: string[];
  maxAgeSeconds: number | undefined;
  credentials: boolean;
}

/** One HTTP API of the template: routing, throttling, authorizer and Lambda proxy integration, without a socket of its own. */
export class HttpGateway {
  readonly apiId: string;
  readonly domainName: string;
  readonly #platform: Platform;
  readonly #routes: CompiledRoute<RouteTarget>[];
  readonly #stage: ResolvedResource | undefined;
  readonly #cors: Cors | undefined;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(api: ResolvedResource, platform: Platform) {
    this.apiId = api.ref;
    this.domainName = `${api.ref}.execute-api.${platform.region}.amazonaws.com`;
    this.#platform = platform;
    this.#routes = ofApi(platform, 'AWS::ApiGatewayV2::Route', api.ref).map((route) => this.#compile(route));
    this.#stage = ofApi(platform, 'AWS::ApiGatewayV2::Stage', api.ref)[0];
    this.#cors = readCors(api.properties.CorsConfiguration);
  }

  /** Answers one request as the deployed API would; never rejects for what a function does. */
  async handle(request: EdgeRequest): Promise<EdgeResponse> {
    const label = `http ${request.method} ${request.path}`;
    return await this.#platform.activity.run(label, async () => {
      const requestId = randomBytes(11).toString('base64');
      const startedAtMs = this.#platform.clock.now();
      const correlationId = readCorrelationId(request) ?? requestId.replace(/[^\w-]/g, '_');
      const { response, routeKey, reason } = await this.#answer(request, requestId, correlationId);
      this.#platform.trace.emit(
        'http.request',
        {
          method: request.method,
          path: request.path,
          routeKey,
          status: response.status,
          requestId,
          durationMs: this.#platform.clock.now() - startedAtMs,
          ...(reason && { reason }),
        },
        correlationId,
      );
      const headers = [...response.headers, ['apigw-requestid', requestId] as [string, string]];
      return { ...response, headers: this.#withCors(request, headers) };
    });
  }

  async #answer(request: EdgeRequest, requestId: string, correlationId: string): Promise<Outcome> {
    if (this.#cors && isPreflight(request)) return { response: this.#preflight(request), routeKey: 'preflight' };
    if (request.body.length > MAX_BODY_BYTES) {
      return refuse(413, 'Request Entity Too Large', 'the body is larger than 10 MB');
    }
    const match = matchRoute(this.#routes, request.method, request.path);
    if (!match || !this.#stage) return refuse(404, 'Not Found', 'no route matches');
    const { routeKey, target } = match.route;
    if (!this.#takeToken(routeKey)) return refuse(429, 'Too Many Requests', 'the route is throttled', routeKey);
    const facts: RequestFacts = {
      accountId: this.#platform.account,
      apiId: this.apiId,
      domainName: this.domainName,
      stage: this.#stage.ref,
      routeKey,
      requestId,
      pathParameters: match.pathParameters,
      timeEpoch: this.#platform.clock.now(),
      stageVariables: this.#stage.properties.StageVariables,
    };
    const seen = this.#asReceived(request);
    if (target.authorizer) {
      const verdict = await this.#authorize(target.authorizer, seen, facts, correlationId);
      if ('response' in verdict) return { ...verdict, routeKey };
      facts.authorizer = verdict.context;
    }
    return { ...(await this.#integrate(target.integration, seen, facts, correlationId)), routeKey };
  }

  async #authorize(
    authorizer: Authorizer,
    request: EdgeRequest,
    facts: RequestFacts,
    correlationId: string,
  ): Promise<{ context: Record<string, unknown> | null } | Outcome> {
    const identity = authorizer.identitySources.map((source) => readIdentity(source, request));
    if (identity.includes(undefined)) return refuse(401, 'Unauthorized', 'an identity source is missing');
    const sourceArn = this.#arn(`authorizers/${authorizer.id}`);
    if (!mayInvoke(this.#platform, authorizer.functionArn, 'apigateway.amazonaws.com', sourceArn)) {
      return refuse(500, 'Internal Server Error', `no AWS::Lambda::Permission for the authorizer (${sourceArn})`);
    }
    const event = buildAuthorizerEvent(
      request,
      facts,
      this.#arn(`${facts.stage}/${request.method}${request.path}`),
      identity.length > 0 ? (identity as string[]) : null,
    );
    const result = await this.#invoke(authorizer.functionArn, event, AUTHORIZER_TIMEOUT_MS, correlationId);
    if (result === 'timeout') return refuse(500, 'Internal Server Error', 'the authorizer took longer than 10 s');
    const verdict = result.payload as { isAuthorized?: unknown; context?: Record<string, unknown> } | null | undefined;
    if (result.error || typeof verdict?.isAuthorized !== 'boolean') {
      const why = result.error ? result.error.errorMessage : 'it did not return { isAuthorized: boolean }';
      return refuse(500, 'Internal Server Error', `the authorizer failed: ${why}`);
    }
    if (!verdict.isAuthorized) return refuse(403, 'Forbidden', 'the authorizer denied');
    return { context: verdict.context ?? null };
  }

  async #integrate(
    integration: Integration,
    request: EdgeRequest,
    facts: RequestFacts,
    correlationId: string,
  ): Promise<Outcome> {
    const routePath = facts.routeKey === '$default' ? '/$default' : facts.routeKey.replace(/^\S+ /, '');
    const sourceArn = this.#arn(`${facts.stage}/${request.method}${routePath}`);
    if (!mayInvoke(this.#platform, integration.functionArn, 'apigateway.amazonaws.com', sourceArn)) {
      return refuse(500, 'Internal Server Error', `no AWS::Lambda::Permission for the route (${sourceArn})`);
    }
    const event = buildProxyEvent(request, facts);
    if (Buffer.byteLength(JSON.stringify(event)) > MAX_LAMBDA_PAYLOAD_BYTES) {
      return refuse(413, 'Request Entity Too Large', 'the event is larger than the 6 MB Lambda takes');
    }
    const result = await this.#invoke(integration.functionArn, event, integration.timeoutMs, correlationId);
    if (result === 'timeout')
      return refuse(503, 'Service Unavailable', 'the function took longer than the gateway waits');
    if (result.error) return refuse(500, 'Internal Server Error', `the function failed: ${result.error.errorMessage}`);
    const tooLarge = Buffer.byteLength(JSON.stringify(result.payload ?? null)) > MAX_LAMBDA_PAYLOAD_BYTES;
    const response = tooLarge ? undefined : readProxyResult(result.payload);
    if (response) return { response };
    const why = tooLarge
      ? 'the response is larger than the 6 MB Lambda gives'
      : 'the function gave a malformed response';
    return refuse(500, 'Internal Server Error', why);
  }

  /** Invokes and gives up waiting after `timeoutMs`; the function itself goes on, as it does behind the real gateway. */
  async #invoke(
    arn: string,
    event: unknown,
    timeoutMs: number,
    correlationId: string,
  ): Promise<InvokeResult | 'timeout'> {
    let timer: NodeJS.Timeout | undefined;
    const gaveUp = new Promise<'timeout'>((resolve) => {
      // After a pause of this thread the answer may be there already, to be read after the timers.
      timer = setTimeout(() => setImmediate(() => resolve('timeout')), timeoutMs);
    });
    try {
      const invocation = this.#platform.functions.invoke(arn, event, { correlationId });
      invocation.catch(() => undefined);
      const result = await Promise.race([invocation, gaveUp]);
      return result !== 'timeout' && result.durationMs > timeoutMs ? 'timeout' : result;
    } catch (error) {
      return { error: { errorType: 'ResourceNotFound', errorMessage: String(error) }, durationMs: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Adds and replaces the headers that the gateway itself sets. */
  #asReceived(request: EdgeRequest): EdgeRequest {
    const own: [string, string][] = [
      ['host', this.domainName],
      ['x-forwarded-port', '443'],
      ['x-forwarded-proto', 'https'],
      ['x-amzn-trace-id', `Root=1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`],
    ];
    const replaced = new Set(own.map(([name]) => name));
    const headers = request.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
    return { ...request, headers: [...headers, ...own] };
  }

  #takeToken(routeKey: string): boolean {
    const stage = this.#stage?.properties ?? {};
    const settings = { ...stage.DefaultRouteSettings, ...stage.RouteSettings?.[routeKey] };
    const rate = settings.ThrottlingRateLimit;
    if (rate === undefined) return true;
    const now = this.#platform.clock.now();
    let bucket = this.#buckets.get(routeKey);
    if (!bucket) {
      bucket = new TokenBucket(Number(rate), Number(settings.ThrottlingBurstLimit ?? rate), now);
      this.#buckets.set(routeKey, bucket);
    }
    return bucket.take(now);
  }

  #compile(route: ResolvedResource): CompiledRoute<RouteTarget> {
    const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId } = route.properties;
    const integration = this.#platform.resource(String(Target).replace(/^integrations\//, ''));
    if (integration?.type !== 'AWS::ApiGatewayV2::Integration') {
      throw new Error(
        `Route "${RouteKey}" (${route.stack}/${route.logicalId}) points at no integration of the templates.`,
      );
    }
    if (AuthorizationType !== 'NONE' && AuthorizationType !== 'CUSTOM') {
      throw new Error(
        `Route "${RouteKey}" uses authorization type ${AuthorizationType}; use a REQUEST authorizer or NONE.`,
      );
    }
    const { IntegrationUri, TimeoutInMillis = MAX_INTEGRATION_MS } = integration.properties;
    return compileRoute(String(RouteKey), {
      integration: {
        functionArn: functionArnOf(String(IntegrationUri)),
        timeoutMs: Math.min(Number(TimeoutInMillis), MAX_INTEGRATION_MS),
      },
      authorizer: AuthorizationType === 'CUSTOM' ? this.#readAuthorizer(String(AuthorizerId)) : undefined,
    });
  }

  #readAuthorizer(id: string): Authorizer {
    const authorizer = this.#platform.resource(id);
    if (authorizer?.type !== 'AWS::ApiGatewayV2::Authorizer') {
      throw new Error(`Authorizer "${id}" is not in the templates.`);
    }
    return {
      id,
      functionArn: functionArnOf(String(authorizer.properties.AuthorizerUri)),
      identitySources: authorizer.properties.IdentitySource ?? [],
    };
  }

  #arn(path: string): string {
    return `arn:aws:execute-api:${this.#platform.region}:${this.#platform.account}:${this.apiId}/${path}`;
  }

  #preflight(request: EdgeRequest): EdgeResponse {
    const cors = this.#cors as Cors;
    const headers: [string, string][] = [];
    if (allowedOrigin(cors, request)) {
      if (cors.methods.length > 0) headers.push(['access-control-allow-methods', cors.methods.join(',')]);
      if (cors.headers.length > 0) headers.push(['access-control-allow-headers', cors.headers.join(',')]);
      if (cors.maxAgeSeconds !== undefined) headers.push(['access-control-max-age', String(cors.maxAgeSeconds)]);
    }
    return { status: 204, headers, body: Buffer.alloc(0) };
  }

  /** With CORS configured, the gateway ignores the function's own CORS headers and sets its own. */
  #withCors(request: EdgeRequest, headers: [string, string][]): [string, string][] {
    const cors = this.#cors;
    if (!cors) return headers;
    const setHere = new Set([
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'access-control-expose-headers',
    ]);
    const kept = headers.filter(([name]) => !setHere.has(name));
    const origin = allowedOrigin(cors, request);
    if (!origin) return kept;
    kept.push(['access-control-allow-origin', origin]);
    if (cors.credentials) kept.push(['access-control-allow-credentials', 'true']);
    if (cors.exposeHeaders.length > 0) kept.push(['access-control-expose-headers', cors.exposeHeaders.join(',')]);
    return kept;
  }
}

interface Outcome {
  response: EdgeResponse;
  routeKey?: string;
  /** Why the gateway itself answered, for the trace only. */
  reason?: string;
}

function refuse(status: number, message: string, reason: string, routeKey?: string): Outcome {
  return { response: jsonAnswer(status, message), reason, ...(routeKey !== undefined && { routeKey }) };
}

function ofApi(platform: Platform, type: string, apiId: string): ResolvedResource[] {
  return platform.resources(type).filter(({ properties }) => properties.ApiId === apiId);
}

function readCorrelationId(request: EdgeRequest): string | undefined {
  const given = findHeader(request.headers, 'x-correlation-id');
  return given && /^[\w-]{8,64}$/.test(given) ? given : undefined;
}

/** The value of an identity source such as `$request.header.Authorization`; undefined when the request has none. */
export function readIdentity(source: string, request: EdgeRequest): string | undefined {
  const [, kind, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return findHeader(request.headers, name) || undefined;
  if (kind === 'querystring') return new URLSearchParams(request.rawQuery).get(name) || undefined;
  throw new Error(
    `Identity source "${source}" is not supported: use $request.header.<name> or $request.querystring.<name>.`,
  );
}

function isPreflight(request: EdgeRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    findHeader(request.headers, 'origin') !== undefined &&
    findHeader(request.headers, 'access-control-request-method') !== undefined
  );
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function readCors(configuration: any): Cors | undefined {
  if (!configuration) return undefined;
  return {
    origins: configuration.AllowOrigins ?? [],
    methods: configuration.AllowMethods ?? [],
    headers: configuration.AllowHeaders ?? [],
    exposeHeaders: configuration.ExposeHeaders ?? [],
    maxAgeSeconds: configuration.MaxAge,
    credentials: configuration.AllowCredentials === true,
  };
}

function allowedOrigin(cors: Cors, request: EdgeRequest): string | undefined {
  const origin = findHeader(request.headers, 'origin');
  if (!origin) return undefined;
  if (cors.origins.includes('*')) return '*';
  return cors.origins.includes(origin) ? origin : undefined;
}
