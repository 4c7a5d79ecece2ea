import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { LIVE_PROTOCOL, rooms } from '#contract/live.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { connectionEndsAt, LiveConnections, RoomEntries, roomEntry } from '#data/live.ts';
import { identityOf, type LiveEvent } from '#runtime/live.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Records a connection and puts it into the rooms of its person. */
export async function handler(event: LiveEvent): Promise<APIGatewayProxyStructuredResultV2> {
  const context = systemCommitContext();
  const identity = identityOf(event);
  const connection = {
    connectionId: event.requestContext.connectionId,
    identity,
    rooms: [
      rooms.user(identity.userId),
      ...(identity.workspaceId ? [rooms.workspace(identity.workspaceId)] : []),
      ...(identity.influencerId ? [rooms.influencer(identity.influencerId)] : []),
    ],
    expiresAtMs: connectionEndsAt(context.nowMs),
    version: 1,
  };
  const entries = connection.rooms.map((room) => create(RoomEntries, roomEntry(room, connection)));
  // The gateway mints a connection id once; a repeated delivery writes the same again.
  const changes = [create(LiveConnections, connection), ...entries].map((change) => ({ ...change, when: [] }));
  await commit(context, { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': LIVE_PROTOCOL } };
}
