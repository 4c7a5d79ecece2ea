import { Failure } from '#contract/failure.ts';
import { PoolError, type UserPool } from '#platform/users.ts';
import { setting } from './config.ts';

/** How long the secret before the last rotation still answers, for two tabs that refresh at once, ms. */
export const ROTATION_GRACE_MS = 10_000;
const COOKIE = '__Host-rt';

/** What the refresh cookie carries: whose session, which, and the secret whose hash is stored. */
export interface RefreshCookie {
  userId: string;
  sessionId: string;
  secret: string;
}

/** The Set-Cookie value of a refresh cookie. */
export function setRefreshCookie({ userId, sessionId, secret }: RefreshCookie, maxAgeSeconds: number): string {
  return `${COOKIE}=${userId}.${sessionId}.${secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
}

/** The Set-Cookie value that removes the refresh cookie. */
export function clearRefreshCookie(): string {
  return `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}

/** The refresh cookie of a request; undefined when there is none that is well-formed. */
export function findRefreshCookie(cookies: readonly string[]): RefreshCookie | undefined {
  const cookie = cookies.find((candidate) => candidate.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const match = /^(usr_[0-9A-Z]{26})\.([0-9a-f-]{8,64})\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? '');
  return match ? { userId: match[1] as string, sessionId: match[2] as string, secret: match[3] as string } : undefined;
}

/** Refuses a cookie-carrying request that did not come from our own pages; throws Failure csrf_refused. */
export function demandOwnSite(headers: Record<string, string | undefined>): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new Failure('csrf_refused');
  const origin = headers.origin;
  if (origin !== undefined && origin !== setting('SITE_ORIGIN')) throw new Failure('csrf_refused');
  if (site === undefined && origin === undefined) throw new Failure('csrf_refused', 'Send the Origin header.');
}

/** The user pool of this function. */
export function userPool(): UserPool {
  return { userPoolId: setting('USER_POOL_ID'), clientId: setting('USER_POOL_CLIENT_ID') };
}

/**
 * A user the pool does not know, made from an address: what is asked of the pool for a known address is asked for an unknown one too, so that neither the
 * answer nor the time it takes tells which it was.
 */
export function unknownUserOf(emailHash: string): string {
  return `nobody-${emailHash}`;
}

/** The claims of an access token we just got from the pool itself; not a verification. */
export function claimsOf(accessToken: string): { origin_jti: string; exp: number } {
  const payload = accessToken.split('.')[1] ?? '';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
    origin_jti?: string;
    exp?: number;
  };
  if (!claims.origin_jti || !claims.exp)
    throw new Error('The access token of the user pool lacks origin_jti or exp; turn token revocation on.');
  return { origin_jti: claims.origin_jti, exp: claims.exp };
}

/** What the user pool refused, as a failure of the API. */
export function poolFailure(error: unknown): unknown {
  if (!(error instanceof PoolError)) return error;
  switch (error.refusal) {
    case 'weak_password':
      return new Failure('weak_password', error.message);
    case 'not_confirmed':
      return new Failure('account_not_confirmed');
    case 'wrong_code':
    case 'unknown_user':
      return new Failure('wrong_code');
    case 'code_expired':
      return new Failure('code_expired');
    case 'email_taken':
      return new Failure('email_taken');
    case 'too_many':
    case 'locked':
      return new Failure('rate_limited', undefined, { retryAfterSeconds: 900 });
    default:
      return new Failure('wrong_credentials');
  }
}
