import { commit } from '#data/commit.ts';
import { connectionRef, forgetConnection, type LiveIdentity, listConnections } from '#data/live.ts';
import { closeConnection } from '#platform/sockets.ts';
import { setting } from './config.ts';
import { systemCommitContext } from './system-commit.ts';

/**
 * Takes open connections of a person out of their rooms for good and closes them: from then on they are told nothing, and whoever may still connect does so
 * anew, as who they are now.
 */
export async function dropConnections(
  userId: string,
  isOver: (identity: LiveIdentity) => boolean,
  cause: { correlationId: string },
): Promise<void> {
  for (const { connectionId, identity } of await listConnections(userId)) {
    if (!isOver(identity)) continue;
    await commit(systemCommitContext(cause), {
      reads: { connection: connectionRef(userId, connectionId) },
      decide: ({ connection }) => ({
        changes: connection ? forgetConnection(connection) : [],
        answer: { status: 200, body: null },
      }),
    });
    await closeConnection(setting('SOCKETS_URL'), connectionId);
  }
}
