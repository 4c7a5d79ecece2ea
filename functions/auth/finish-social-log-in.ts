import { finishSocialLogIn } from '#contract/areas/identities.ts';
import { Failure } from '#contract/failure.ts';
import type { Change } from '#data/change.ts';
import { identityOwnerRef } from '#data/identity.ts';
import { standingOf } from '#domain/identity.ts';
import { signInByProof } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { proofOf } from '#runtime/log-in-proof.ts';
import { demandOwnSite, poolFailure, userPool } from '#runtime/session.ts';
import { findVisitOrThrow, logInCookie, type ProvedVisit, visitUsed } from '#runtime/social-visit.ts';
import { startSession } from '#runtime/start-session.ts';

export const handler = endpoint(finishSocialLogIn, async (call) => {
  demandOwnSite(call.headers);
  const visit = await findVisitOrThrow(call);
  if (visit.linking) throw new Failure('social_log_in_expired');
  const { ownerId, emailVerified, emailHasAccount, email, name } = visit.proved;
  const standing = standingOf({ isLinked: ownerId !== null, emailVerified, emailHasAccount });
  if (standing === 'email_unverified') throw new Failure('social_email_unverified');
  if (standing === 'email_has_account') throw new Failure('social_email_has_account');
  if (ownerId === null) return { status: 200, body: { signUp: { provider: visit.provider, email, name } } } as const;
  const tokens = await signInByProof(userPool(), ownerId, (question) => proofOf(ownerId, question)).catch((error) =>
    Promise.reject(poolFailure(error)),
  );
  const answer = await startSession(call, ownerId, tokens, [visitUsed(visit), stillTheirs(visit, ownerId)]);
  return { ...answer, cookies: [...(answer.cookies ?? []), logInCookie.clear()] };
});

/** It may have been unlinked since it was proved. */
function stillTheirs({ provider, proved }: ProvedVisit, ownerId: string): Change {
  return {
    kind: 'check',
    key: identityOwnerRef(provider, proved.subjectHash).key,
    when: [{ path: 'userId', is: '=', value: ownerId }],
    otherwise: 'social_log_in_expired',
  };
}
