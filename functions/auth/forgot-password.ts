import { forgotPassword } from '#contract/areas/auth.ts';
import { emailOwnerRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { PoolError, startPasswordReset } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { unknownUserOf, userPool } from '#runtime/session.ts';

export const handler = endpoint(forgotPassword, async (call) => {
  const { email } = call.body;
  await spendLogInAttempt('forgot', email, call.nowMs);
  const emailHash = sha256(email);
  const owner = await findOne(emailOwnerRef(emailHash));
  // The answer stays the same whatever the pool says, so that it tells nothing about the address.
  await startPasswordReset(userPool(), owner?.userId ?? unknownUserOf(emailHash)).catch((error) =>
    error instanceof PoolError ? undefined : Promise.reject(error),
  );
  return { status: 202, body: { done: true } } as const;
});
