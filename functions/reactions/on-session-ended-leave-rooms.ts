import { commit } from '#data/commit.ts';
import { connectionRef, forgetConnection, listConnections } from '#data/live.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Who no longer has a session is told nothing more: the connections of ended sessions leave their rooms for good. */
export const handler = reaction(['SessionEnded'], async ({ data, correlationId }) => {
  const { userId, sessionIds } = data;
  const open = await listConnections(userId);
  for (const { connectionId, identity } of open) {
    if (!sessionIds.includes(identity.sessionId)) continue;
    await commit(systemCommitContext({ correlationId }), {
      reads: { connection: connectionRef(userId, connectionId) },
      decide: ({ connection }) => ({
        changes: connection ? forgetConnection(connection) : [],
        answer: { status: 200, body: null },
      }),
    });
  }
});
