import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { functionResources, type TestApplication, writeTestApplication } from '#local/test-application.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { webSocketApis } from './websocket-api.ts';

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const START_MS = Date.parse('2026-03-01T12:00:00Z');

function permission(functionId: string, apiId: string): unknown {
  const SourceArn = join('arn:aws:execute-api:us-east-1:000000000000:', ref(apiId), '/*');
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      FunctionName: arn(functionId),
      SourceArn,
    },
  };
}

function route(
  apiId: string,
  RouteKey: string,
  functionId: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const id = `${apiId}${RouteKey.replace(/\W/g, '')}`;
  return {
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref(apiId),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arn(functionId),
        PayloadFormatVersion: '2.0',
      },
    },
    [`${id}Route`]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: { ApiId: ref(apiId), RouteKey, Target: join('integrations/', ref(`${id}Integration`)), ...more },
    },
  };
}

function authorizer(apiId: string, functionId: string, more: Record<string, unknown>): unknown {
  const uri = join('arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', arn(functionId), '/invocations');
  return {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: { ApiId: ref(apiId), AuthorizerType: 'REQUEST', AuthorizerUri: uri, ...more },
  };
}

const CUSTOM = (id: string) => ({ AuthorizationType: 'CUSTOM', AuthorizerId: ref(id) });
const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];
const API_BEHAVIOR = {
  AllowedMethods: ALL_METHODS,
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['ViewerIp', 'FunctionARN'] } }],
};

const template = {
  Resources: {
    ...functionResources('echo', 'echo.handler', []),
    ...functionResources('judge', 'judge.handler', []),
    ...functionResources('odd', 'odd.handler', []),
    ...functionResources('socket', 'socket.handler', []),
    ...functionResources('gate', 'gate.handler', []),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: ref('Api'),
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 100 },
        RouteSettings: { 'GET /api/v1/slow': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } },
      },
    },
    Authorizer: authorizer('Api', 'judge', { EnableSimpleResponses: true, AuthorizerPayloadFormatVersion: '2.0' }),
    EchoPermission: permission('echo', 'Api'),
    JudgePermission: permission('judge', 'Api'),
    OddPermission: permission('odd', 'Api'),
    ...route('Api', 'ANY /api/v1/echo/{id}', 'echo'),
    ...route('Api', 'GET /api/v1/slow', 'echo'),
    ...route('Api', 'GET /api/v1/guarded', 'echo', CUSTOM('Authorizer')),
    ...route('Api', 'GET /api/v1/odd/{kind}', 'odd'),
    ...route('Api', 'GET /api/v1/forbidden', 'socket'),
    Socket: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'ws', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    SocketStage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: ref('Socket'), StageName: 'ws' } },
    Gate: authorizer('Socket', 'gate', { IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'] }),
    SocketPermission: permission('socket', 'Socket'),
    GatePermission: permission('gate', 'Socket'),
    ...route('Socket', '$connect', 'socket', CUSTOM('Gate')),
    ...route('Socket', '$disconnect', 'socket'),
    ...route('Socket', '$default', 'socket', { RouteResponseSelectionExpression: '$default' }),
    ...route('Socket', 'boom', 'odd'),
    ViewerIp: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: 'viewer-ip',
        FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: '' },
        FunctionCode: `let served = 0;
        function handler(event) {
          served += 1;
          if (event.request.uri === '/api/v1/echo/loop') while (true) {}
          if (event.request.querystring.away) return { statusCode: 302, headers: { location: { value: '/elsewhere' } } };
          event.request.headers['x-viewer-ip'] = { value: event.viewer.ip };
          event.request.headers['x-served'] = { value: served + ' at ' + Date.now() + ' ' + new Date().getTime() };
          return event.request;
        }`,
      },
    },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'headers',
          SecurityHeadersConfig: {
            ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
            ContentTypeOptions: { Override: true },
          },
          CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: 'no-store', Override: false }] },
          RemoveHeadersConfig: { Items: [{ Header: 'apigw-requestid' }] },
        },
      },
    },
    Site: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          Origins: [
            {
              Id: 'api',
              DomainName: join(ref('Api'), '.execute-api.us-east-1.amazonaws.com'),
              OriginCustomHeaders: [{ HeaderName: 'x-origin-verify', HeaderValue: 'from-the-edge' }],
            },
            { Id: 'ws', DomainName: join(ref('Socket'), '.execute-api.us-east-1.amazonaws.com') },
          ],
          CacheBehaviors: [
            { ...API_BEHAVIOR, PathPattern: '/ws*', TargetOriginId: 'ws' },
            { ...API_BEHAVIOR, PathPattern: '/read/*', TargetOriginId: 'api', AllowedMethods: ['GET', 'HEAD'] },
          ],
          DefaultCacheBehavior: { ...API_BEHAVIOR, TargetOriginId: 'api', ResponseHeadersPolicyId: ref('Headers') },
        },
      },
    },
  },
};

