import * as z from 'zod/mini';
import { ACTOR_KINDS } from '#domain/roles.ts';
import { defineEntity, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

const plain = z.optional(z.nullable(z.union([z.string(), z.number(), z.boolean()])));
const RecordedChange = z.object({ field: z.string(), from: plain, to: plain });

/** Events as their timeline shows them; written by commits only. */
export const Timeline = defineEntity({
  name: 'event',
  schema: z.object({
    pk: z.string(),
    eventId: z.string(),
    type: z.string(),
    occurredAt: z.string(),
    actor: z.object({
      kind: z.enum(ACTOR_KINDS),
      userId: z.optional(z.string()),
      keyId: z.optional(z.string()),
    }),
    data: z.record(z.string(), z.unknown()),
    /** What it is about. */
    aggregateId: z.optional(z.string()),
    /** From where; never published. */
    source: z.optional(z.object({ address: z.string(), device: z.string() })),
    /** Personal old and new values; never published. */
    changes: z.optional(z.array(RecordedChange)),
    /** Its place in the hash chain of the workspace; it is linked a moment after it was written. */
    chain: z.optional(z.object({ index: z.int(), recordHash: z.string(), hash: z.string() })),
  }),
  key: (event) => keys.event(event.pk, event.eventId),
});
export type TimelineItem = ValueOf<typeof Timeline>;
