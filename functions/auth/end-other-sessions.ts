import { endOtherSessions } from '#contract/areas/sessions.ts';
import { actorRef } from '#data/person.ts';
import { sessionEnd } from '#runtime/end-session.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(endOtherSessions, async (call) => {
  const { userId, sessionId } = call.actor();
  return call.commit({
    reads: { actor: actorRef(userId) },
    decide: ({ actor }) => {
      const others = Object.keys(actor?.sessions ?? {}).filter((id) => id !== sessionId);
      return {
        ...(others.length > 0 ? sessionEnd(userId, others, 'revoked', call.nowMs) : { changes: [] }),
        answer: { status: 200, body: { ended: others.length } },
      };
    },
  });
});
