import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { EVENTS, type EventData, EventEnvelope, type EventType } from '#contract/events.ts';
import type { CommitContext } from '#data/commit.ts';
import { log } from './log.ts';
import { systemCommitContext } from './system-commit.ts';

/** A published event as a reaction sees it: checked, with the data of its type. */
export type ReceivedEvent<T extends EventType = EventType> = {
  [K in T]: Omit<EventEnvelope, 'type' | 'data'> & { type: K; data: EventData<K> };
}[T];

export type ReactionHandler = (delivery: EventBridgeEvent<string, unknown>) => Promise<void>;

/** An event whose schema this code does not know; it waits in the dead-letter queue until it does. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

/** It cannot be done yet, and nothing is wrong: the delivery is repeated later, without counting as a failure. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** Checks what was delivered against the schema of its type and version; throws UnknownEvent otherwise. */
export function receivedEvent(detail: unknown): ReceivedEvent {
  const envelope = z.safeParse(EventEnvelope, detail);
  if (!envelope.success) throw new UnknownEvent('This is not an event of ours.');
  const { type, schemaVersion, data } = envelope.data;
  const declared = EVENTS[type];
  if (declared.version !== schemaVersion) throw new UnknownEvent(`${type} version ${schemaVersion} is not known here.`);
  const parsed = z.safeParse(declared.data as z.ZodMiniType, data);
  if (!parsed.success) throw new UnknownEvent(`${type} does not carry what it declares.`);
  return { ...envelope.data, data: parsed.data } as ReceivedEvent;
}

/**
 * Wraps the one effect of a subscriber. Deliveries repeat and come in any order: the effect must be idempotent (deterministic keys, conditions on state).
 * What it throws is retried and ends in the failure queue.
 */
export function reaction<T extends EventType>(
  types: readonly T[],
  react: (event: ReceivedEvent<T>, context: CommitContext) => Promise<void>,
): ReactionHandler {
  return async (delivery) => {
    const event = receivedEvent(delivery.detail);
    if (!(types as readonly string[]).includes(event.type))
      throw new UnknownEvent(`${event.type} is not for this reaction.`);
    try {
      await react(event as unknown as ReceivedEvent<T>, systemCommitContext(event));
      log.info('reacted', {
        eventId: event.eventId,
        eventType: event.type,
        correlationId: event.correlationId,
        aggregateId: event.aggregateId,
      });
    } catch (error) {
      const about = { eventId: event.eventId, eventType: event.type, correlationId: event.correlationId };
      if (error instanceof NotYet) log.info('a reaction waits', { ...about, reason: error.message });
      else log.failure('a reaction failed', error, about);
      throw error;
    }
  };
}
