import { setPassword } from '#contract/areas/credentials.ts';
import { actorRef, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { setUserPassword } from '#platform/users.ts';
import { waysChanged } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandStrongPassword } from '#runtime/password-check.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(setPassword, async (call) => {
  const { userId, sessionId } = call.actor();
  const { newPassword } = call.body;
  return call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId) },
    // The pool before the table: were the table to fail now, a second try would set it again.
    more: async ({ actor, user }) => {
      if (actor?.passwordless !== true) return;
      await demandStrongPassword(newPassword, user ? [user.name, user.email] : [], 'newPassword');
      await setUserPassword(userPool(), userId, newPassword).catch((error) => Promise.reject(poolFailure(error)));
    },
    decide: ({ actor }) => {
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      if (actor.passwordless !== true) return refuse('password_set_already');
      return {
        ...waysChanged(actor, sessionId, call.nowMs, { type: 'PasswordSet' }),
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
