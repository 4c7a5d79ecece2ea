import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { closeModerationItem } from '#data/moderation.ts';
import type { Campaign } from '#domain/campaign.ts';
import { isHeldBack } from '#domain/moderation.ts';

/** A draft that is edited or given up waits for no moderator any more. */
export function leaveReview({ workspaceId, moderation }: Pick<Campaign, 'workspaceId' | 'moderation'>): Change[] {
  if (!moderation?.itemId || !isHeldBack(moderation)) return [];
  return [closeModerationItem({ workspaceId, itemId: moderation.itemId })];
}

type ReviewEvent = Extract<EventDraft, { type: 'CampaignHeldBack' | 'CampaignAppealed' }>['type'];

/** What happened to the review of a draft, which is as it is after that. */
export function reviewEvent(type: ReviewEvent, { workspaceId, campaignId, title, version }: Campaign): EventDraft {
  return {
    ...{ type, aggregateId: campaignId, seq: version, partition: partitions.campaign(workspaceId, campaignId) },
    data: { workspaceId, campaignId, title },
  };
}
