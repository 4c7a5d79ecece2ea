import type { EventDraft } from '#contract/events.ts';
import { type CampaignItem, mustExist } from '#data/campaign.ts';
import { CampaignTags, type CampaignTagsItem } from '#data/campaign-tags.ts';
import { type Change, createOrReplace, remove } from '#data/change.ts';
import { partitions } from '#data/keys.ts';

/** Gives a campaign these tags in place of those it had, with the event that says so; nothing where they are the same. */
export function planTags(
  campaign: CampaignItem,
  before: CampaignTagsItem | undefined,
  { tags, added, removed }: { tags: string[]; added: string[]; removed: string[] },
): { changes: Change[]; event?: EventDraft } {
  if (added.length + removed.length === 0) return { changes: [] };
  const { workspaceId, campaignId, title } = campaign;
  const kept = { workspaceId, campaignId, tags };
  return {
    changes: [
      before && tags.length === 0 ? remove(CampaignTags, before) : createOrReplace(CampaignTags, before, kept),
      // A draft may be deleted meanwhile, and takes its tags along.
      mustExist(campaign),
    ],
    event: {
      ...{ type: 'CampaignTagged', aggregateId: campaignId, seq: (before?.version ?? 0) + 1 },
      partition: partitions.campaign(workspaceId, campaignId),
      data: { workspaceId, campaignId, title, tags, added, removed },
    },
  };
}
