import type { LiveAnswer, LivePush } from '#contract/live.ts';
import { connectionRef, type LiveIdentity, listPushesFrom, type RoomPush } from '#data/live.ts';
import { actorRef } from '#data/person.ts';
import { findTogether } from '#data/read.ts';
import { RESUME_WINDOW_MS, resumeFrom, timeOfId } from '#domain/live.ts';
import { isStillAt, tellConnection } from './live.ts';

/** Most missed pushes that are sent one by one; who missed more should read everything again. */
const MAX_RESUMED = 100;

/** Sends a connection what its rooms were told since an event it names, oldest first, at least once; ids let the client leave out what it knows. */
export async function resumePushes(
  identity: LiveIdentity,
  connectionId: string,
  lastEventId: string,
  nowMs: number,
): Promise<LiveAnswer> {
  const { userId } = identity;
  const { connection, actor } = await findTogether({
    connection: connectionRef(userId, connectionId),
    actor: actorRef(userId),
  });
  if (!connection || !isStillAt(identity, actor, nowMs)) return { refused: 'not_connected' };
  const from = resumeFrom(lastEventId, nowMs);
  const lists = await Promise.all(connection.rooms.map((room) => listPushesFrom(room, from, MAX_RESUMED)));
  const missed = distinct(lists.flat().filter((push) => isFor(push, identity, nowMs)));
  const tooOld = timeOfId(lastEventId) < nowMs - RESUME_WINDOW_MS;
  if (tooOld || missed.length > MAX_RESUMED || lists.some((list) => list.length > MAX_RESUMED))
    return { resumed: 0, complete: false };
  for (const { event, eventId, occurredAt, data } of missed)
    await tellConnection(connectionId, { event: event as LivePush['event'], eventId, occurredAt, data });
  return { resumed: missed.length, complete: true };
}

/** One push may have gone to several rooms of the same connection. */
function distinct(pushes: readonly RoomPush[]): RoomPush[] {
  const byId = new Map(pushes.map((push) => [`${push.eventId}#${push.event}`, push]));
  return [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, push]) => push);
}

function isFor(push: RoomPush, identity: LiveIdentity, nowMs: number): boolean {
  return push.expiresAtMs > nowMs && (push.audience === 'everyone' || identity.workspaceId !== null);
}
