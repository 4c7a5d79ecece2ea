import type { EventBridgeEvent } from 'aws-lambda';
import { EVENTS, type EventActor, type EventType } from '#contract/events.ts';
import { newId } from '#runtime/ids.ts';
import type { ReactionHandler } from '#runtime/reaction.ts';

/** Delivers an event to a reaction as the bus does; `again` delivers the same once more. */
export async function deliver(
  handler: ReactionHandler,
  type: EventType,
  data: unknown,
  actor: EventActor = { kind: 'system' },
  eventId = newId('event'),
): Promise<{ eventId: string; again: () => Promise<void> }> {
  const detail = {
    eventId,
    type,
    schemaVersion: EVENTS[type].version,
    occurredAt: '2026-11-20T12:00:00.000Z',
    correlationId: 'test-correlation',
    aggregateId: 'test-aggregate',
    seq: 1,
    actor,
    data,
  };
  const again = () => handler({ source: 'accord', 'detail-type': type, detail } as EventBridgeEvent<string, unknown>);
  await again();
  return { eventId, again };
}