const files = {
  'echo.mjs': `export const handler = async (event) => ({
    statusCode: 200, headers: { 'X-Answer': 'yes', 'content-type': 'application/json' }, cookies: ['a=1; Path=/', 'b=2'], body: JSON.stringify(event) });`,
  'judge.mjs': `export const handler = async (event) => {
    if (event.headers.authorization === 'break') throw new Error('broken');
    return { isAuthorized: event.headers.authorization === 'good', context: { userId: 'usr_1' } }; };`,
  'odd.mjs': `export const handler = async (event) => {
    const kind = event.pathParameters?.kind;
    if (kind === 'text') return 'hello';
    if (kind === 'object') return { hello: 'you' };
    if (kind === 'binary') return { statusCode: 201, isBase64Encoded: true, body: Buffer.from([1, 2, 255]).toString('base64') };
    if (kind === 'malformed') return { statusCode: 'many', body: '' };
    throw new Error('odd'); };`,
  'socket.mjs': `export const handler = async (event) => {
    const { routeKey, authorizer, connectionId } = event.requestContext;
    if (routeKey === '$connect') return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'accord.v1' } };
    return { statusCode: 200, body: JSON.stringify({ routeKey, body: event.body, connectionId, userId: authorizer?.userId }) }; };`,
  'gate.mjs': `export const handler = async (event) => {
    const offered = event.headers['Sec-WebSocket-Protocol'] ?? event.headers['sec-websocket-protocol'] ?? '';
    const Effect = offered.includes('ticket-good') ? 'Allow' : 'Deny';
    return { principalId: 'p', context: { userId: 'usr_1' },
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: event.methodArn }] } }; };`,
};

let application: TestApplication;
let running: TestPlatform;

beforeAll(async () => {
  application = writeTestApplication({ edge: template }, files);
  running = await startForTests({ cdkOut: application.cdkOut, clock: { manualAtMs: START_MS } });
}, 60_000);

