import { createHash } from 'node:crypto';
import { deriveSecret } from '#local/access-keys.ts';
import { AwsError, type Platform, type ResolvedResource } from '#local/kernel.ts';

/** The steps of a sign-in that functions of the template take. */
export const CHALLENGE_TRIGGERS = [
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
] as const;
export type ChallengeTrigger = (typeof CHALLENGE_TRIGGERS)[number];

/** What the template says of a pool, in the form the operations ask for. */
export interface PoolSettings {
  id: string;
  arn: string;
  issuer: string;
  /** 'alias': we choose the username and a verified e-mail address also signs in; 'username': the e-mail address is the username. */
  emailMode: 'alias' | 'username' | 'none';
  caseSensitive: boolean;
  verifiesEmail: boolean;
  selfSignUp: boolean;
  mfa: 'OFF' | 'OPTIONAL' | 'ON';
  passwordPolicy: PasswordPolicy;
  customAttributes: string[];
  /** ARN of the function that takes each step of the pool's own challenge. */
  challengeTriggers: Partial<Record<ChallengeTrigger, string>>;
  requiredAttributes: string[];
  mail: { from: string; subject: string; message: string; inviteSubject: string; inviteMessage: string };
}

/** Cognito's password policy; lengths in characters. */
export interface PasswordPolicy {
  minimumLength: number;
  uppercase: boolean;
  lowercase: boolean;
  numbers: boolean;
  symbols: boolean;
}

/** What the template says of an app client; validities in seconds. */
export interface ClientSettings {
  id: string;
  poolId: string;
  name: string;
  secret: string | undefined;
  flows: string[];
  hidesUnknownUsers: boolean;
  revocation: boolean;
  accessSeconds: number;
  idSeconds: number;
  refreshSeconds: number;
  challengeSeconds: number;
  /** What the OAuth endpoints do for this client; undefined when they do nothing. */
  oauth: { callbackUrls: string[]; scopes: string[]; providers: string[] } | undefined;
}

/** What the template says of an identity provider of a pool. */
export interface ProviderSettings {
  name: string;
  type: string;
  details: Record<string, string>;
  /** Attribute of the pool → claim of the provider. */
  mapping: Record<string, string>;
}

const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const DEFAULT_MESSAGE = 'Your verification code is {####}.';
const DEFAULT_INVITE = 'Your username is {username} and temporary password is {####}.';

/** The id of a pool: the region and nine characters that follow from its name. */
export function poolIdOf(region: string, name: string): string {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const digest = createHash('sha256').update(`pool\n${name}`).digest();
  return `${region}_${[...digest.subarray(0, 9)].map((byte) => letters[byte % letters.length]).join('')}`;
}

/** The id of an app client: 26 lower-case characters that follow from its name. */
export function clientIdOf(name: string): string {
  const digest = createHash('sha256').update(`client\n${name}`).digest();
  return [...digest.subarray(0, 26)].map((byte) => (byte % 36).toString(36)).join('');
}

/** The settings of a pool resource; throws on settings that the local pool cannot honour. */
export function poolSettingsOf(resource: ResolvedResource): PoolSettings {
  const { properties } = resource;
  refuseUnserved(resource);
  const template = properties.VerificationMessageTemplate ?? {};
  const invite = properties.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  const schema: { Name: string; Required?: boolean; AttributeDataType?: string }[] = properties.Schema ?? [];
  return {
    id: resource.ref,
    arn: resource.attributes.Arn ?? '',
    issuer: resource.attributes.ProviderURL ?? '',
    emailMode: emailModeOf(properties),
    // Without the setting Cognito compares user names and aliases exactly.
    caseSensitive: properties.UsernameConfiguration?.CaseSensitive !== false,
    verifiesEmail: (properties.AutoVerifiedAttributes ?? []).includes('email'),
    selfSignUp: !isTrue(properties.AdminCreateUserConfig?.AllowAdminCreateUserOnly),
    mfa: properties.MfaConfiguration ?? 'OFF',
    passwordPolicy: passwordPolicyOf(properties.Policies?.PasswordPolicy),
    customAttributes: schema
      .map(({ Name }) => Name)
      .filter((name) => !STANDARD_ATTRIBUTES.has(name))
      .map((name) => `custom:${name.replace(/^custom:/, '')}`),
    challengeTriggers: properties.LambdaConfig ?? {},
    requiredAttributes: schema.filter(({ Required }) => isTrue(Required)).map(({ Name }) => Name),
    mail: {
      from: properties.EmailConfiguration?.From ?? 'no-reply@verificationemail.com',
      subject: template.EmailSubject ?? properties.EmailVerificationSubject ?? 'Your verification code',
      message: template.EmailMessage ?? properties.EmailVerificationMessage ?? DEFAULT_MESSAGE,
      inviteSubject: invite.EmailSubject ?? 'Your temporary password',
      inviteMessage: invite.EmailMessage ?? DEFAULT_INVITE,
    },
  };
}

