import { Failure } from '#contract/failure.ts';
import { SOCIAL_LOG_IN_LIMITS } from '#contract/limits.ts';
import { type Change, create } from '#data/change.ts';
import { type SocialLogInItem, SocialLogIns } from '#data/identity.ts';
import { LOG_IN_PROVIDERS, type LogInProvider, POOL_PROVIDER_NAMES } from '#domain/identity.ts';
import { authorizeUrl, type Federation } from '#platform/authorize-url.ts';
import { isoOf } from './clock.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';
import { newSecret } from './ids.ts';
import { logInCookie } from './social-visit.ts';

/** The providers that this deployment knows. */
export function configuredProviders(): LogInProvider[] {
  const names = setting('LOG_IN_PROVIDERS').split(',');
  return LOG_IN_PROVIDERS.filter((provider) => names.includes(provider));
}

/** The user pool as the functions of social log-in speak to it. */
export function federation(): Federation {
  return {
    userPoolId: setting('USER_POOL_ID'),
    clientId: setting('LOG_IN_CLIENT_ID'),
    domainUrl: setting('LOG_IN_DOMAIN_URL'),
    jwksUrl: setting('USER_POOL_JWKS_URL'),
    region: setting('AWS_REGION'),
    redirectUri: `${setting('SITE_ORIGIN')}/api/v1/auth/oauth/callback`,
  };
}

/**
 * What only the browser of a visit can say again, made from the secret of its cookie: the PKCE verifier and the nonce. Nothing of them is stored, so a code
 * that somebody else got hold of is worth nothing even to who could read the table.
 */
export function secretsOf(cookie: string): { verifier: string; nonce: string } {
  return { verifier: sha256(`verifier\n${cookie}`), nonce: sha256(`nonce\n${cookie}`) };
}

/** Begins a visit at a provider: what is stored, where to go, and the cookie that ties both to this browser. Throws Failure not_found for a provider that this deployment does not know. */
export function planVisit(
  provider: LogInProvider,
  { linking, next }: Pick<SocialLogInItem, 'linking' | 'next'>,
  nowMs: number,
): { change: Change; begun: { authorizeUrl: string; expiresAt: string }; cookie: string } {
  if (!configuredProviders().includes(provider))
    throw new Failure('not_found', 'Nobody can log in with this provider here.');
  const [cookie, state] = [newSecret(), newSecret()];
  const { verifier, nonce } = secretsOf(cookie);
  const seconds = SOCIAL_LOG_IN_LIMITS.minutes * 60;
  const expiresAtMs = nowMs + seconds * 1000;
  const common = { cookieHash: sha256(cookie), stateHash: sha256(state), provider, linking, expiresAtMs };
  return {
    change: create(SocialLogIns, { ...common, ...(next ? { next } : {}), proved: null, version: 1 }),
    begun: {
      authorizeUrl: authorizeUrl(federation(), {
        identityProvider: POOL_PROVIDER_NAMES[provider],
        state,
        nonce,
        challenge: sha256(verifier),
      }),
      expiresAt: isoOf(expiresAtMs),
    },
    // Lives as long as what a sign-up may take; the stored end decides.
    cookie: logInCookie.set(cookie, SOCIAL_LOG_IN_LIMITS.signUpMinutes * 60 + seconds),
  };
}
