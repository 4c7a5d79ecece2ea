import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { CONNECTION_LIFE_MS, RESUME_WINDOW_MS } from '#domain/live.ts';
import { ROLES } from '#domain/roles.ts';
import type { Change } from './change.ts';
import { table } from './client.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys, partitions } from './keys.ts';
import { listPage, type Page } from './read.ts';

/** Whose connection it is. */
export const liveIdentity = z.object({
  userId: z.string(),
  sessionId: z.string(),
  role: z.enum(ROLES),
  workspaceId: z.nullable(z.string()),
  influencerId: z.nullable(z.string()),
  /** A hash of what they may do on single campaigns; absent for nothing. */
  grants: z.optional(z.string()),
});
export type LiveIdentity = z.output<typeof liveIdentity>;

const seconds = (ms: number) => Math.ceil(ms / 1000);

/** The right to open one connection, stored by the hash of its secret. */
export const LiveTickets = defineEntity({
  name: 'live_ticket',
  schema: z.object({ hash: z.string(), identity: liveIdentity, expiresAtMs: z.int() }),
  key: (ticket) => keys.liveTicket(ticket.hash),
  index: (ticket) => ({ ttl: seconds(ticket.expiresAtMs) }),
});

/** An open connection and the rooms it is in. */
export const LiveConnections = defineEntity({
  name: 'live_connection',
  schema: z.object({
    connectionId: z.string(),
    identity: liveIdentity,
    rooms: z.array(z.string()),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (connection) => keys.liveConnection(connection.identity.userId, connection.connectionId),
  index: (connection) => ({ ttl: seconds(connection.expiresAtMs) }),
});
export type LiveConnection = ValueOf<typeof LiveConnections>;

/** One connection in one room. */
export const RoomEntries = defineEntity({
  name: 'live_room_entry',
  schema: z.object({
    room: z.string(),
    connectionId: z.string(),
    userId: z.string(),
    side: z.enum(['member', 'influencer', 'staff', 'guest']),
    expiresAtMs: z.int(),
  }),
  key: (entry) => keys.roomEntry(entry.room, entry.connectionId),
  index: (entry) => ({ ttl: seconds(entry.expiresAtMs) }),
});
export type RoomEntry = ValueOf<typeof RoomEntries>;

/** One push to one room, kept for a day for those who were away. */
export const RoomLog = defineEntity({
  name: 'live_push',
  schema: z.object({
    room: z.string(),
    eventId: z.string(),
    audience: z.enum(['everyone', 'members']),
    event: z.string(),
    occurredAt: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.number()])),
    expiresAtMs: z.int(),
  }),
  key: (push) => keys.roomPush(push.room, push.eventId, push.event),
  index: (push) => ({ ttl: seconds(push.expiresAtMs) }),
});
export type RoomPush = ValueOf<typeof RoomLog>;

export const ticketRef = (hash: string) => ref(LiveTickets, keys.liveTicket(hash));
export const connectionRef = (userId: string, connectionId: string) =>
  ref(LiveConnections, keys.liveConnection(userId, connectionId));

/** The entry that puts a connection in a room. */
export function roomEntry(room: string, connection: Omit<LiveConnection, 'version' | 'rooms'>): RoomEntry {
  const { connectionId, identity, expiresAtMs } = connection;
  return { room, connectionId, userId: identity.userId, side: sideOf(identity), expiresAtMs };
}

function sideOf({ role, workspaceId, influencerId }: LiveIdentity): RoomEntry['side'] {
  if (workspaceId) return 'member';
  if (influencerId) return 'influencer';
  return role === 'guest' ? 'guest' : 'staff';
}

/** When a connection opened at that instant is over at the latest, ms. */
export function connectionEndsAt(nowMs: number): number {
  return nowMs + CONNECTION_LIFE_MS;
}

/** When a push made at that instant is forgotten, ms. */
export function pushForgottenAt(nowMs: number): number {
  return nowMs + RESUME_WINDOW_MS;
}

/** Removes a connection and its places in rooms. A room joined meanwhile raises the version, and the commit reads again. */
export function forgetConnection({ connectionId, identity, rooms, version }: LiveConnection): Change[] {
  const key = keys.liveConnection(identity.userId, connectionId);
  return [
    { kind: 'delete', key, when: [{ path: 'version', is: '=', value: version }] },
    ...rooms.map((room): Change => ({ kind: 'delete', key: keys.roomEntry(room, connectionId), when: [] })),
  ];
}

/** The newest hundred open connections of a person, strongly consistent. */
export async function listConnections(userId: string): Promise<LiveConnection[]> {
  const page = await listPage({ entity: LiveConnections, partition: partitions.connections(userId), limit: 100 });
  return page.items;
}

/** Everyone in a room, strongly consistent; entries whose connection must be over by now are left out. */
export async function listRoomEntries(room: string, nowMs: number): Promise<RoomEntry[]> {
  const entries: RoomEntry[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page: Page<RoomEntry> = await listPage({
      entity: RoomEntries,
      partition: partitions.room(room),
      limit: 500,
      after,
    });
    entries.push(...page.items);
    after = page.next;
  } while (after);
  return entries.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
}

/** Pushes to a room from an event id on, oldest first, at most `limit` and one more to tell that there are more. */
export async function listPushesFrom(room: string, eventId: string, limit: number): Promise<RoomPush[]> {
  const { document, tableName } = table();
  const answer = await document.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :room AND sk >= :from',
      ExpressionAttributeValues: { ':room': partitions.roomLog(room), ':from': eventId },
      ConsistentRead: true,
      Limit: limit + 1,
    }),
  );
  return (answer.Items ?? []).map((item) => RoomLog.parse(item));
}
