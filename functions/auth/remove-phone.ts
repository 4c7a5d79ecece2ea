import { removePhone } from '#contract/areas/two-factor.ts';
import { remove, replace } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { phoneChanged } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(removePhone, async (call) => {
  const { userId, sessionId } = call.actor();
  return call.commit({
    reads: { actor: actorRef(userId), factor: secondFactorRef(userId) },
    decide: ({ actor, factor }) => {
      const answer = { status: 200 as const, body: { done: true as const } };
      if (!factor?.phone) return { changes: [], answer };
      if (!actor) return refuse('session_ended');
      const { phone, ...left } = factor;
      const last = left.wrappedSecret === undefined;
      const { changes, event } = phoneChanged(actor, sessionId, call.nowMs, {
        type: 'PhoneFactorRemoved',
        endsIn: phone.endsIn,
        last,
      });
      const factorChange = last ? remove(SecondFactors, factor) : replace(SecondFactors, factor, left);
      return { changes: [factorChange, ...changes], event, answer };
    },
  });
});
