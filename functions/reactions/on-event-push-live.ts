import { type LiveLine, type LivePush, type LiveTarget, livePushesOf, PUSHED_EVENTS } from '#contract/live.ts';
import { type Change, create } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { keys } from '#data/keys.ts';
import { listRoomEntries, pushForgottenAt, RoomLog } from '#data/live.ts';
import { tellConnection } from '#runtime/live.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** How many connections are told at the same time. */
const AT_ONCE = 25;

/** Tells the open screens that something changed. Deliveries may repeat; the client knows an event it has seen by its id. */
export const handler = reaction(PUSHED_EVENTS, async (event, context) => {
  const lines = livePushesOf(event);
  if (lines.length === 0) return;
  // Kept before anyone is told: who connects in between finds it when resuming.
  await keepForLater(context, event, lines);
  for (const line of lines) await push(event, line, context.nowMs);
});

async function keepForLater(context: CommitContext, event: ReceivedEvent, lines: readonly LiveLine[]): Promise<void> {
  const { eventId, occurredAt } = event;
  const expiresAtMs = pushForgottenAt(context.nowMs);
  const changes = lines.flatMap(({ event: name, to, data }) =>
    to.map(({ room, audience }): Change => {
      const kept = create(RoomLog, { room, eventId, audience, event: name, occurredAt, data, expiresAtMs });
      return { ...kept, when: [] };
    }),
  );
  await commit(context, { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
}

async function push(event: ReceivedEvent, line: LiveLine, nowMs: number): Promise<void> {
  const { eventId, occurredAt } = event;
  const message: LivePush = { event: line.event, eventId, occurredAt, data: line.data };
  const listeners = await listenersOf(line.to, nowMs);
  for (let start = 0; start < listeners.length; start += AT_ONCE) {
    const batch = listeners.slice(start, start + AT_ONCE);
    await Promise.all(batch.map(([connectionId, rooms]) => tell(connectionId, rooms, message)));
  }
}

/** Each connection once, with the rooms it was found in. */
async function listenersOf(targets: readonly LiveTarget[], nowMs: number): Promise<[string, string[]][]> {
  const found = new Map<string, string[]>();
  for (const { room, audience } of targets) {
    for (const entry of await listRoomEntries(room, nowMs)) {
      if (audience === 'members' && entry.side !== 'member') continue;
      found.set(entry.connectionId, [...(found.get(entry.connectionId) ?? []), room]);
    }
  }
  return [...found];
}

/** A connection that is gone leaves the rooms it was found in. */
async function tell(connectionId: string, rooms: readonly string[], message: LivePush): Promise<void> {
  if (await tellConnection(connectionId, message)) return;
  const changes = rooms.map((room): Change => ({ kind: 'delete', key: keys.roomEntry(room, connectionId), when: [] }));
  await commit(systemCommitContext(), { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
}
