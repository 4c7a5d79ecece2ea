import { enrolPhone } from '#contract/areas/two-factor.ts';
import { create } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { Challenges } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { wrapSecret } from '#runtime/second-factor.ts';
import { demandSms } from '#runtime/sms-offer.ts';
import { planText } from '#runtime/texted-code.ts';

export const handler = endpoint(enrolPhone, async (call) => {
  demandSms();
  const { userId, sessionId } = call.actor();
  const { number } = call.body;
  const text = planText({ userId, number, nowMs: call.nowMs });
  const challenge = newSecret();
  const wrapped = await wrapSecret(userId, number);
  const answer = await call.commit({
    reads: { actor: actorRef(userId), ...text.reads },
    decide: ({ actor, ...sends }) => {
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      const { texted, expiresAtMs } = text;
      const waiting = { challengeHash: sha256(challenge), kind: 'phone' as const, userId, sessionId };
      return {
        changes: [create(Challenges, { ...waiting, wrapped, texted, expiresAtMs }), ...text.counted(sends)],
        answer: { status: 201, body: text.answer(challenge) },
      };
    },
  });
  await text.send();
  return answer;
});
