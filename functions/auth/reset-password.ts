import { resetPassword } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { actorRef, emailOwnerRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { finishPasswordReset, signOutEverywhere } from '#platform/users.ts';
import { endSession } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { demandStrongPassword } from '#runtime/password-check.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(resetPassword, async (call) => {
  const { email, code, password } = call.body;
  await spendLogInAttempt('reset', email, call.nowMs);
  // Without the person's name: refusing it here would tell that there is such an account.
  await demandStrongPassword(password, [email]);
  const owner = await findOne(emailOwnerRef(sha256(email)));
  if (!owner) throw new Failure('wrong_code');
  const { userId } = owner;
  await finishPasswordReset(userPool(), { userId, code, password }).catch((error) =>
    Promise.reject(poolFailure(error)),
  );
  // Ours first: the code is used up, so nobody could end them by a second try if the pool failed now.
  const actor = await findOne(actorRef(userId));
  await endSession(call, userId, Object.keys(actor?.sessions ?? {}), 'password_reset');
  await signOutEverywhere(userPool(), userId);
  return { status: 200, body: { done: true } } as const;
});
