import { textCode } from '#contract/areas/two-factor.ts';
import { Failure } from '#contract/failure.ts';
import { unchanged } from '#data/change.ts';
import { findOne } from '#data/read.ts';
import { challengeRef, SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { unwrapSecret } from '#runtime/second-factor.ts';
import { demandSms } from '#runtime/sms-offer.ts';
import { planText, textedFor } from '#runtime/texted-code.ts';

export const handler = endpoint(textCode, async (call) => {
  demandSms();
  const { challenge } = call.body;
  const challengeHash = sha256(challenge);
  const waiting = await findOne(challengeRef(challengeHash));
  if (!waiting || waiting.expiresAtMs <= call.nowMs || !(waiting.kind === 'log_in' || waiting.kind === 'phone'))
    throw new Failure('challenge_expired');
  const { userId, kind } = waiting;
  const known = kind === 'log_in' ? await findOne(secondFactorRef(userId)) : undefined;
  // A number that is being set up is on the challenge itself; that of a log-in is the one set up.
  const wrapped = kind === 'phone' ? waiting.wrapped : known?.phone?.wrappedNumber;
  if (wrapped === undefined) throw new Failure('phone_not_set');
  const text = planText({ userId, number: await unwrapSecret(userId, wrapped), nowMs: call.nowMs });
  const answer = await call.commit({
    reads: { factor: kind === 'log_in' ? secondFactorRef(userId) : undefined, ...text.reads },
    decide: ({ factor, ...sends }) => {
      // The person changed the number in this moment: it is asked for once more.
      if (kind === 'log_in' && factor?.phone?.wrappedNumber !== wrapped) return refuse('phone_not_set');
      return {
        changes: [
          textedFor(challengeHash, text.texted, Math.max(waiting.expiresAtMs, text.expiresAtMs)),
          ...(factor ? [unchanged(SecondFactors, factor)] : []),
          ...text.counted(sends),
        ],
        answer: { status: 200, body: text.answer(challenge) },
      };
    },
  });
  await text.send();
  return answer;
});
