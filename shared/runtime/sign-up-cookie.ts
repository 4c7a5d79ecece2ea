import { SIGN_UP_DAYS } from '#contract/limits.ts';
import { type PendingSignUp, pendingSignUpRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { sameSecret, sha256 } from './hash.ts';

const COOKIE = '__Host-su';

/**
 * What ties the mailed code to who signed up: without it, the holder of an address could confirm with a code the sign-up that somebody else made in their
 * name, and with it that person's password.
 */
interface SignUpCookie {
  userId: string;
  secret: string;
}

/** The Set-Cookie value for who has just signed up. */
export function setSignUpCookie({ userId, secret }: SignUpCookie): string {
  return `${COOKIE}=${userId}.${secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${SIGN_UP_DAYS * 86_400}`;
}

/** The Set-Cookie value that removes it. */
export function clearSignUpCookie(): string {
  return `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}

/** The cookie of a request; undefined when there is none that is well-formed. */
export function findSignUpCookie(cookies: readonly string[]): SignUpCookie | undefined {
  const cookie = cookies.find((candidate) => candidate.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const match = /^(usr_[0-9A-Z]{26})\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? '');
  return match ? { userId: match[1] as string, secret: match[2] as string } : undefined;
}

/** The sign-up with that address which was made in the browser that asks and still waits for its code; undefined without one. */
export async function findOwnSignUp(
  request: { cookies: readonly string[]; nowMs: number },
  emailHash: string,
): Promise<PendingSignUp | undefined> {
  const cookie = findSignUpCookie(request.cookies);
  if (!cookie) return undefined;
  const waiting = await findOne(pendingSignUpRef(emailHash, cookie.userId));
  if (!waiting || waiting.expiresAtMs <= request.nowMs) return undefined;
  return sameSecret(waiting.secretHash, sha256(cookie.secret)) ? waiting : undefined;
}
