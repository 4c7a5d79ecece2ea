import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { AwsError, type InvokeResult, type Platform, type ResolvedResource, type Timer } from '../../kernel.ts';
import { type EdgeRequest, findHeader } from '../http-api/exchange.ts';
import { functionArnOf, matchesArnPattern, mayInvoke } from '../http-api/lambda-permission.ts';
import { type ApiFacts, type ConnectionFacts, handshakeParts, policyAllows, requestContext } from './events.ts';

/** Quotas of API Gateway WebSocket APIs, from its developer guide. */
const MAX_MESSAGE_BYTES = 128 * 1024;
const IDLE_MS = 10 * 60_000;
const MAX_LIFE_MS = 2 * 3_600_000;

interface Route {
  routeKey: string;
  functionArn: string;
  /** Whether the client gets what the function returns. */
  answers: boolean;
  authorizer: { id: string; functionArn: string; identitySources: string[] } | undefined;
}

interface Connection extends ConnectionFacts {
  socket: WebSocket;
  lastActiveAt: number;
  idleTimer: Timer;
  lifeTimer: Timer;
  closeReason: string | undefined;
}

/** One WebSocket API of the template: handshake, routes, connections and what is posted to them. */
export class WebSocketGateway {
  readonly apiId: string;
  readonly stage: string;
  readonly #platform: Platform;
  readonly #api: ResolvedResource;
  readonly #routes: Map<string, Route>;
  readonly #connections = new Map<string, Connection>();
  readonly #protocols = new WeakMap<IncomingMessage, string>();
  readonly #server: WebSocketServer;
  #stopping = false;

