import { confirmSignUp } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { create, remove } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { emailOwnerRef, PendingSignUps, pendingSignUpRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { refuse } from '#domain/decision.ts';
import { confirmUser } from '#platform/users.ts';
import { accountItems } from '#runtime/account.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(confirmSignUp, async (call) => {
  const { email, code } = call.body;
  await spendLogInAttempt('confirm', email, call.nowMs);
  const emailHash = sha256(email);
  const waiting = await findOne(pendingSignUpRef(emailHash));
  if (!waiting || waiting.expiresAtMs <= call.nowMs)
    throw new Failure('wrong_code', 'There is no sign-up waiting for this code; sign up again.');
  await confirmUser(userPool(), waiting.userId, code).catch((error) => Promise.reject(poolFailure(error)));
  return call.commit({
    reads: { owner: emailOwnerRef(emailHash), pending: pendingSignUpRef(emailHash) },
    decide: ({ owner, pending }) => {
      if (owner?.userId === waiting.userId) return { changes: [], answer: { status: 200, body: { done: true } } };
      if (owner) return refuse('email_taken');
      if (pending?.userId !== waiting.userId)
        return refuse('wrong_code', 'A newer sign-up has taken the place of this one; use its code.');
      const { userId, ids, as } = pending;
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
          data: { userId, ...(as === 'brand' ? { workspaceId: ids.workspaceId } : { influencerId: ids.influencerId }) },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
