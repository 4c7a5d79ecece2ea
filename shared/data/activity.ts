import * as z from 'zod/mini';
import { ACTOR_KINDS } from '#domain/roles.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** The last things that happened in a workspace, newest first: one item, so that the overview reads it with the rest. */
export const Activities = defineEntity({
  name: 'activity',
  schema: z.object({
    workspaceId: z.string(),
    entries: z.array(
      z.object({
        eventId: z.string(),
        type: z.string(),
        occurredAt: z.string(),
        actorKind: z.enum(ACTOR_KINDS),
        campaignId: z.string(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    version: z.int(),
  }),
  key: (activity) => keys.activity(activity.workspaceId),
  index: (activity) => onDesk(activity.workspaceId, 'ACTIVITY', 'LAST'),
});
export type ActivityEntry = ValueOf<typeof Activities>['entries'][number];

export const activityRef = (workspaceId: string) => ref(Activities, keys.activity(workspaceId));