afterAll(async () => {
  await running?.stop();
  application?.remove();
});

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${running.urls.site}${path}`, { redirect: 'manual', ...init });

// biome-ignore lint/suspicious/noExplicitAny: the event under test
const echo = async (path: string, init: RequestInit = {}): Promise<any> => (await call(path, init)).json();

describe('an HTTP API behind the distribution', () => {
  it('gives the function an event of payload format 2.0', async () => {
    const event = await echo('/api/v1/echo/a%20b?x=1&x=2&y=%2F', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'one=1; two=2', 'X-Thing': 'T' },
      body: '{"a":1}',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /api/v1/echo/{id}',
      rawPath: '/api/v1/echo/a b',
      rawQueryString: 'x=1&x=2&y=%2F',
      cookies: ['one=1', 'two=2'],
      queryStringParameters: { x: '1,2', y: '/' },
      pathParameters: { id: 'a b' },
      body: '{"a":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        stage: '$default',
        http: { method: 'POST', path: '/api/v1/echo/a b' },
        time: '01/Mar/2026:12:00:00 +0000',
        timeEpoch: START_MS,
      },
    });
    expect(event.headers).toMatchObject({ 'x-thing': 'T', host: event.requestContext.domainName });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('sends a form as base64, as the gateway does', async () => {
    const event = await echo('/api/v1/echo/1', { method: 'POST', body: new URLSearchParams({ a: '1' }) });
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body, 'base64').toString()).toBe('a=1');
  });

  it('lets no viewer set what the edge sets', async () => {
    const event = await echo('/api/v1/echo/1', { headers: { 'x-origin-verify': 'forged', 'x-viewer-ip': '9.9.9.9' } });
    expect(event.headers['x-origin-verify']).toBe('from-the-edge');
    expect(event.headers['x-viewer-ip']).toMatch(/^(127\.0\.0\.1|::1)$/);
  });

  it('hands cookies, headers and the virtual time to the viewer, with the headers policy applied', async () => {
    const response = await call('/api/v1/echo/1');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-answer': 'yes',
      date: 'Sun, 01 Mar 2026 12:00:00 GMT',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(response.headers.has('apigw-requestid')).toBe(false);
  });

  it.each([
    ['text', 200, 'hello'],
    ['object', 200, '{"hello":"you"}'],
    ['binary', 201, Buffer.from([1, 2, 255]).toString()],
    ['malformed', 500, '{"message":"Internal Server Error"}'],
    ['throws', 500, '{"message":"Internal Server Error"}'],
  ])('answers a function that returns %s with %i', async (kind, status, body) => {
    const response = await call(`/api/v1/odd/${kind}`);
    expect([response.status, await response.text()]).toEqual([status, body]);
  });

  it.each([
    ['good', 200, 'usr_1'],
    ['bad', 403, 'Forbidden'],
    ['break', 500, 'Internal Server Error'],
  ])('lets the authorizer judge "%s": %i', async (authorization, status, expected) => {
    const response = await call('/api/v1/guarded', { headers: { authorization } });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(expected);
  });

  it('answers what it refuses in the shape of the gateway', async () => {
    const missing = await call('/api/v1/nothing');
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
    const unpermitted = await call('/api/v1/forbidden');
    expect([unpermitted.status, await unpermitted.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    const [told] = running.platform.trace.recent({ kind: 'http.request', limit: 1 });
    expect(told?.data.reason).toContain('no AWS::Lambda::Permission');
    const json = { 'content-type': 'application/json' };
    const tooLarge = await call('/api/v1/echo/1', {
      method: 'POST',
      headers: json,
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    });
    expect([tooLarge.status, await tooLarge.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    const tooLargeEvent = await call('/api/v1/echo/1', {
      method: 'POST',
      headers: json,
      body: 'x'.repeat(6 * 1024 * 1024),
    });
    expect(tooLargeEvent.status).toBe(413);
  });

  it('throttles a route by the virtual clock', async () => {
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await call('/api/v1/slow')).status);
    expect(statuses).toEqual([200, 200, 429]);
    await running.clock.advanceTo(running.clock.now() + 1000);
    expect((await call('/api/v1/slow')).status).toBe(200);
  });
});

describe('the distribution', () => {
  it('answers HEAD without a body', async () => {
    const response = await call('/api/v1/echo/1', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('refuses a method that the behaviour does not allow', async () => {
    expect((await call('/read/1', { method: 'POST' })).status).toBe(403);
  });

  it('lets a function answer, and stops one that never ends', async () => {
    const away = await call('/api/v1/echo/1?away=1');
    expect([away.status, away.headers.get('location')]).toEqual([302, '/elsewhere']);
    expect((await call('/api/v1/echo/loop')).status).toBe(503);
  });

  it('gives a function its variables anew for each request, and virtual time', async () => {
    const served = async () => (await echo('/api/v1/echo/1')).headers['x-served'];
    const { clock } = running.platform;
    expect(await served()).toBe(`1 at ${clock.now()} ${clock.now()}`);
    await clock.advanceTo(clock.now() + 1000);
    expect(await served()).toBe(`1 at ${clock.now()} ${clock.now()}`);
  });

  it('refuses a host name that is not its own', async () => {
    const { hostname, port } = new URL(running.urls.site);
    const status = await new Promise((resolve, reject) => {
      const request = http.get({ hostname, port, path: '/', headers: { host: `evil.example:${port}` } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
    });
    expect(status).toBe(421);
  });
});

describe('a WebSocket API behind the distribution', () => {
  const open = (protocols: string[]) => {
    const socket = new WebSocket(`${running.urls.site.replace('http', 'ws')}/ws`, protocols);
    const settled = new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
    return { socket, settled };
  };
  const nextMessage = (socket: WebSocket) =>
    new Promise<Record<string, unknown>>((resolve) =>
      socket.once('message', (data) => resolve(JSON.parse(data.toString()))),
    );

  it('lets in by ticket and echoes the protocol of $connect', async () => {
    const refused = open(['accord.v1', 'ticket-bad']);
    expect(await refused.settled).toBe(403);
    const withoutIdentity = open([]);
    expect(await withoutIdentity.settled).toBe(401);
    const accepted = open(['accord.v1', 'ticket-good']);
    expect(await accepted.settled).toBe(101);
    expect(accepted.socket.protocol).toBe('accord.v1');
    accepted.socket.terminate();
  });

  it('routes messages, tells errors, takes posts and closes when idle', async () => {
    const { socket, settled } = open(['accord.v1', 'ticket-good']);
    expect(await settled).toBe(101);
    socket.send('{"action":"hello"}');
    const answer = await nextMessage(socket);
    expect(answer).toMatchObject({ routeKey: '$default', body: '{"action":"hello"}', userId: 'usr_1' });
    socket.send('{"action":"boom"}');
    expect(await nextMessage(socket)).toMatchObject({ message: 'Internal server error' });

    const connectionId = String(answer.connectionId);
    const manage = (method: string, body = '') =>
      running.platform.service('execute-api').handle({
        service: 'execute-api',
        target: undefined,
        method,
        path: `/ws/@connections/${encodeURIComponent(connectionId)}`,
        query: new URLSearchParams(),
        headers: {},
        body: Buffer.from(body),
        caller: { functionName: 'platform', roleArn: '' },
      });
    const posted = nextMessage(socket);
    expect((await manage('POST', '{"pushed":true}')).status).toBe(200);
    expect(await posted).toEqual({ pushed: true });

    const closed = new Promise((resolve) => socket.on('close', resolve));
    await running.clock.advanceTo(running.clock.now() + 10 * 60_000);
    expect(await closed).toBe(1001);
    await running.platform.trace.waitFor(
      ({ kind, data }) => kind === 'websocket.disconnect' && data.connectionId === connectionId,
    );
    await expect(manage('POST', 'x')).rejects.toMatchObject({ code: 'GoneException', status: 410 });
    expect([...webSocketApis(running.platform).values()][0]?.has(connectionId)).toBe(false);
  });
});
