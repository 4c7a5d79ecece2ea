import type { LiveAnswer } from '#contract/live.ts';
import { appliedRef } from '#data/application.ts';
import { campaignRef } from '#data/campaign.ts';
import { type Change, create, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import type { Ref } from '#data/entity.ts';
import { keys } from '#data/keys.ts';
import { connectionRef, type LiveConnection, type LiveIdentity, RoomEntries, roomEntry } from '#data/live.ts';
import { actorRef } from '#data/person.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { MAX_ROOMS } from '#domain/live.ts';
import { isStillAt } from './live.ts';

type Refusal = Extract<LiveAnswer, { refused: unknown }>['refused'];

/** Puts a connection into the room of a campaign that is the workspace's own, or that the influencer has a part in; another's looks like none. */
export async function joinRoom(
  context: CommitContext,
  identity: LiveIdentity,
  connectionId: string,
  room: string,
): Promise<LiveAnswer> {
  const part = partOf(identity, room.slice(room.indexOf(':') + 1));
  if (!part) return { refused: 'not_found' };
  const outcome = await commit(context, {
    reads: { connection: connectionRef(identity.userId, connectionId), actor: actorRef(identity.userId), part },
    decide: ({ connection, actor, part }) => {
      // Who was let in with another role, or into another workspace, has to connect anew.
      if (!connection || !isStillAt(identity, actor, context.nowMs)) return refuse('not_connected');
      if (!hasPart(part)) return refuse('not_found');
      if (connection.rooms.includes(room)) return { changes: [], answer: { status: 200, body: null } };
      if (connection.rooms.length >= MAX_ROOMS) return refuse('too_many_rooms');
      const entry: Change = { ...create(RoomEntries, roomEntry(room, connection)), when: [] };
      return {
        changes: [roomsOf(connection, [...connection.rooms, room]), entry],
        answer: { status: 200, body: null },
      };
    },
  });
  return isRefused(outcome) ? { refused: outcome.refused as Refusal } : { joined: room };
}

/** Whether what gives a part in a campaign does: an application that was rejected or taken back gives none. */
export function hasPart(part: { status: string } | undefined): boolean {
  return part !== undefined && part.status !== 'withdrawn' && part.status !== 'rejected';
}

/** What gives a person a part in a campaign: the campaign of the own workspace, or the influencer's own application to it. */
function partOf({ workspaceId, influencerId }: LiveIdentity, campaignId: string): Ref<{ status: string }> | undefined {
  if (workspaceId) return campaignRef(workspaceId, campaignId);
  return influencerId ? appliedRef(influencerId, campaignId) : undefined;
}

/** Takes a connection out of a room; one it is not in counts as left. */
export async function leaveRoom(
  context: CommitContext,
  identity: LiveIdentity,
  connectionId: string,
  room: string,
): Promise<LiveAnswer> {
  const outcome = await commit(context, {
    reads: { connection: connectionRef(identity.userId, connectionId) },
    decide: ({ connection }) => {
      if (!connection) return refuse('not_connected');
      const left = connection.rooms.filter((name) => name !== room);
      const changes: Change[] =
        left.length === connection.rooms.length
          ? []
          : [roomsOf(connection, left), { kind: 'delete', key: keys.roomEntry(room, connectionId), when: [] }];
      return { changes, answer: { status: 200, body: null } };
    },
  });
  return isRefused(outcome) ? { refused: outcome.refused as Refusal } : { left: room };
}

function roomsOf(connection: LiveConnection, rooms: string[]): Change {
  const { key } = connectionRef(connection.identity.userId, connection.connectionId);
  return update(key, { set: { rooms }, add: { version: 1 } }, [
    { path: 'version', is: '=', value: connection.version },
  ]);
}
