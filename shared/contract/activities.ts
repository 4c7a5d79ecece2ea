import type { EventType } from './events.ts';

/** What people of a workspace look back on; steps of the machinery in between are left to the timeline. */
export const ACTIVITY_EVENTS = [
  'CampaignCreated',
  'CampaignStatusChanged',
  'PublishingAsked',
  'PublishingDeclined',
  'ApplicationSubmitted',
  'ApplicationDecided',
  'ApplicationWithdrawn',
  'OfferSent',
  'OfferCountered',
  'OfferRejected',
  'OfferWithdrawn',
  'OfferAccepted',
  'ContentSubmitted',
  'ContentReviewed',
  'ContentWentLive',
  'PaymentFunded',
  'PaymentFailed',
  'PaymentDisputed',
  'ReleaseApproved',
  'ReleaseDeclined',
  'PaymentReleased',
  'PaymentRefunded',
] as const satisfies readonly EventType[];
