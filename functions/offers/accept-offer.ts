import { acceptOffer } from '#contract/areas/offers.ts';
import { budgetRef, commitFromBudget } from '#data/budget.ts';
import { create } from '#data/change.ts';
import { Contracts } from '#data/contract.ts';
import { writeDeed } from '#data/deed.ts';
import { exchangeRatesRef } from '#data/exchange-rates.ts';
import { Holds } from '#data/hold.ts';
import { partitions } from '#data/keys.ts';
import { stillDealing, writeClosedOffer } from '#data/offer.ts';
import { openPieces } from '#data/piece.ts';
import { placesRef, takePlace } from '#data/places.ts';
import { findTogether } from '#data/read.ts';
import { createBoth } from '#data/two-sided.ts';
import { decideCommitment } from '#domain/budget.ts';
import { contractOf, holdOf } from '#domain/contract.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { agreedDeed, decideSign, factsOfOffer } from '#domain/deed.ts';
import { decideAccept } from '#domain/offer.ts';
import { isFull } from '#domain/places.ts';
import { contractEntries } from '#runtime/documents/source-entries.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { newId } from '#runtime/ids.ts';
import { beyondLimitOf, ruleRef } from '#runtime/limit-rule.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { offerView } from '#runtime/views/deal.ts';

export const handler = endpoint(acceptOffer, async (call) => {
  const party = partyOf(call.actor());
  const { offerId } = call.params;
  const acceptance = {
    act: actOf(party, call.nowIso),
    readVersion: call.body.version,
    told: call.body.exchange,
    contractId: newId('contract'),
  };
  let attempts = 0;
  return call.commit({
    reads: { offer: offerOf(party, offerId), rates: exchangeRatesRef(), workspace: ruleRef(party) },
    // The write itself guards budget and places, so the first attempt need not read them. After a failed one they are read: a crowd after the last of them stops writing.
    more: async ({ offer }) => {
      attempts += 1;
      if (attempts === 1 || !offer) return undefined;
      const { workspaceId, campaignId } = offer;
      return findTogether({ budget: budgetRef(workspaceId, campaignId), places: placesRef(campaignId) });
    },
    decide: ({ offer, rates, workspace }, left) => {
      if (!offer) return refuse('not_found');
      call.onCampaign(offer.campaignId);
      const accepted = decideAccept(offer, { ...acceptance, rates });
      if (isRefused(accepted)) return accepted;
      const { workspaceId, campaignId, influencerId, campaignTitle: title } = offer;
      const { terms, number: version } = offer.current;
      const beyond = beyondLimitOf(party, workspace, terms.price);
      if (beyond) return beyond;
      const covered = left?.budget && decideCommitment(left.budget, terms.price);
      // How much is left is the brand's to know.
      if (covered && isRefused(covered)) return party.kind === 'influencer' ? refuse('budget_exceeded') : covered;
      // Who extends what they made before has their place already.
      const takesPlace = terms.extends === undefined;
      if (takesPlace && left?.places && isFull(left.places)) return refuse('campaign_full');
      const { contractId } = acceptance;
      const contract = contractOf(accepted, { contractId, acceptedBy: acceptance.act, hash: sha256Hex });
      const agreed = { contractId, agreedAt: call.nowIso, hash: sha256Hex };
      const unsigned = agreedDeed(factsOfOffer(accepted), agreed);
      const { signature } = call.body;
      const deed = signature
        ? decideSign(unsigned, { ...acceptance.act, ...signature, address: call.sourceIp })
        : unsigned;
      if (isRefused(deed)) return deed;
      return {
        changes: [
          ...writeClosedOffer(offer, accepted),
          ...createBoth(Contracts, contract),
          ...writeDeed(undefined, deed),
          create(Holds, holdOf(contract)),
          ...terms.deliverables.map(({ deliverableId, count }) => openPieces({ ...contract, deliverableId }, count)),
          commitFromBudget(workspaceId, campaignId, terms.price),
          ...(takesPlace ? [takePlace(offer)] : []),
          stillDealing(workspaceId, campaignId),
          ...contractEntries(contract),
        ],
        event: {
          type: 'OfferAccepted',
          aggregateId: offerId,
          seq: accepted.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: {
            workspaceId,
            campaignId,
            influencerId,
            title,
            offerId,
            version,
            by: acceptance.act.side,
            contractId,
            price: terms.price,
          },
        },
        answer: { status: 200, body: offerView(accepted, call.nowIso) },
      };
    },
  });
});
