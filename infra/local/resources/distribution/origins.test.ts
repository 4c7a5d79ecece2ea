import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  bundleTestHandler,
  functionResources,
  type TestApplication,
  writeTestApplication,
} from '#local/test-application.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { compilePathPattern } from './behaviors.ts';
import { platformCaller } from './origins.ts';

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const apiHost = (id: string) => join(ref(id), '.execute-api.us-east-1.amazonaws.com');
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const integration = (apiId: string, functionId: string) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ApiId: ref(apiId),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arn(functionId),
    PayloadFormatVersion: '2.0',
  },
});
const route = (apiId: string, RouteKey: string, integrationId: string) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: { ApiId: ref(apiId), RouteKey, Target: join('integrations/', ref(integrationId)) },
});
const permission = (functionId: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', FunctionName: arn(functionId) },
});

const template = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'site-files' } },
    FilesPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('Files'),
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudfront.amazonaws.com' },
              Action: 's3:GetObject',
              Resource: join(arn('Files'), '/*'),
              Condition: {
                StringEquals: { 'AWS:SourceArn': join('arn:aws:cloudfront::000000000000:distribution/', ref('Site')) },
              },
            },
          ],
        },
      },
    },
    Private: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'private-files' } },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'origin-verify', GenerateSecretString: { PasswordLength: 32 } },
    },
    ...functionResources('echo', 'echo.handler', []),
    EchoPermission: permission('echo'),
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'api',
        ProtocolType: 'HTTP',
        CorsConfiguration: {
          AllowOrigins: ['https://partner.example'],
          AllowMethods: ['POST'],
          AllowHeaders: ['content-type'],
          MaxAge: 60,
        },
      },
    },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: ref('Api'), StageName: '$default' } },
    EchoIntegration: integration('Api', 'echo'),
    EchoRoute: route('Api', '$default', 'EchoIntegration'),
    ...functionResources(
      'chat',
      'chat.handler',
      [
        {
          Effect: 'Allow',
          Action: 'execute-api:ManageConnections',
          Resource: join('arn:aws:execute-api:us-east-1:000000000000:', ref('Socket'), '/*/*/@connections/*'),
        },
      ],
      {
        Environment: {
          Variables: {
            ENDPOINT: join('https://', apiHost('Socket'), '/ws'),
            SITE: join('https://', { 'Fn::GetAtt': ['Site', 'DomainName'] }),
          },
        },
      },
    ),
    ChatPermission: permission('chat'),
    Socket: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'ws', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    SocketStage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: ref('Socket'), StageName: 'ws' } },
    ChatIntegration: integration('Socket', 'chat'),
    ChatRoute: route('Socket', '$default', 'ChatIntegration'),
    Spa: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: 'spa',
        FunctionConfig: { Runtime: 'cloudfront-js-2.0', Comment: '' },
        FunctionCode: `function handler(event) {
          if (event.request.uri !== '/' && !event.request.uri.includes('.')) event.request.uri = '/index.html';
          return event.request;
        }`,
      },
    },
    Site: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultRootObject: 'index.html',
          Origins: [
            {
              Id: 'files',
              DomainName: { 'Fn::GetAtt': ['Files', 'RegionalDomainName'] },
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
            { Id: 'private', DomainName: { 'Fn::GetAtt': ['Private', 'RegionalDomainName'] } },
            {
              Id: 'api',
              DomainName: apiHost('Api'),
              OriginCustomHeaders: [
                {
                  HeaderName: 'x-origin-verify',
                  HeaderValue: join('{{resolve:secretsmanager:', ref('Secret'), ':SecretString:::}}'),
                },
              ],
            },
            { Id: 'ws', DomainName: apiHost('Socket') },
          ],
          CacheBehaviors: [
            {
              PathPattern: '/api/*',
              TargetOriginId: 'api',
              AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
              CachePolicyId: CACHING_DISABLED,
              OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
            },
            { PathPattern: '/bare/*', TargetOriginId: 'api', CachePolicyId: CACHING_DISABLED },
            { PathPattern: '/private/*', TargetOriginId: 'private', CachePolicyId: CACHING_OPTIMIZED },
            {
              PathPattern: '/ws',
              TargetOriginId: 'ws',
              CachePolicyId: CACHING_DISABLED,
              OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: 'files',
            Compress: true,
            CachePolicyId: CACHING_OPTIMIZED,
            FunctionAssociations: [
              { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Spa', 'FunctionARN'] } },
            ],
          },
        },
      },
    },
  },
};

const INDEX = `<!doctype html><title>Site</title>${'<p>text</p>'.repeat(200)}`;
let application: TestApplication;
let running: TestPlatform;

