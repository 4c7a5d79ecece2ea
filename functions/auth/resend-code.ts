import { resendCode } from '#contract/areas/auth.ts';
import { PoolError, resendUserCode } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { unknownUserOf, userPool } from '#runtime/session.ts';
import { findOwnSignUp } from '#runtime/sign-up-cookie.ts';

export const handler = endpoint(resendCode, async (call) => {
  const { email } = call.body;
  await spendLogInAttempt('resend', email, call.nowMs);
  const emailHash = sha256(email);
  const waiting = await findOwnSignUp(call, emailHash);
  // The answer stays the same whatever the pool says, so that it tells nothing about the address.
  await resendUserCode(userPool(), waiting?.userId ?? unknownUserOf(emailHash)).catch((error) =>
    error instanceof PoolError ? undefined : Promise.reject(error),
  );
  return { status: 202, body: { done: true } } as const;
});
