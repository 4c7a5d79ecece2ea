import { resendCode } from '#contract/areas/auth.ts';
import { latestSignUpRef, pendingSignUpRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { PoolError, resendUserCode } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { unknownUserOf, userPool } from '#runtime/session.ts';
import { findSignUpCookie } from '#runtime/sign-up-cookie.ts';

export const handler = endpoint(resendCode, async (call) => {
  const { email } = call.body;
  await spendLogInAttempt('resend', email, call.nowMs);
  const emailHash = sha256(email);
  const cookie = findSignUpCookie(call.cookies);
  const waiting = cookie
    ? await findOne(pendingSignUpRef(emailHash, cookie.userId))
    : await findOne(latestSignUpRef(emailHash));
  // The answer stays the same whatever the pool says, so that it tells nothing about the address.
  await resendUserCode(userPool(), waiting?.userId ?? unknownUserOf(emailHash)).catch((error) =>
    error instanceof PoolError ? undefined : Promise.reject(error),
  );
  return { status: 202, body: { done: true } } as const;
});
