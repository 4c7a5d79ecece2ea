import * as z from 'zod/mini';
import { ACTOR_KINDS } from '#domain/roles.ts';
import { defineEntity, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

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
    }),
    data: z.record(z.string(), z.unknown()),
  }),
  key: (event) => keys.event(event.pk, event.eventId),
});
export type TimelineItem = ValueOf<typeof Timeline>;
