import * as z from 'zod/mini';
import { CAMPAIGN_STATUSES, type CampaignStatus } from '#domain/campaign.ts';
import { MODERATION_STATES } from '#domain/moderation.ts';
import type { Change } from './change.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { moderation } from './moderation.ts';
import { applying, campaignTerms, deliverable, guidelines, money, objective, targetAudience } from './shapes.ts';

const ENDED: readonly CampaignStatus[] = ['completed', 'cancelled'];

/** A campaign of a brand. */
export const Campaigns = defineEntity({
  name: 'campaign',
  schema: z.object({
    campaignId: z.string(),
    workspaceId: z.string(),
    brandId: z.string(),
    /** As the brand was called when the campaign was made. */
    brandName: z.optional(z.string()),
    title: z.string(),
    objective: z.optional(objective),
    brief: z.string(),
    guidelines: z.optional(guidelines),
    terms: z.optional(campaignTerms),
    budget: z.object({ min: money, max: money }),
    startDate: z.nullable(z.string()),
    endDate: z.nullable(z.string()),
    deliverables: z.array(deliverable),
    targetAudience,
    applying: z.optional(applying),
    status: z.enum(CAMPAIGN_STATUSES),
    pausedFrom: z.optional(z.enum(['published', 'active'])),
    pausedAt: z.optional(z.string()),
    disputes: z.optional(z.object({ count: z.int(), from: z.enum(CAMPAIGN_STATUSES) })),
    publishing: z.optional(
      z.object({
        state: z.enum(['asked', 'declined']),
        askedBy: z.string(),
        keyId: z.optional(z.string()),
        askedAt: z.string(),
        decline: z.optional(z.object({ by: z.string(), at: z.string(), reason: z.string() })),
      }),
    ),
    moderation: z.optional(z.extend(moderation, { state: z.enum(MODERATION_STATES), isNewBrand: z.boolean() })),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
  key: (campaign) => keys.campaign(campaign.workspaceId, campaign.campaignId),
  index: ({ workspaceId, campaignId, status }) => ({
    gsi1pk: indexes.campaignsOf(workspaceId),
    gsi1sk: campaignId,
    ...(ENDED.includes(status) ? {} : onDesk(workspaceId, 'CAMPAIGN', campaignId)),
  }),
});
export type CampaignItem = ValueOf<typeof Campaigns>;

/** The campaign must exist when the commit is written, in whatever state. */
export function mustExist({ workspaceId, campaignId }: Pick<CampaignItem, 'workspaceId' | 'campaignId'>): Change {
  return {
    kind: 'check',
    key: keys.campaign(workspaceId, campaignId),
    when: [{ path: 'campaignId', is: '=', value: campaignId }],
  };
}

/** The campaign must not have ended when the commit is written; fails with campaign_over. */
export function stillGoingOn(workspaceId: string, campaignId: string): Change {
  return {
    kind: 'check',
    key: keys.campaign(workspaceId, campaignId),
    when: [{ path: 'status', is: 'in', values: CAMPAIGN_STATUSES.filter((status) => !ENDED.includes(status)) }],
    otherwise: 'campaign_over',
  };
}

export const campaignRef = (workspaceId: string, campaignId: string) =>
  ref(Campaigns, keys.campaign(workspaceId, campaignId));
