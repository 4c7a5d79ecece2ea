import * as z from 'zod/mini';
import { CONTENT_MODERATION_STATES, MODERATION_DECISIONS, MODERATION_ITEM_STATES } from '#domain/moderation.ts';
import { SCANS } from '#domain/scan.ts';
import { CHECK_OUTCOMES, SCREENING_ACTIONS, SCREENING_CHECKS, UNSCREENED_FOR } from '#domain/screening.ts';
import { UPLOAD_TYPES } from '#domain/upload.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll, listPage } from './read.ts';

const finding = z.object({
  check: z.enum(SCREENING_CHECKS),
  outcome: z.enum(CHECK_OUTCOMES),
  says: z.array(z.string()),
  by: z.optional(z.string()),
  labels: z.optional(z.array(z.object({ label: z.string(), percent: z.int() }))),
});

/** What content says of its moderation. */
export const moderation = z.object({
  itemId: z.nullable(z.string()),
  state: z.enum(CONTENT_MODERATION_STATES),
  score: z.int(),
  findings: z.array(finding),
  reason: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  clearedAt: z.optional(z.string()),
  hasAppealed: z.optional(z.boolean()),
  decideBy: z.optional(z.string()),
});

/** Content or a campaign that waits, or waited, for a moderator: what they see of it, and all that was decided. Whose it is stands in the content. */
export const ModerationItems = defineEntity({
  name: 'moderation_item',
  schema: z.object({
    itemId: z.string(),
    workspaceId: z.string(),
    campaignId: z.string(),
    campaignTitle: z.string(),
    brandName: z.string(),
    /** Which content it is; absent for a campaign before it is published. */
    content: z.optional(
      z.object({
        submissionId: z.string(),
        contractId: z.string(),
        deliverableId: z.string(),
        influencerId: z.string(),
      }),
    ),
    /** Of a campaign: whose it is, and whether it is the first of a brand that is not verified. */
    brand: z.optional(z.object({ brandId: z.string(), isNew: z.boolean() })),
    /** The caption of content, or all that a campaign says. */
    caption: z.string(),
    mediaUrls: z.array(z.string()),
    media: z.array(
      z.object({
        uploadId: z.string(),
        fileName: z.string(),
        contentType: z.enum(UPLOAD_TYPES),
        sizeBytes: z.int(),
        scan: z.optional(z.enum(SCANS)),
        hasStill: z.optional(z.boolean()),
      }),
    ),
    findings: z.array(finding),
    score: z.int(),
    state: z.enum(MODERATION_ITEM_STATES),
    decisions: z.array(
      z.object({
        decision: z.enum(MODERATION_DECISIONS),
        reason: z.string(),
        by: z.object({ userId: z.string(), name: z.string() }),
        at: z.string(),
      }),
    ),
    appeal: z.nullable(z.object({ text: z.string(), at: z.string() })),
    /** Since when it waits for a moderator. */
    waitsSince: z.string(),
    /** When moderators were told that it waits; before `waitsSince`, of an earlier wait. */
    toldAt: z.optional(z.string()),
    /** Of content that the brand has not answered: in how many days it should have, and until when a moderator decides. */
    unanswered: z.optional(z.object({ reviewDays: z.int(), decideBy: z.string() })),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
  key: ({ workspaceId, itemId }) => keys.moderationItem(workspaceId, itemId),
  index: ({ state, waitsSince, itemId }) =>
    state === 'waits' || state === 'appealed'
      ? { gsi1pk: indexes.moderationQueue(), gsi1sk: `${waitsSince}#${itemId}` }
      : {},
});
export type ModerationItem = ValueOf<typeof ModerationItems>;

export const moderationItemRef = (workspaceId: string, itemId: string) =>
  ref(ModerationItems, keys.moderationItem(workspaceId, itemId));

/** What was answered, edited or given up waits for no moderator any more. */
export function closeModerationItem({ workspaceId, itemId }: Pick<ModerationItem, 'workspaceId' | 'itemId'>): Change {
  const edit = { set: { state: 'over' }, unset: ['gsi1pk', 'gsi1sk'], add: { version: 1 } };
  return update(keys.moderationItem(workspaceId, itemId), edit, [{ path: 'itemId', is: '=', value: itemId }]);
}

/** A page of what waits for a moderator, the longest waiting first; as the index has it, which may lag behind by seconds. */
export function pageModerationQueue(limit: number, after: Record<string, unknown> | undefined) {
  return listPage({ entity: ModerationItems, index: 'gsi1', partition: indexes.moderationQueue(), limit, after });
}

/** What waits for a moderator since after one instant and not after another, the longest waiting first; as the index has it. */
export function listWaitingSince(fromIso: string, untilIso: string): Promise<ModerationItem[]> {
  return listAll({
    ...{ entity: ModerationItems, index: 'gsi1', partition: indexes.moderationQueue() },
    // Behind the instant comes an id, whose letters are all before the last character that ends the range.
    ...{ from: `${fromIso}~`, until: `${untilIso}~` },
  });
}

/** How a workspace wants the content for its campaigns screened; without one the default holds. */
export const ScreeningPolicies = defineEntity({
  name: 'screening_policy',
  schema: z.object({
    workspaceId: z.string(),
    actions: z.record(z.enum(SCREENING_CHECKS), z.enum(SCREENING_ACTIONS)),
    competitors: z.array(z.string()),
    bannedWords: z.array(z.string()),
    unscreened: z.enum(UNSCREENED_FOR),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: ({ workspaceId }) => keys.screeningPolicy(workspaceId),
});

export const screeningPolicyRef = (workspaceId: string) => ref(ScreeningPolicies, keys.screeningPolicy(workspaceId));
