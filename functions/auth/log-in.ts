import { logIn } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { emailOwnerRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { PoolError, signInUser } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { noteFailedLogIn } from '#runtime/note-failed-log-in.ts';
import { unknownUserOf, userPool } from '#runtime/session.ts';
import { findOwnSignUp } from '#runtime/sign-up-cookie.ts';
import { startSession } from '#runtime/start-session.ts';

export const handler = endpoint(logIn, async (call) => {
  const { email, password } = call.body;
  await spendLogInAttempt('log-in', email, call.nowMs);
  const emailHash = sha256(email);
  const owner = await findOne(emailOwnerRef(emailHash));
  // The pool is asked for an unknown address as well: the same work, and the same no. It tells of an unconfirmed user whatever the password, so it is
  // never asked for one: that there is a sign-up, only the browser that made it is told.
  const tokens = await signInUser(userPool(), owner?.userId ?? unknownUserOf(emailHash), password).catch((error) => {
    if (!(error instanceof PoolError)) throw error;
    if (error.refusal === 'too_many') throw new Failure('rate_limited', undefined, { retryAfterSeconds: 900 });
    return undefined;
  });
  if (owner && tokens) return startSession(call, owner.userId, tokens);
  if (!owner && (await findOwnSignUp(call, emailHash))) throw new Failure('account_not_confirmed');
  await noteFailedLogIn(call, { step: 'password', userId: owner?.userId, subject: emailHash });
  throw new Failure('wrong_credentials');
});
