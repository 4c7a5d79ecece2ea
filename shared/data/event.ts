import type { Change } from './change.ts';
import type { CommitContext } from './commit.ts';
import { indexes, keys, UNDELIVERED_SHARDS } from './keys.ts';

/** An event as a commit writes it: outbox, timeline entry and audit record in one item. */
export interface EventDraftItem {
  eventId: string;
  type: string;
  schemaVersion: number;
  occurredAt: string;
  correlationId: string;
  aggregateId: string;
  /** Rises with each event of its aggregate. */
  seq: number;
  actor: { kind: string; userId?: string };
  data: Record<string, unknown>;
  /** The partition whose timeline it belongs to. */
  partition: string;
}

/** The write that records what happened; it stays in the sparse index until the stream consumer has published it. */
export function eventItem(
  context: CommitContext,
  draft: Omit<EventDraftItem, 'eventId' | 'occurredAt' | 'correlationId' | 'actor' | 'schemaVersion'> & {
    schemaVersion?: number;
  },
): Change {
  const { partition, ...event } = draft;
  const key = keys.event(partition, context.eventId);
  const occurredAt = context.nowIso;
  const shard = [...context.eventId].reduce((sum, char) => sum + char.charCodeAt(0), 0) % UNDELIVERED_SHARDS;
  return {
    kind: 'put',
    key,
    item: {
      ...key,
      _et: 'event',
      ...event,
      schemaVersion: event.schemaVersion ?? 1,
      eventId: context.eventId,
      occurredAt,
      correlationId: context.correlationId,
      actor: context.actor,
      gsi3pk: indexes.undelivered(shard),
      gsi3sk: `${occurredAt}#${context.eventId}`,
    },
    when: [{ path: 'pk', is: 'absent' }],
  };
}
