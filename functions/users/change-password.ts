import { changePassword } from '#contract/areas/credentials.ts';
import { Failure } from '#contract/failure.ts';
import { actorRef, userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { refuse } from '#domain/decision.ts';
import { isPassword, setUserPassword } from '#platform/users.ts';
import { othersEnd } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandStrongPassword } from '#runtime/password-check.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(changePassword, async (call) => {
  const { userId, sessionId } = call.actor();
  const { currentPassword, newPassword } = call.body;
  const refusedByPool = (error: unknown) => Promise.reject(poolFailure(error));
  if (!(await isPassword(userPool(), userId, currentPassword).catch(refusedByPool))) throw await refusalOf(userId);
  // The sessions first: were the pool to fail now, the person would try again, and nobody else would be left in.
  const answer = await call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId) },
    more: async ({ user }) => {
      if (newPassword === currentPassword)
        throw new Failure('weak_password', undefined, {
          issues: [{ path: 'newPassword', message: 'is the one you have' }],
        });
      await demandStrongPassword(newPassword, user ? [user.name, user.email] : [], 'newPassword');
    },
    decide: ({ actor }) => {
      if (!actor) return refuse('session_ended');
      return {
        ...othersEnd(actor, sessionId, 'PasswordChanged', call.nowMs),
        answer: { status: 200, body: { done: true } },
      };
    },
  });
  await setUserPassword(userPool(), userId, newPassword).catch(refusedByPool);
  return answer;
});

/** Why the present password is not right: it is another, or there is none. */
async function refusalOf(userId: string): Promise<Failure> {
  const actor = await findOne(actorRef(userId));
  if (actor?.passwordless) return new Failure('no_password_yet');
  return new Failure('wrong_password', undefined, {
    issues: [{ path: 'currentPassword', message: 'is not your password' }],
  });
}
