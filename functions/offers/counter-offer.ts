import { counterOffer } from '#contract/areas/offers.ts';
import { stillCovers } from '#data/budget.ts';
import { exchangeRatesRef } from '#data/exchange-rates.ts';
import { partitions } from '#data/keys.ts';
import { stillDealing, writeCounter } from '#data/offer.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideCounter } from '#domain/offer.ts';
import { daysLater } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { beyondLimitOf, ruleRef } from '#runtime/limit-rule.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { offerView } from '#runtime/views/deal.ts';

export const handler = endpoint(counterOffer, async (call) => {
  const party = partyOf(call.actor());
  const { offerId } = call.params;
  const { version: readVersion, expiresInDays, ...terms } = call.body;
  const counter = {
    act: actOf(party, call.nowIso),
    readVersion,
    terms,
    expiresAt: daysLater(call.nowMs, expiresInDays),
  };
  return call.commit({
    reads: { offer: offerOf(party, offerId), rates: exchangeRatesRef(), workspace: ruleRef(party) },
    decide: ({ offer, rates, workspace }) => {
      if (!offer) return refuse('not_found');
      call.onCampaign(offer.campaignId);
      const next = decideCounter(offer, { ...counter, rates });
      if (isRefused(next)) return next;
      const { workspaceId, campaignId, influencerId, campaignTitle: title, current } = next;
      const beyond = beyondLimitOf(party, workspace, current.terms.price);
      if (beyond) return beyond;
      return {
        changes: [
          ...writeCounter(offer, next),
          stillDealing(workspaceId, campaignId),
          // A brand proposes what it could pay, as in a first offer; what an influencer asks for may go beyond.
          ...(party.kind !== 'influencer' ? [stillCovers(workspaceId, campaignId, current.terms.price)] : []),
        ],
        event: {
          type: 'OfferCountered',
          aggregateId: offerId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: {
            workspaceId,
            campaignId,
            influencerId,
            title,
            offerId,
            version: current.number,
            by: counter.act.side,
          },
        },
        answer: { status: 200, body: offerView(next, call.nowIso) },
      };
    },
  });
});
