import { logIn } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { emailOwnerRef, latestSignUpRef } from '#data/person.ts';
import { keyText, readKeys } from '#data/read.ts';
import { PoolError, signInUser } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { recognizeSignUp } from '#runtime/recognize-sign-up.ts';
import { poolFailure, unknownUserOf, userPool } from '#runtime/session.ts';
import { startSession } from '#runtime/start-session.ts';

export const handler = endpoint(logIn, async (call) => {
  const { email, password } = call.body;
  await spendLogInAttempt('log-in', email, call.nowMs);
  const emailHash = sha256(email);
  const [owner, latest] = [emailOwnerRef(emailHash), latestSignUpRef(emailHash)];
  const found = await readKeys([owner.key, latest.key]);
  const item = found.get(keyText(owner.key)) ?? found.get(keyText(latest.key));
  const userId = item && String(item.userId);
  // The pool is asked for an unknown address as well: the same work, and the same no.
  const tokens = await signInUser(userPool(), userId ?? unknownUserOf(emailHash), password).catch(async (error) => {
    if (!(error instanceof PoolError)) throw error;
    // A user who is locked for a while, or is unknown, must not be told from a wrong password.
    if (error.refusal === 'locked' || error.refusal === 'unknown_user') throw new Failure('wrong_credentials');
    if (error.refusal !== 'not_confirmed' || !userId) throw poolFailure(error);
    const cookies = await recognizeSignUp(call, emailHash, userId);
    throw Object.assign(new Failure('account_not_confirmed'), { cookies });
  });
  if (!userId) throw new Failure('wrong_credentials');
  return startSession(call, userId, tokens);
});
