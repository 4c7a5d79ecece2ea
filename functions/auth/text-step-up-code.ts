import { textStepUpCode } from '#contract/areas/two-factor.ts';
import { Failure } from '#contract/failure.ts';
import { create, unchanged } from '#data/change.ts';
import { findOne } from '#data/read.ts';
import { Challenges, SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { unwrapSecret } from '#runtime/second-factor.ts';
import { demandSms } from '#runtime/sms-offer.ts';
import { planText } from '#runtime/texted-code.ts';

export const handler = endpoint(textStepUpCode, async (call) => {
  demandSms();
  const { userId, sessionId } = call.actor();
  const phone = (await findOne(secondFactorRef(userId)))?.phone;
  if (!phone) throw new Failure('phone_not_set');
  const text = planText({ userId, number: await unwrapSecret(userId, phone.wrappedNumber), nowMs: call.nowMs });
  const challenge = newSecret();
  const answer = await call.commit({
    reads: { factor: secondFactorRef(userId), ...text.reads },
    decide: ({ factor, ...sends }) => {
      if (factor?.phone?.wrappedNumber !== phone.wrappedNumber) return refuse('phone_not_set');
      const { texted, expiresAtMs } = text;
      const waiting = { challengeHash: sha256(challenge), kind: 'step_up' as const, userId, sessionId, wrapped: '' };
      return {
        changes: [
          create(Challenges, { ...waiting, texted, expiresAtMs }),
          unchanged(SecondFactors, factor),
          ...text.counted(sends),
        ],
        answer: { status: 201, body: text.answer(challenge) },
      };
    },
  });
  await text.send();
  return answer;
});
