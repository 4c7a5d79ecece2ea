import { beginLinking } from '#contract/areas/identities.ts';
import { identityRef } from '#data/identity.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { planVisit } from '#runtime/social-log-in.ts';

export const handler = endpoint(beginLinking, async (call) => {
  const { userId, sessionId } = call.actor();
  const { provider } = call.params;
  // Bound to the session that proved who uses it: what comes back links nothing for any other.
  const { change, begun, cookie } = planVisit(provider, { linking: { userId, sessionId } }, call.nowMs);
  const answer = await call.commit({
    reads: { linked: identityRef(userId, provider) },
    decide: ({ linked }) =>
      linked ? refuse('provider_linked_already') : { changes: [change], answer: { status: 201, body: begun } },
  });
  return { ...answer, cookies: [cookie] };
});