  constructor(api: ResolvedResource, platform: Platform) {
    this.apiId = api.ref;
    this.#api = api;
    this.#platform = platform;
    const stage = platform.resources('AWS::ApiGatewayV2::Stage').find(({ properties }) => properties.ApiId === api.ref);
    if (!stage) throw new Error(`The WebSocket API ${api.stack}/${api.logicalId} has no stage.`);
    this.stage = stage.ref;
    const routes = platform
      .resources('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => properties.ApiId === api.ref);
    this.#routes = new Map(routes.map((route) => [String(route.properties.RouteKey), this.#compile(route)]));
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      handleProtocols: (_offered, request) => this.#protocols.get(request) ?? false,
    });
  }

  /** Takes a handshake: authorizer, then `$connect`, then the socket; refuses with the status API Gateway gives. */
  async upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer, request: EdgeRequest): Promise<void> {
    await this.#platform.activity.run('websocket connect', async () => {
      if (request.path.split('/')[1] !== this.stage) return refuse(socket, 403);
      const connection: ConnectionFacts = {
        connectionId: `${randomBytes(11).toString('base64url')}=`,
        connectedAt: this.#platform.clock.now(),
        identity: { sourceIp: request.sourceIp, userAgent: findHeader(request.headers, 'user-agent') ?? '' },
      };
      const refusal = await this.#connect(connection, incoming, request);
      this.#platform.trace.emit('websocket.connect', {
        apiId: this.apiId,
        connectionId: connection.connectionId,
        status: refusal?.status ?? 101,
        ...(refusal && { reason: refusal.reason }),
      });
      if (refusal) return refuse(socket, refusal.status);
      await this.#platform.store.put(this.#collection, connection.connectionId, connection);
      this.#server.handleUpgrade(incoming, socket, head, (accepted) => this.#open(connection, accepted));
    });
  }

  /** Sends to a connection; throws GoneException when it is not there any more. */
  async post(connectionId: string, body: Buffer): Promise<void> {
    if (body.length > MAX_MESSAGE_BYTES)
      throw new AwsError('PayloadTooLargeException', 'The message is larger than 128 KB.', 413);
    const connection = this.#connections.get(connectionId);
    if (!connection || connection.socket.readyState !== connection.socket.OPEN) throw gone();
    this.#touch(connection);
    await new Promise<void>((resolve, reject) => {
      connection.socket.send(body.toString('utf8'), (error) => (error ? reject(gone()) : resolve()));
    });
    this.#platform.trace.emit('websocket.posted', { connectionId, bytes: body.length });
  }

  /** Closes a connection from this side; throws GoneException when it is not there any more. */
  disconnect(connectionId: string): void {
    const connection = this.#connections.get(connectionId);
    if (!connection) throw gone();
    this.#close(connection, 1000, 'Closed by the server');
  }

  /** What GetConnection tells; throws GoneException when the connection is not there any more. */
  describe(connectionId: string): {
    connectedAt: string;
    lastActiveAt: string;
    identity: { sourceIp: string; userAgent: string };
  } {
    const connection = this.#connections.get(connectionId);
    if (!connection) throw gone();
    return {
      connectedAt: new Date(connection.connectedAt).toISOString(),
      lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
      identity: connection.identity,
    };
  }

  /** Whether the connection is open here. */
  has(connectionId: string): boolean {
    return this.#connections.has(connectionId);
  }

  /** Tells `$disconnect` about connections that an earlier run of the platform did not see end. */
  async recover(): Promise<void> {
    const left = await this.#platform.store.list<ConnectionFacts>(this.#collection);
    for (const { value } of left) {
      this.#platform.clock.at(this.#platform.clock.now(), 'websocket disconnect', () =>
        this.#disconnected(value, 1006, 'Connection lost'),
      );
    }
  }

  /** Closes every connection, as a new deployment of everything would. */
  closeAll(): void {
    for (const connection of this.#connections.values()) this.#close(connection, 1012, 'Reset');
  }

  /** Drops every socket without telling `$disconnect`; the next start does. */
  stop(): void {
    this.#stopping = true;
    for (const connection of this.#connections.values()) {
      connection.idleTimer.cancel();
      connection.lifeTimer.cancel();
      connection.socket.terminate();
    }
    this.#connections.clear();
    this.#server.close();
  }

  get #collection(): string {
    return `websocket-${this.apiId}`;
  }

  get #facts(): ApiFacts {
    return {
      apiId: this.apiId,
      stage: this.stage,
      domainName: `${this.apiId}.execute-api.${this.#platform.region}.amazonaws.com`,
      nowMs: this.#platform.clock.now(),
    };
  }

  async #connect(
    connection: ConnectionFacts,
    incoming: IncomingMessage,
    request: EdgeRequest,
  ): Promise<{ status: number; reason: string } | undefined> {
    const route = this.#routes.get('$connect');
    if (!route) return undefined;
    const parts = handshakeParts(request, this.#facts.domainName);
    if (route.authorizer) {
      const refusal = await this.#authorize(route.authorizer, connection, request, parts);
      if (refusal) return refusal;
    }
    const event = {
      ...parts,
      requestContext: requestContext(this.#facts, connection, '$connect', 'CONNECT'),
      isBase64Encoded: false,
    };
    const result = await this.#invoke(route, event);
    if (result.error) return { status: 500, reason: `$connect failed: ${result.error.errorMessage}` };
    const answer = result.payload as { statusCode?: number; headers?: Record<string, string> } | null;
    const status = Number(answer?.statusCode ?? 500);
    if (status < 200 || status > 299) return { status, reason: '$connect refused' };
    const protocol = Object.entries(answer?.headers ?? {}).find(
      ([name]) => name.toLowerCase() === 'sec-websocket-protocol',
    );
    if (protocol) this.#protocols.set(incoming, protocol[1]);
    return undefined;
  }

  async #authorize(
    authorizer: NonNullable<Route['authorizer']>,
    connection: ConnectionFacts,
    request: EdgeRequest,
    parts: Record<string, unknown>,
  ): Promise<{ status: number; reason: string } | undefined> {
    if (authorizer.identitySources.some((source) => !hasIdentity(source, request))) {
      return { status: 401, reason: 'an identity source is missing' };
    }
    if (
      !mayInvoke(
        this.#platform,
        authorizer.functionArn,
        'apigateway.amazonaws.com',
        this.#arn(`authorizers/${authorizer.id}`),
      )
    ) {
      return { status: 500, reason: 'no AWS::Lambda::Permission for the authorizer' };
    }
    const methodArn = this.#arn(`${this.stage}/$connect`);
    const context = requestContext(this.#facts, connection, '$connect', 'CONNECT');
    const event = { type: 'REQUEST', methodArn, ...parts, requestContext: context };
    const result = await this.#invokeArn(authorizer.functionArn, event);
    if (result.error) {
      // API Gateway answers 401 to an authorizer that fails with exactly this message.
      const status = result.error.errorMessage === 'Unauthorized' ? 401 : 500;
      return { status, reason: `the authorizer failed: ${result.error.errorMessage}` };
    }
    const verdict = result.payload as {
      principalId?: string;
      policyDocument?: unknown;
      context?: Record<string, unknown>;
    } | null;
    if (!policyAllows(verdict?.policyDocument, methodArn, matchesArnPattern))
      return { status: 403, reason: 'the authorizer denied' };
    connection.authorizer = { principalId: verdict?.principalId, ...verdict?.context };
    return undefined;
  }

  #open(facts: ConnectionFacts, socket: WebSocket): void {
    const { clock } = this.#platform;
    const connection: Connection = {
      ...facts,
      socket,
      lastActiveAt: clock.now(),
      closeReason: undefined,
      idleTimer: clock.at(clock.now() + IDLE_MS, 'websocket idle', () => this.#close(connection, 1001, 'Idle timeout')),
      lifeTimer: clock.at(facts.connectedAt + MAX_LIFE_MS, 'websocket max life', () =>
        this.#close(connection, 1001, 'Connection duration limit'),
      ),
    };
    this.#connections.set(facts.connectionId, connection);
    socket.on('error', () => undefined);
    socket.on('ping', () => this.#touch(connection));
    socket.on('message', (data, isBinary) => this.#received(connection, data, isBinary));
    socket.on('close', (code, reason) => {
      connection.idleTimer.cancel();
      connection.lifeTimer.cancel();
      this.#connections.delete(facts.connectionId);
      if (this.#stopping) return;
      this.#inBackground('websocket disconnect', () =>
        this.#disconnected(facts, code, connection.closeReason ?? reason.toString()),
      );
    });
  }

  #received(connection: Connection, data: RawData, isBinary: boolean): void {
    if (isBinary) {
      this.#close(connection, 1003, 'Binary messages are not supported');
      return;
    }
    this.#touch(connection);
    this.#inBackground('websocket message', () => this.#message(connection, data.toString()));
  }

  /** Nobody waits for it, so a failure is told by the trace. */
  #inBackground(label: string, work: () => Promise<void>): void {
    this.#platform.activity.run(label, work).catch((error) => {
      this.#platform.trace.emit('websocket.failed', { label, error: String(error) });
    });
  }

  async #message(connection: Connection, body: string): Promise<void> {
    const selected = this.#selectRoute(body);
    const route = (selected ? this.#routes.get(selected) : undefined) ?? this.#routes.get('$default');
    const messageId = randomBytes(11).toString('base64');
    const more = { messageId };
    const context = requestContext(this.#facts, connection, route?.routeKey ?? '$default', 'MESSAGE', more);
    if (!route) return this.#tell(connection, 'Forbidden', String(context.requestId));
    const result = await this.#invoke(route, { requestContext: context, body, isBase64Encoded: false });
    this.#platform.trace.emit('websocket.message', {
      connectionId: connection.connectionId,
      routeKey: route.routeKey,
      ok: !result.error,
    });
    if (result.error) return this.#tell(connection, 'Internal server error', String(context.requestId));
    const answer = result.payload as { body?: unknown } | null | undefined;
    if (route.answers && typeof answer?.body === 'string') connection.socket.send(answer.body);
  }

  async #disconnected(facts: ConnectionFacts, code: number, reason: string): Promise<void> {
    this.#platform.trace.emit('websocket.disconnect', { connectionId: facts.connectionId, code, reason });
    const route = this.#routes.get('$disconnect');
    if (route) {
      const more = { disconnectStatusCode: code, disconnectReason: reason };
      const headers = { Host: this.#facts.domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
      await this.#invoke(route, {
        headers,
        multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
        requestContext: requestContext(this.#facts, facts, '$disconnect', 'DISCONNECT', more),
        isBase64Encoded: false,
      });
    }
    await this.#platform.store.delete(this.#collection, facts.connectionId);
  }

  async #invoke(route: Route, event: unknown): Promise<InvokeResult> {
    const sourceArn = this.#arn(`${this.stage}/${route.routeKey}`);
    if (!mayInvoke(this.#platform, route.functionArn, 'apigateway.amazonaws.com', sourceArn)) {
      const errorMessage = `no AWS::Lambda::Permission for the route (${sourceArn})`;
      this.#platform.trace.emit('websocket.refused', { routeKey: route.routeKey, reason: errorMessage });
      return { error: { errorType: 'AccessDenied', errorMessage }, durationMs: 0 };
    }
    return await this.#invokeArn(route.functionArn, event);
  }

  async #invokeArn(functionArn: string, event: unknown): Promise<InvokeResult> {
    try {
      return await this.#platform.functions.invoke(functionArn, event);
    } catch (error) {
      return { error: { errorType: 'ResourceNotFound', errorMessage: String(error) }, durationMs: 0 };
    }
  }

  /** The route key that the API's selection expression finds in a message; undefined when it finds none. */
  #selectRoute(body: string): string | undefined {
    const expression = String(this.#api.properties.RouteSelectionExpression ?? '$request.body.action');
    const path = /^\$\{?request\.body\.([\w.]+)\}?$/.exec(expression)?.[1];
    if (!path)
      throw new Error(`Route selection expression "${expression}" is not supported: use $request.body.<name>.`);
    try {
      let value: unknown = JSON.parse(body);
      for (const name of path.split('.')) value = (value as Record<string, unknown> | null)?.[name];
      // A message cannot call the routes of the connection's life.
      return typeof value === 'string' && !value.startsWith('$') ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #tell(connection: Connection, message: string, requestId: string): void {
    connection.socket.send(JSON.stringify({ message, connectionId: connection.connectionId, requestId }));
  }

  #touch(connection: Connection): void {
    const { clock } = this.#platform;
    connection.lastActiveAt = clock.now();
    connection.idleTimer.cancel();
    connection.idleTimer = clock.at(clock.now() + IDLE_MS, 'websocket idle', () =>
      this.#close(connection, 1001, 'Idle timeout'),
    );
  }

  #close(connection: Connection, code: number, reason: string): void {
    connection.closeReason = reason;
    connection.idleTimer.cancel();
    connection.lifeTimer.cancel();
    connection.socket.close(code, reason);
  }

  #compile(route: ResolvedResource): Route {
    const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId } = route.properties;
    const integration = this.#platform.resource(String(Target).replace(/^integrations\//, ''));
    if (integration?.type !== 'AWS::ApiGatewayV2::Integration') {
      throw new Error(
        `Route "${RouteKey}" (${route.stack}/${route.logicalId}) points at no integration of the templates.`,
      );
    }
    const authorizer = AuthorizationType === 'CUSTOM' ? this.#platform.resource(String(AuthorizerId)) : undefined;
    if (AuthorizationType !== 'NONE' && !authorizer)
      throw new Error(`Route "${RouteKey}" needs a REQUEST authorizer of the templates.`);
    return {
      routeKey: String(RouteKey),
      functionArn: functionArnOf(String(integration.properties.IntegrationUri)),
      answers: Boolean(route.properties.RouteResponseSelectionExpression),
      authorizer: authorizer && {
        id: authorizer.ref,
        functionArn: functionArnOf(String(authorizer.properties.AuthorizerUri)),
        identitySources: authorizer.properties.IdentitySource ?? [],
      },
    };
  }

  #arn(path: string): string {
    return `arn:aws:execute-api:${this.#platform.region}:${this.#platform.account}:${this.apiId}/${path}`;
  }
}

function hasIdentity(source: string, request: EdgeRequest): boolean {
  const [, kind, name = ''] = /^route\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return Boolean(findHeader(request.headers, name));
  if (kind === 'querystring') return Boolean(new URLSearchParams(request.rawQuery).get(name));
  throw new Error(
    `Identity source "${source}" is not supported: use route.request.header.<name> or route.request.querystring.<name>.`,
  );
}

function gone(): AwsError {
  return new AwsError('GoneException', 'The connection is gone.', 410);
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
