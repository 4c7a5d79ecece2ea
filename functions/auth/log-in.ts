import { logIn } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { emailOwnerRef, pendingSignUpRef } from '#data/person.ts';
import { keyText, readKeys } from '#data/read.ts';
import { signInUser } from '#platform/users.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { poolFailure, userPool } from '#runtime/session.ts';
import { startSession } from '#runtime/start-session.ts';

export const handler = endpoint(logIn, async (call) => {
  const { email, password } = call.body;
  await spendLogInAttempt('log-in', email, call.nowMs);
  const emailHash = sha256(email);
  const [owner, pending] = [emailOwnerRef(emailHash), pendingSignUpRef(emailHash)];
  const found = await readKeys([owner.key, pending.key]);
  const item = found.get(keyText(owner.key)) ?? found.get(keyText(pending.key));
  if (!item) throw new Failure('wrong_credentials');
  const userId = String(item.userId);
  const tokens = await signInUser(userPool(), userId, password).catch((error) => Promise.reject(poolFailure(error)));
  return startSession(call, userId, tokens);
});