/** The settings of an app client resource; its secret follows from the key of this installation. */
export function clientSettingsOf(platform: Platform, resource: ResolvedResource): ClientSettings {
  const { properties } = resource;
  const units = properties.TokenValidityUnits ?? {};
  const seconds = (validity: unknown, unit: string | undefined, fallbackUnit: string, fallback: number): number =>
    validity === undefined || Number(validity) === 0
      ? fallback
      : Number(validity) * (UNIT_SECONDS[unit ?? fallbackUnit] ?? 1);
  return {
    id: resource.ref,
    poolId: String(properties.UserPoolId),
    name: resource.attributes.Name ?? resource.logicalId,
    secret: isTrue(properties.GenerateSecret) ? clientSecretOf(platform, resource.ref) : undefined,
    flows: properties.ExplicitAuthFlows ?? [],
    hidesUnknownUsers: properties.PreventUserExistenceErrors === 'ENABLED',
    revocation: properties.EnableTokenRevocation === undefined || isTrue(properties.EnableTokenRevocation),
    accessSeconds: seconds(properties.AccessTokenValidity, units.AccessToken, 'hours', 3600),
    idSeconds: seconds(properties.IdTokenValidity, units.IdToken, 'hours', 3600),
    refreshSeconds: seconds(properties.RefreshTokenValidity, units.RefreshToken, 'days', 30 * 86_400),
    challengeSeconds: Number(properties.AuthSessionValidity ?? 3) * 60,
    oauth: oauthOf(platform, properties),
  };
}

/** The pool of an id; ResourceNotFoundException when the template has none. */
export function findPool(platform: Platform, poolId: string): PoolSettings {
  const resource = platform.resources('AWS::Cognito::UserPool').find(({ ref }) => ref === poolId);
  if (resource) return poolSettingsOf(resource);
  throw new AwsError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
}

/** The app client of an id; ResourceNotFoundException when the template has none. */
export function findClient(platform: Platform, clientId: string): ClientSettings {
  const resource = platform.resources('AWS::Cognito::UserPoolClient').find(({ ref }) => ref === clientId);
  if (resource) return clientSettingsOf(platform, resource);
  throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

/** An identity provider of a pool by its name, when the template has it. */
export function findProvider(platform: Platform, poolId: string, name: string): ProviderSettings | undefined {
  const resource = platform
    .resources('AWS::Cognito::UserPoolIdentityProvider')
    .find(({ properties }) => properties.UserPoolId === poolId && properties.ProviderName === name);
  if (!resource) return undefined;
  const { ProviderType, ProviderDetails, AttributeMapping } = resource.properties;
  return { name, type: ProviderType, details: ProviderDetails ?? {}, mapping: AttributeMapping ?? {} };
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function oauthOf(platform: Platform, properties: Record<string, any>): ClientSettings['oauth'] {
  const flows: string[] = properties.AllowedOAuthFlows ?? [];
  if (!isTrue(properties.AllowedOAuthFlowsUserPoolClient) || !flows.includes('code')) return undefined;
  return {
    callbackUrls: (properties.CallbackURLs ?? []).map((url: string) => platform.substituteOrigins(url)),
    scopes: properties.AllowedOAuthScopes ?? [],
    providers: properties.SupportedIdentityProviders ?? [],
  };
}

/** Attributes that Cognito knows without a schema. */
export const STANDARD_ATTRIBUTES: ReadonlySet<string> = new Set(
  'address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo'.split(
    ' ',
  ),
);

function clientSecretOf(platform: Platform, clientId: string): string {
  const halves = [0, 1].map((half) => deriveSecret(platform.dataDir, `client-secret\n${clientId}\n${half}`));
  return [...Buffer.concat(halves)]
    .map((byte) => (byte % 36).toString(36))
    .join('')
    .slice(0, 52);
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function emailModeOf(properties: Record<string, any>): PoolSettings['emailMode'] {
  if ((properties.UsernameAttributes ?? []).includes('email')) return 'username';
  return (properties.AliasAttributes ?? []).includes('email') ? 'alias' : 'none';
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function passwordPolicyOf(policy: Record<string, any> | undefined): PasswordPolicy {
  // A pool without a policy has Cognito's own: eight characters of all four kinds.
  if (!policy) return { minimumLength: 8, uppercase: true, lowercase: true, numbers: true, symbols: true };
  return {
    minimumLength: Number(policy.MinimumLength ?? 8),
    uppercase: isTrue(policy.RequireUppercase),
    lowercase: isTrue(policy.RequireLowercase),
    numbers: isTrue(policy.RequireNumbers),
    symbols: isTrue(policy.RequireSymbols),
  };
}

function refuseUnserved(resource: ResolvedResource): void {
  const triggers = Object.keys(resource.properties.LambdaConfig ?? {}).filter(
    (trigger) => !(CHALLENGE_TRIGGERS as readonly string[]).includes(trigger),
  );
  if (triggers.length > 0)
    throw new Error(
      `${resource.logicalId}: the local user pool does not run the triggers ${triggers.join(', ')}; take them out or serve them in infra/local/resources/user-pool.`,
    );
  if (resource.properties.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK') {
    throw new Error(
      `${resource.logicalId}: the local user pool sends codes, not links; set DefaultEmailOption to CONFIRM_WITH_CODE.`,
    );
  }
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
