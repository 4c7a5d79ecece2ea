import { listSessions } from '#contract/areas/sessions.ts';
import { findSessionsOf } from '#data/person.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sessionViews } from '#runtime/views/session.ts';

export const handler = endpoint(listSessions, async (call) => {
  const { userId, sessionId } = call.actor();
  return { status: 200, body: { items: sessionViews(await findSessionsOf(userId), sessionId, call.nowMs) } } as const;
});
