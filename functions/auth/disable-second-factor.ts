import { disableSecondFactor } from '#contract/areas/two-factor.ts';
import { remove } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { othersEnd } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(disableSecondFactor, async (call) => {
  const { userId, sessionId } = call.actor();
  return call.commit({
    reads: { actor: actorRef(userId), factor: secondFactorRef(userId) },
    decide: ({ actor, factor }) => {
      const answer = { status: 200 as const, body: { done: true as const } };
      if (!factor) return { changes: [], answer };
      if (!actor) return refuse('session_ended');
      const { changes, event } = othersEnd(actor, sessionId, 'SecondFactorDisabled', call.nowMs, {
        hasSecondFactor: false,
      });
      return { changes: [remove(SecondFactors, factor), ...changes], event, answer };
    },
  });
});
