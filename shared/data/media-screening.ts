import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';

/** What a service says of the pictures and films of one piece of content, file by file, until all are looked at or the time is over. */
export const MediaScreenings = defineEntity({
  name: 'media_screening',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    submissionId: z.string(),
    /** By upload: what the service named, or why it could not say anything. */
    results: z.record(
      z.string(),
      z.union([
        z.object({ labels: z.array(z.object({ name: z.string(), percent: z.number() })), by: z.string() }),
        z.object({ why: z.string() }),
      ]),
    ),
    state: z.enum(['open', 'over']),
    endsAt: z.string(),
    version: z.int(),
    createdAt: z.string(),
  }),
  key: ({ workspaceId, submissionId }) => keys.mediaScreening(workspaceId, submissionId),
  index: ({ state, endsAt, submissionId }) =>
    state === 'open' ? { gsi3pk: indexes.mediaScreenings(), gsi3sk: `${endsAt}#${submissionId}` } : {},
});
export type MediaScreeningItem = ValueOf<typeof MediaScreenings>;

export const mediaScreeningRef = (workspaceId: string, submissionId: string) =>
  ref(MediaScreenings, keys.mediaScreening(workspaceId, submissionId));

/** The screenings whose time is over, as the index knows them. */
export function listScreeningsOver(nowIso: string): Promise<MediaScreeningItem[]> {
  return listAll({
    ...{ entity: MediaScreenings, index: 'gsi3', partition: indexes.mediaScreenings() },
    ...{ from: '0', until: `${nowIso}#~` },
  });
}
