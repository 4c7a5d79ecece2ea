import { withdrawOffer } from '#contract/areas/offers.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideWithdraw } from '#domain/offer.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { offerView } from '#runtime/views/deal.ts';
import { planWithdrawal } from '#runtime/withdrawn-offer.ts';

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
      return {
        ...planWithdrawal(offer, next, act.side),
        answer: { status: 200, body: offerView(next, call.nowIso) },
      };
    },
  });
});
