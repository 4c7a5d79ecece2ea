import { withdrawOffer } from '#contract/areas/offers.ts';
import { partitions } from '#data/keys.ts';
import { writeClosedOffer } from '#data/offer.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideWithdraw } from '#domain/offer.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { offerView } from '#runtime/views/deal.ts';

export const handler = endpoint(withdrawOffer, async (call) => {
  const party = partyOf(call.actor());
  const { offerId } = call.params;
  const act = actOf(party, call.nowIso);
  return call.commit({
    reads: { offer: offerOf(party, offerId) },
    decide: ({ offer }) => {
      if (!offer) return refuse('not_found');
      call.onCampaign(offer.campaignId);
      const next = decideWithdraw(offer, act);
      if (isRefused(next)) return next;
      const { workspaceId, campaignId, influencerId, campaignTitle: title, current } = next;
      return {
        changes: writeClosedOffer(offer, next),
        event: {
          type: 'OfferWithdrawn',
          aggregateId: offerId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, offerId, version: current.number, by: act.side },
        },
        answer: { status: 200, body: offerView(next, call.nowIso) },
      };
    },
  });
});
