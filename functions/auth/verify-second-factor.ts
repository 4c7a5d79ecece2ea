import { verifySecondFactor } from '#contract/areas/two-factor.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { challengeRef } from '#data/second-factor.ts';
import { addPhoneByCode } from '#runtime/add-phone-by-code.ts';
import { beginByCode } from '#runtime/begin-by-code.ts';
import { enableByCode } from '#runtime/enable-by-code.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { spendLogInAttempt } from '#runtime/log-in-budget.ts';
import { noteFailedLogIn } from '#runtime/note-failed-log-in.ts';
import { wrongTextedCode } from '#runtime/second-factor-changes.ts';

export const handler = endpoint(verifySecondFactor, async (call) => {
  const waiting = await findOne(challengeRef(sha256(call.body.challenge)));
  if (!waiting || waiting.kind === 'step_up' || waiting.expiresAtMs <= call.nowMs)
    throw new Failure('challenge_expired');
  // By person, not by challenge: whoever knows the password could have as many challenges as they like.
  await spendLogInAttempt('second-factor', waiting.userId, call.nowMs);
  if (waiting.kind === 'enrolment') return enableByCode(call, waiting);
  if (waiting.kind === 'phone') return addPhoneByCode(call, waiting);
  try {
    return await beginByCode(call, waiting);
  } catch (error) {
    // Whoever came this far knows the password.
    if (error instanceof Failure && error.code === 'wrong_code') {
      const { userId } = waiting;
      await noteFailedLogIn(call, { step: 'second_factor', userId, subject: userId, also: wrongTextedCode(waiting) });
    }
    throw error;
  }
});
