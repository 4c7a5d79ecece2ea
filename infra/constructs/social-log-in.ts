import { SecretValue, Stack } from 'aws-cdk-lib';
import { CfnUserPoolClient, CfnUserPoolDomain, CfnUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { API_PREFIX } from '#contract/endpoint.ts';
import type { StageSettings } from '../stacks/settings.ts';

type Provider = keyof StageSettings['logInClientIds'];

/** The secret that whoever deploys makes before a provider is offered: JSON with a field for each. */
export const logInClientsSecretName = (stage: string): string => `accord/${stage}/log-in-clients`;

/** The providers of social log-in that a stage is registered with. */
export function providersOf({ logInClientIds }: StageSettings): Provider[] {
  return (['google', 'linkedin'] as const).filter((provider) => logInClientIds[provider]);
}

/** Name of the user pool's own pages: unique in a region, among all accounts. */
export function logInDomainPrefix({ stage, logInDomainPrefix: own }: StageSettings, account: string): string {
  return own ?? `accord-${stage}-${account}`;
}

export interface SocialLogInProps {
  settings: StageSettings;
  userPoolId: string;
  /** https://… of the site. */
  siteOrigin: string;
}

/**
 * Federation of the user pool: its own pages, the providers, and an app client of its own for them. What that client is given opens nothing: the authorizer takes
 * tokens of the other client only.
 */
export class SocialLogIn extends Construct {
  readonly client: CfnUserPoolClient;

  constructor(scope: Construct, { settings, userPoolId, siteOrigin }: SocialLogInProps) {
    super(scope, 'SocialLogIn');
    new CfnUserPoolDomain(this, 'Domain', {
      userPoolId,
      domain: logInDomainPrefix(settings, Stack.of(this).account),
    });
    const providers = providersOf(settings).map((provider) => this.#addProvider(provider, settings, userPoolId));
    this.client = new CfnUserPoolClient(this, 'Client', {
      userPoolId,
      clientName: `accord-${settings.stage}-log-in`,
      generateSecret: true,
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid', 'email', 'profile'],
      callbackUrLs: [`${siteOrigin}${API_PREFIX}/auth/oauth/callback`],
      supportedIdentityProviders: providers.map(({ providerName }) => providerName),
      // No password and no other flow gets a token of this client; refreshing one is what every client may.
      explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      writeAttributes: [...Object.keys(ATTRIBUTES)],
      readAttributes: [...Object.keys(ATTRIBUTES)],
      enableTokenRevocation: true,
      preventUserExistenceErrors: 'ENABLED',
      // Only the ID token is looked at, once and at once; the shortest lives there are.
      accessTokenValidity: 5,
      idTokenValidity: 5,
      refreshTokenValidity: 60,
      tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'minutes' },
    });
    for (const provider of providers) this.client.addDependency(provider);
  }

  #addProvider(provider: Provider, settings: StageSettings, userPoolId: string): CfnUserPoolIdentityProvider {
    const secret = SecretValue.secretsManager(logInClientsSecretName(settings.stage), { jsonField: provider });
    const credentials = {
      client_id: settings.logInClientIds[provider] as string,
      // A reference that CloudFormation follows; the template holds no secret.
      client_secret: secret.unsafeUnwrap(),
      authorize_scopes: 'openid email profile',
    };
    const common = { userPoolId, attributeMapping: ATTRIBUTES };
    return provider === 'google'
      ? new CfnUserPoolIdentityProvider(this, 'Google', {
          ...common,
          providerName: 'Google',
          providerType: 'Google',
          providerDetails: credentials,
        })
      : new CfnUserPoolIdentityProvider(this, 'LinkedIn', {
          ...common,
          providerName: 'LinkedIn',
          providerType: 'OIDC',
          providerDetails: { ...credentials, ...LINKEDIN },
        });
  }
}

/** Attribute of the pool → claim of the provider. */
const ATTRIBUTES = {
  email: 'email',
  name: 'name',
  'custom:provider_verified': 'email_verified',
} as const;

/** “Sign In with LinkedIn using OpenID Connect”; the issuer is what its ID tokens say, to the letter. */
const LINKEDIN = {
  oidc_issuer: 'https://www.linkedin.com/oauth',
  authorize_url: 'https://www.linkedin.com/oauth/v2/authorization',
  token_url: 'https://www.linkedin.com/oauth/v2/accessToken',
  attributes_url: 'https://api.linkedin.com/v2/userinfo',
  jwks_uri: 'https://www.linkedin.com/oauth/openid/jwks',
  attributes_request_method: 'GET',
} as const;