beforeAll(async () => {
  const chat = await bundleTestHandler(`
    import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
    export const handler = async ({ requestContext }) => {
      const client = new ApiGatewayManagementApiClient({ endpoint: process.env.ENDPOINT });
      await client.send(new PostToConnectionCommand({ ConnectionId: requestContext.connectionId, Data: JSON.stringify({ site: process.env.SITE }) }));
      return { statusCode: 200 };
    };`);
  const echo = 'export const handler = async (event) => event;';
  application = writeTestApplication({ site: template }, { 'echo.mjs': echo, 'chat.mjs': chat });
  running = await startForTests({
    cdkOut: application.cdkOut,
    clock: { manualAtMs: Date.parse('2026-03-01T12:00:00Z') },
  });
  await put('site-files/index.html', INDEX, 'text/html');
  await put(
    'site-files/config.json',
    JSON.stringify({
      site: `https://${running.platform.resources('AWS::CloudFront::Distribution')[0]?.attributes.DomainName}`,
    }),
    'application/json',
  );
  await put('private-files/private/secret.txt', 'secret', 'text/plain');
}, 60_000);

afterAll(async () => {
  await running?.stop();
  application?.remove();
});

async function put(path: string, body: string, contentType: string): Promise<void> {
  await running.platform.service('s3').handle({
    service: 's3',
    target: undefined,
    method: 'PUT',
    path: `/${path}`,
    query: new URLSearchParams(),
    headers: { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) },
    body: Buffer.from(body),
    caller: platformCaller(running.platform),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: the event under test
const eventOf = async (response: Response): Promise<any> => response.json();

const call = (path: string, init: RequestInit = {}) => fetch(`${running.urls.site}${path}`, init);

describe('files of a bucket', () => {
  it.each(['/', '/campaigns/cmp_1'])('gives the page of the application for %s, compressed', async (path) => {
    const response = await call(path, { headers: { 'accept-encoding': 'br' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(Number(response.headers.get('content-length'))).toBeLessThan(INDEX.length);
    expect(await response.text()).toBe(INDEX);
  });

  it('answers 304 to a viewer that has the file already', async () => {
    const first = await call('/index.html', { headers: { 'accept-encoding': 'identity' } });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await call('/index.html', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('names local origins in config.json', async () => {
    expect(await (await call('/config.json')).json()).toEqual({ site: running.urls.site });
  });

  it('gives neither a missing file nor one the bucket policy does not open', async () => {
    expect((await call('/missing.png')).status).toBe(403);
    expect((await call('/private/secret.txt')).status).toBe(403);
  });
});

describe('what reaches an API', () => {
  it('is everything the viewer sent with a policy for it, the resolved secret added', async () => {
    const event = await eventOf(await call('/api/x?q=1', { headers: { authorization: 'token', cookie: 'a=1' } }));
    expect(event).toMatchObject({ rawQueryString: 'q=1', cookies: ['a=1'], headers: { authorization: 'token' } });
    expect(event.headers['x-origin-verify']).toMatch(/^\S{32}$/);
  });

  it('is neither credentials nor query without one', async () => {
    const event = await eventOf(await call('/bare/x?q=1', { headers: { authorization: 'token', cookie: 'a=1' } }));
    expect(event.rawQueryString).toBe('');
    expect(event.cookies).toBeUndefined();
    expect(event.headers.authorization).toBeUndefined();
    expect(event.headers['user-agent']).toBe('Amazon CloudFront');
  });

  it('answers a preflight by the CORS configuration alone', async () => {
    const ask = (origin: string) =>
      call('/api/x', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await ask('https://partner.example');
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://partner.example',
      'access-control-allow-methods': 'POST',
      'access-control-max-age': '60',
    });
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a function that posts to a connection', () => {
  it('reaches the viewer through the endpoint of its environment', async () => {
    const socket = new WebSocket(`${running.urls.site.replace('http', 'ws')}/ws`);
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    const message = new Promise<string>((resolve) => socket.once('message', (data) => resolve(data.toString())));
    socket.send('{"action":"hello"}');
    expect(JSON.parse(await message)).toEqual({ site: running.urls.site });
    socket.close();
    await running.platform.trace.waitFor(({ kind }) => kind === 'websocket.disconnect');
  });
});

describe('compilePathPattern', () => {
  it.each([
    ['/api/*', '/api/v1/x', true],
    ['/api/*', '/api', false],
    ['*.png', '/a/b.png', true],
    ['images/?.png', '/images/a.png', true],
    ['images/?.png', '/images/ab.png', false],
    ['/l/*', '/lx', false],
  ])('%s on %s is %s', (pattern, path, expected) => {
    expect(compilePathPattern(pattern)(path)).toBe(expected);
  });
});
