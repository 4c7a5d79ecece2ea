import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** What a campaign is sorted by; apart from the campaign, so that tagging one never gets in the way of who edits it. */
export const CampaignTags = defineEntity({
  name: 'campaign_tags',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    tags: z.array(z.string()),
    version: z.int(),
  }),
  key: (tags) => keys.campaignTags(tags.workspaceId, tags.campaignId),
});
export type CampaignTagsItem = ValueOf<typeof CampaignTags>;

export const campaignTagsRef = (workspaceId: string, campaignId: string) =>
  ref(CampaignTags, keys.campaignTags(workspaceId, campaignId));
