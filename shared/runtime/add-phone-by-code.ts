import type { verifySecondFactor } from '#contract/areas/two-factor.ts';
import { Failure } from '#contract/failure.ts';
import { createOrReplace } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { type ChallengeItem, SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { endOfNumber } from '#domain/phone.ts';
import { phoneChanged } from './end-session.ts';
import type { Call, HandlerAnswer } from './endpoint.ts';
import { judgeTexted, newRecoveryCodes, unwrapSecret } from './second-factor.ts';
import { challengeAnswered, wrongTextedCode } from './second-factor-changes.ts';

type Verify = typeof verifySecondFactor;

/** Sets a phone up when the code that was sent to it comes back, besides an app or in place of a number before; the person's other sessions end. */
export async function addPhoneByCode(call: Call<Verify>, waiting: ChallengeItem): Promise<HandlerAnswer<Verify>> {
  const { userId, sessionId, wrapped } = waiting;
  const verdict = judgeTexted(waiting.texted, call.body.code, call.nowMs);
  if (verdict === 'code_expired') throw new Failure('code_expired');
  const endsIn = endOfNumber(await unwrapSecret(userId, wrapped));
  const { codes, hashes } = newRecoveryCodes(userId);
  const answer = await call.commit({
    reads: { actor: actorRef(userId), factor: secondFactorRef(userId) },
    decide: ({ actor, factor }) => {
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      const shown = { status: 200 as const, body: { recoveryCodes: codes } };
      if (verdict === 'wrong_code') return { changes: wrongTextedCode(waiting), answer: shown };
      const added = { wrappedNumber: wrapped, endsIn, addedAt: call.nowIso };
      const kept = factor ?? { userId, lastStep: 0, enabledAt: call.nowIso };
      const { changes, event } = phoneChanged(actor, sessionId, call.nowMs, { type: 'PhoneFactorAdded', endsIn });
      return {
        changes: [
          challengeAnswered(waiting),
          createOrReplace(SecondFactors, factor, { ...kept, phone: added, recoveryHashes: hashes }),
          ...changes,
        ],
        event,
        answer: shown,
      };
    },
  });
  if (verdict === 'wrong_code') throw new Failure('wrong_code');
  return answer;
}
