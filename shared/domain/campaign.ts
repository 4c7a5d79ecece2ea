/** The states of a campaign, in the order of its life. */
export const CAMPAIGN_STATUSES = [
  'draft',
  'published',
  'active',
  'paused',
  'completed',
  'cancelled',
  'disputed',
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** Kinds of countable content. */
export const DELIVERABLE_TYPES = ['post', 'reel', 'story', 'short', 'video'] as const;
export type DeliverableType = (typeof DELIVERABLE_TYPES)[number];
