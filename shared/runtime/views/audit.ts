import type * as z from 'zod/mini';
import type { AuditEntry } from '#contract/areas/audit.ts';
import { type AuditedEvent, isAudited, KIND_OF_EVENT } from '#contract/audit-kinds.ts';
import { AUDIT_CHANGES, AUDIT_WORDS, PROVEN_ENDS, PROVEN_EVENTS } from '#contract/audit-words.ts';
import type { TimelineItem } from '#data/timeline.ts';
import { describePlace } from '#domain/device.ts';
import type { FieldChange } from '#domain/field-change.ts';

type Data = Record<string, unknown>;

/** A stored event as the logs show it; nothing for one that no log lists (any more). */
export function auditEntryViews(item: TimelineItem): z.output<typeof AuditEntry>[] {
  const { eventId, type, occurredAt, actor, data, source } = item;
  if (!isAudited(type)) return [];
  const named = [data.userId, data.toUserId].find((id): id is string => typeof id === 'string') ?? null;
  const userId = actor.userId ?? (actor.kind === 'anonymous' && isProven(type, data) ? named : null);
  return [
    {
      ...{ eventId, type, kind: KIND_OF_EVENT[type], occurredAt, userId, actorKind: actor.kind },
      keyId: actor.keyId ?? null,
      affectedUserId: named === userId ? null : named,
      what: wordsOf(type, data),
      changes: changesOf(item, type).map(({ field, from, to }) => ({
        field,
        ...(from === undefined ? {} : { from: textOf(from) }),
        ...(to === undefined ? {} : { to: textOf(to) }),
      })),
      place: describePlace(source?.address),
      device: source?.device ?? null,
      subjectId: item.aggregateId ?? null,
      chain: item.chain ?? null,
    },
  ];
}

/** Who had no access token, and yet proved who they are. */
function isProven(type: AuditedEvent, { reason }: Data): boolean {
  return PROVEN_EVENTS.includes(type) || (type === 'SessionEnded' && PROVEN_ENDS.includes(reason));
}

function wordsOf(type: AuditedEvent, data: Data): string {
  const words = AUDIT_WORDS[type] as string | ((data: Data) => string);
  return typeof words === 'string' ? words : words(data);
}

function changesOf({ changes, data }: TimelineItem, type: AuditedEvent): readonly FieldChange[] {
  const special = AUDIT_CHANGES[type] as ((data: Data) => FieldChange[]) | undefined;
  return changes ?? special?.(data) ?? (Array.isArray(data.changes) ? (data.changes as FieldChange[]) : []);
}

function textOf(value: FieldChange['from']): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null || value === undefined ? null : String(value);
}
