import { SESSION_ENDING_EVENTS } from '#contract/events.ts';
import { dropConnections } from '#runtime/drop-connections.ts';
import { reaction } from '#runtime/reaction.ts';

/** Who no longer has a session is told nothing more: the connections of ended sessions leave their rooms and are closed. */
export const handler = reaction(SESSION_ENDING_EVENTS, ({ data, correlationId }) =>
  dropConnections(data.userId, ({ sessionId }) => data.sessionIds.includes(sessionId), { correlationId }),
);
