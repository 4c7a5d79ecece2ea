import type { FieldChange } from '#domain/field-change.ts';
import type { Change } from './change.ts';
import type { CommitContext } from './commit.ts';
import { indexes, keys, shardOf, UNDELIVERED_SHARDS } from './keys.ts';

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
  actor: { kind: string; userId?: string; keyId?: string; ruleId?: string; depth?: number };
  data: Record<string, unknown>;
  /** The partition whose timeline it belongs to. */
  partition: string;
  /** What was changed, where it is personal: it stays on the record and is never published. */
  changes?: readonly FieldChange[];
}

/** From where something was done. Personal data: it stays on the record and is never published. */
export interface EventSource {
  /** The network address. */
  address: string;
  /** The program in words, e.g. “Firefox on Windows”. */
  device: string;
}

/** In whose logs an event is listed. */
export interface AuditPlaces {
  workspaceId?: string | undefined;
  userId?: string | undefined;
}

/** Index attributes of an event that is listed in the log of a workspace, of a person, of both or of none. */
function auditIndexes({ workspaceId, userId }: AuditPlaces, eventId: string): Record<string, string> {
  return {
    ...(workspaceId ? { gsi1pk: indexes.auditOf(workspaceId), gsi1sk: eventId } : {}),
    ...(userId ? { gsi2pk: indexes.activityOf(userId), gsi2sk: eventId } : {}),
  };
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
  const shard = shardOf(context.eventId, UNDELIVERED_SHARDS);
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
      ...(context.source ? { source: context.source } : {}),
      ...auditIndexes(context.auditPlaces?.(draft) ?? {}, context.eventId),
      gsi3pk: indexes.undelivered(shard),
      gsi3sk: `${occurredAt}#${context.eventId}`,
    },
    when: [{ path: 'pk', is: 'absent' }],
  };
}
