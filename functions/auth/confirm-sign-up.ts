import { confirmSignUp } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { create, remove } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { emailOwnerRef, PendingSignUps, pendingSignUpRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { confirmUser } from '#platform/users.ts';
import { accountItems, openedData } from '#runtime/account.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { poolFailure, unknownUserOf, userPool } from '#runtime/session.ts';
import { clearSignUpCookie, findOwnSignUp, findSignUpCookie } from '#runtime/sign-up-cookie.ts';

export const handler = endpoint(confirmSignUp, async (call) => {
  const { email, code } = call.body;
  await spendLogInAttempt('confirm', email, call.nowMs);
  if (!findSignUpCookie(call.cookies)) throw new Failure('not_your_sign_up');
  const emailHash = sha256(email);
  const waiting = await findOwnSignUp(call, emailHash);
  const confirmed = confirmUser(userPool(), waiting?.userId ?? unknownUserOf(emailHash), code);
  // A sign-up with an address that has an account waits for nothing; that looks like a wrong code.
  if (!waiting) {
    await confirmed.catch(() => undefined);
    throw new Failure('wrong_code');
  }
  const { userId } = waiting;
  await confirmed.catch((error) => Promise.reject(poolFailure(error)));
  const answer = await call.commit({
    reads: { owner: emailOwnerRef(emailHash), pending: pendingSignUpRef(emailHash, userId) },
    decide: ({ owner, pending }) => {
      if (owner?.userId === userId) return { changes: [], answer: { status: 200, body: { done: true } } };
      if (owner) return refuse('email_taken');
      if (!pending) return refuse('wrong_code');
      return {
        changes: [
          ...accountItems(pending, call.nowIso).map((item) => create(item.entity, item.value)),
          remove(PendingSignUps, pending),
        ],
        event: {
          type: 'AccountOpened',
          aggregateId: userId,
          seq: 1,
          partition: partitions.user(userId),
          data: openedData(pending),
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
  return { ...answer, cookies: [clearSignUpCookie()] };
});
