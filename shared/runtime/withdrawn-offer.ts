import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type OfferItem, writeClosedOffer } from '#data/offer.ts';
import type { Side } from '#domain/offer.ts';

/** What the withdrawal of an offer writes and tells, of the side that wrote its newest version or of the end of its campaign. */
export function planWithdrawal(before: OfferItem, next: OfferItem, by: Side): { changes: Change[]; event: EventDraft } {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, offerId, current } = next;
  return {
    changes: writeClosedOffer(before, next),
    event: {
      type: 'OfferWithdrawn',
      aggregateId: offerId,
      seq: next.version,
      partition: partitions.campaign(workspaceId, campaignId),
      data: { workspaceId, campaignId, influencerId, title, offerId, version: current.number, by },
    },
  };
}
