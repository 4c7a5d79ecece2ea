import { resendCode } from '#contract/areas/auth.ts';
import { pendingSignUpRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { PoolError, resendUserCode } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { userPool } from '#runtime/session.ts';

export const handler = endpoint(resendCode, async (call) => {
  const { email } = call.body;
  await spendLogInAttempt('resend', email, call.nowMs);
  const pending = await findOne(pendingSignUpRef(sha256(email)));
  if (pending) {
    // The answer stays the same whatever the pool says, so that it tells nothing about the address.
    await resendUserCode(userPool(), pending.userId).catch((error) =>
      error instanceof PoolError ? undefined : Promise.reject(error),
    );
  }
  return { status: 202, body: { done: true } } as const;
});
