import { afterAll, beforeAll, beforeEach } from 'vitest';
import { handler as askForProof } from '#functions/authorizer/ask-for-proof.ts';
import { provider as openid } from '#local/providers/openid/index.ts';
import { resourceTypes } from '#local/resources/user-pool.ts';
import { visitProvider } from '#local/seed/visit-provider.ts';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';

const SITE = 'http://localhost:3000';

/** What the user pool of a test and the providers behind it let a test do. */
export interface TestFederation {
  /** Goes to a provider by an address that begin answered, is somebody there, and answers the query of the way back. */
  visit: (authorizeUrl: string, somebody: Parameters<typeof visitProvider>[1]) => Promise<Record<string, string>>;
  /** What goes wrong with the next answer of a provider. */
  fault: (kind: string) => Promise<void>;
  /** Moves the pool's clock on. */
  advance: (ms: number) => Promise<void>;
  bench: () => ServiceBench;
}

/** The local user pool with its providers for the tests of a file, and the settings by which functions find it. */
export function prepareTestFederation(): TestFederation {
  let bench: ServiceBench | undefined;
  let stop: () => Promise<void> = async () => undefined;
  let providerUrl = '';
  const before = new Map<string, string | undefined>();
  const running = () => {
    if (!bench) throw new Error('The user pool runs only while tests run.');
    return bench;
  };
  beforeAll(async () => {
    bench = await openServiceBench();
    const started = await openid.start(bench.platform);
    stop = () => started.stop();
    providerUrl = `http://127.0.0.1:${started.port}`;
    const settings = await openPool(bench, providerUrl);
    for (const [name, value] of Object.entries(settings)) {
      before.set(name, process.env[name]);
      process.env[name] = value;
    }
  });
  beforeEach(async () => {
    await fetch(`${providerUrl}/_control/faults`, { method: 'DELETE' });
  });
  afterAll(async () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await stop();
    await bench?.close();
  });
  return {
    visit: async (authorizeUrl, somebody) => {
      const back = await visitProvider(authorizeUrl, somebody);
      return Object.fromEntries(new URL(back).searchParams);
    },
    fault: async (kind) => {
      await fetch(`${providerUrl}/_control/faults`, { method: 'POST', body: JSON.stringify({ kind }) });
    },
    advance: (ms) => running().advance(ms),
    bench: running,
  };
}

async function openPool(bench: ServiceBench, providerUrl: string): Promise<Record<string, string>> {
  const { platform } = bench;
  platform.substituteOrigins = (text) =>
    openid.origins.reduce((replaced, origin) => replaced.replaceAll(origin, providerUrl), text);
  platform.functions.invoke = async (_arn, payload) => ({
    payload: await askForProof(payload as never),
    durationMs: 0,
  });
  const start = (name: string, logicalId: string, properties: Record<string, unknown>) => {
    const type = resourceTypes.find((candidate) => candidate.type === `AWS::Cognito::${name}`);
    if (!type) throw new Error(`The local target does not know ${name}.`);
    return bench.start(type, logicalId, properties);
  };
  const trigger = 'arn:aws:lambda:us-east-1:000000000000:function:ask-for-proof';
  const pool = await start('UserPool', 'Users', {
    AliasAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    Policies: { PasswordPolicy: { MinimumLength: 10 } },
    Schema: [{ Name: 'email', Required: true }, { Name: 'provider_verified' }],
    LambdaConfig: {
      DefineAuthChallenge: trigger,
      CreateAuthChallenge: trigger,
      VerifyAuthChallengeResponse: trigger,
    },
  });
  const UserPoolId = pool.ref;
  const common = { UserPoolId, GenerateSecret: true, PreventUserExistenceErrors: 'ENABLED' };
  const web = await start('UserPoolClient', 'Web', {
    ...common,
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const AttributeMapping = { email: 'email', name: 'name', 'custom:provider_verified': 'email_verified' };
  const details = { client_id: 'accord', client_secret: 'a secret of tests', authorize_scopes: 'openid email profile' };
  await start('UserPoolIdentityProvider', 'Google', {
    ...{ UserPoolId, ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: details, AttributeMapping },
  });
  await start('UserPoolIdentityProvider', 'LinkedIn', {
    ...{ UserPoolId, ProviderName: 'LinkedIn', ProviderType: 'OIDC', AttributeMapping },
    ProviderDetails: {
      ...details,
      oidc_issuer: 'https://www.linkedin.com/oauth',
      authorize_url: 'https://www.linkedin.com/oauth/v2/authorization',
      token_url: 'https://www.linkedin.com/oauth/v2/accessToken',
      attributes_url: 'https://api.linkedin.com/v2/userinfo',
      jwks_uri: 'https://www.linkedin.com/oauth/openid/jwks',
    },
  });
  const logIn = await start('UserPoolClient', 'LogIn', {
    ...common,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    CallbackURLs: [`${SITE}/api/v1/auth/oauth/callback`],
    SupportedIdentityProviders: ['Google', 'LinkedIn'],
  });
  return {
    USER_POOL_ID: UserPoolId,
    USER_POOL_CLIENT_ID: web.ref,
    USER_POOL_JWKS_URL: `${bench.endpoint}/${UserPoolId}/.well-known/jwks.json`,
    LOG_IN_PROVIDERS: 'google,linkedin',
    LOG_IN_CLIENT_ID: logIn.ref,
    LOG_IN_DOMAIN_URL: bench.endpoint,
    SITE_ORIGIN: SITE,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: bench.endpoint,
  };
}
