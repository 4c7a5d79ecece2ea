import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { commit } from '#data/commit.ts';
import { keys } from '#data/keys.ts';
import { connectionRef } from '#data/live.ts';
import { identityOf, type LiveEvent } from '#runtime/live.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Forgets a connection that is over. The gateway does not promise to tell: entries end by themselves as well. */
export async function handler(event: LiveEvent): Promise<APIGatewayProxyStructuredResultV2> {
  const { connectionId } = event.requestContext;
  const { userId } = identityOf(event);
  await commit(systemCommitContext(), {
    reads: { connection: connectionRef(userId, connectionId) },
    decide: ({ connection }) => ({
      changes: connection
        ? [
            keys.liveConnection(userId, connectionId),
            ...connection.rooms.map((room) => keys.roomEntry(room, connectionId)),
          ].map((key, index) => ({
            kind: 'delete' as const,
            key,
            // A room joined meanwhile raises the version, and the commit reads again.
            when: index === 0 ? [{ path: 'version', is: '=' as const, value: connection.version }] : [],
          }))
        : [],
      answer: { status: 200, body: null },
    }),
  });
  return { statusCode: 200 };
}
