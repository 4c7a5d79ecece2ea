/** Who else may say who somebody is: the providers of social log-in. */
export const LOG_IN_PROVIDERS = ['google', 'linkedin'] as const;
export type LogInProvider = (typeof LOG_IN_PROVIDERS)[number];

/** What people call the providers. */
export const LOG_IN_PROVIDER_NAMES: Record<LogInProvider, string> = { google: 'Google', linkedin: 'LinkedIn' };

/** What the user pool calls the providers: in the template, in the authorize address and in its ID tokens. */
export const POOL_PROVIDER_NAMES: Record<LogInProvider, string> = { google: 'Google', linkedin: 'LinkedIn' };

/** What a provider says of somebody, as far as the user pool passed it on. */
export interface ProvedIdentity {
  /** The provider's own name for the person, which never changes; e-mail addresses do. */
  subject: string;
  /** The user that the pool keeps for this identity. */
  poolUsername: string;
  email: string;
  /** Whether the provider says that the address is the person's. */
  emailVerified: boolean;
  /** Empty when the provider does not tell. */
  name: string;
}

/** The identity in the claims of a verified ID token of the user pool; undefined unless it is one of that provider with an address. */
export function identityIn(claims: Record<string, unknown>, provider: LogInProvider): ProvedIdentity | undefined {
  const poolName = POOL_PROVIDER_NAMES[provider];
  const identities = Array.isArray(claims.identities) ? (claims.identities as Record<string, unknown>[]) : [];
  const subject = identities.find(({ providerName }) => providerName === poolName)?.userId;
  const { email, name } = claims;
  const poolUsername = claims['cognito:username'];
  if (typeof subject !== 'string' || !subject || typeof poolUsername !== 'string') return undefined;
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) return undefined;
  return {
    subject,
    poolUsername,
    email: email.trim().toLowerCase(),
    // Attributes of the pool are text, whatever the provider sent; anything but a plain yes is a no.
    emailVerified: String(claims['custom:provider_verified']).toLowerCase() === 'true',
    name: typeof name === 'string' ? name.trim().slice(0, 120) : '',
  };
}

/** Where somebody who proved an identity stands. */
export type Standing = 'linked' | 'new' | 'email_unverified' | 'email_has_account';

/**
 * What an identity opens: the account it is linked with and no other. An address alone opens none: whoever has an account with it logs in as before and links
 * the identity themselves; and an address that the provider has not verified is not even looked up for them.
 */
export function standingOf(found: { isLinked: boolean; emailVerified: boolean; emailHasAccount: boolean }): Standing {
  if (found.isLinked) return 'linked';
  if (!found.emailVerified) return 'email_unverified';
  return found.emailHasAccount ? 'email_has_account' : 'new';
}

/** Whether somebody can still log in once an identity is taken off. */
export function canUnlink({ hasPassword, identities }: { hasPassword: boolean; identities: number }): boolean {
  return hasPassword || identities > 1;
}
