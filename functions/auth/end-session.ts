import { endOneSession } from '#contract/areas/sessions.ts';
import { actorRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { sessionEnd } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(endOneSession, async (call) => {
  const { userId } = call.actor();
  const { sessionId } = call.params;
  return call.commit({
    reads: { actor: actorRef(userId) },
    // Only one's own sessions are looked at, so that anybody else's is as good as none.
    decide: ({ actor }) =>
      actor?.sessions[sessionId]
        ? { ...sessionEnd(userId, [sessionId], 'revoked', call.nowMs), answer: { status: 200, body: { done: true } } }
        : refuse('not_found', 'There is no such session among yours; it may have ended already.'),
  });
});
