import { Failure } from '#contract/failure.ts';
import type { Change } from '#data/change.ts';
import { type SocialLogInItem, socialLogInRef } from '#data/identity.ts';
import { findOne } from '#data/read.ts';
import { sha256 } from './hash.ts';
import { laxCookie } from './lax-cookie.ts';

/** Binds a visit at a provider to the browser it was begun in. */
export const logInCookie = laxCookie('__Host-li');

/** A visit at a provider that was begun and came back. */
export type ProvedVisit = SocialLogInItem & { proved: NonNullable<SocialLogInItem['proved']> };

/** The visit of this browser that a provider has answered; throws Failure social_log_in_expired without one. */
export async function findVisitOrThrow(request: { cookies: readonly string[]; nowMs: number }): Promise<ProvedVisit> {
  const cookie = logInCookie.find(request.cookies);
  const visit = cookie ? await findOne(socialLogInRef(sha256(cookie))) : undefined;
  if (!isProved(visit, request.nowMs)) throw new Failure('social_log_in_expired');
  return visit;
}

/** Whether a visit came back and can still be gone on with. */
export function isProved(visit: SocialLogInItem | undefined, nowMs: number): visit is ProvedVisit {
  return visit !== undefined && visit.proved !== null && visit.expiresAtMs > nowMs;
}

/** A visit leads to one thing, once. */
export function visitUsed(visit: SocialLogInItem): Change {
  return {
    kind: 'delete',
    key: socialLogInRef(visit.cookieHash).key,
    when: [{ path: 'version', is: '=', value: visit.version }],
    otherwise: 'social_log_in_expired',
  };
}
