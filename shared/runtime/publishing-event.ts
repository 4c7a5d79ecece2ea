import type { EventDraft } from '#contract/events.ts';
import type { CampaignItem } from '#data/campaign.ts';
import { partitions } from '#data/keys.ts';
import type { Campaign } from '#domain/campaign.ts';

type PublishingEvent = Extract<EventDraft['type'], 'PublishingAsked' | 'PublishingDeclined' | 'PublishingWithdrawn'>;

/** What happened to the request for publishing of a campaign, which is as it is after that. */
export function publishingEvent(type: PublishingEvent, after: Campaign | CampaignItem, askedBy: string): EventDraft {
  const { workspaceId, campaignId, title, version } = after;
  return {
    ...{ type, aggregateId: campaignId, seq: version, partition: partitions.campaign(workspaceId, campaignId) },
    data: { workspaceId, campaignId, title, askedBy },
  };
}
