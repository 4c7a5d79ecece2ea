import type { verifySecondFactor } from '#contract/areas/two-factor.ts';
import { Failure } from '#contract/failure.ts';
import { createOrReplace } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { type ChallengeItem, SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { othersEnd } from './end-session.ts';
import type { Call, HandlerAnswer } from './endpoint.ts';
import { newRecoveryCodes, unwrapSecret } from './second-factor.ts';
import { challengeAnswered } from './second-factor-changes.ts';
import { stepOfTotp } from './totp.ts';

type Verify = typeof verifySecondFactor;

/** Turns the second factor on when the app shows the right code, in place of an app set up before; the person's other sessions end. */
export async function enableByCode(call: Call<Verify>, waiting: ChallengeItem): Promise<HandlerAnswer<Verify>> {
  const { userId, sessionId, wrapped } = waiting;
  const secret = await unwrapSecret(userId, wrapped);
  const lastStep = stepOfTotp(secret, call.body.code, call.nowMs);
  if (lastStep === undefined) throw new Failure('wrong_code');
  const { codes, hashes } = newRecoveryCodes(userId);
  return call.commit({
    reads: { actor: actorRef(userId), factor: secondFactorRef(userId) },
    decide: ({ actor, factor }) => {
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      const phone = factor?.phone ? { phone: factor.phone } : {};
      const app = { wrappedSecret: wrapped, lastStep, enabledAt: call.nowIso };
      const enabled = { userId, ...app, ...phone, recoveryHashes: hashes };
      const { changes, event } = othersEnd(actor, sessionId, 'SecondFactorEnabled', call.nowMs, {
        hasSecondFactor: true,
      });
      return {
        changes: [challengeAnswered(waiting), createOrReplace(SecondFactors, factor, enabled), ...changes],
        event,
        answer: { status: 200, body: { recoveryCodes: codes } },
      };
    },
  });
}
