import { createOffer } from '#contract/areas/offers.ts';
import { appliedRef } from '#data/application.ts';
import { budgetRef } from '#data/budget.ts';
import { campaignRef } from '#data/campaign.ts';
import { contractRef } from '#data/contract.ts';
import { exchangeRatesRef } from '#data/exchange-rates.ts';
import { influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { listingRef } from '#data/listing.ts';
import { liveOfferRef, stillDealing, writeNewOffer } from '#data/offer.ts';
import { payoutAccountRef } from '#data/payout.ts';
import { userRef } from '#data/person.ts';
import { stillHasPlace } from '#data/places.ts';
import { findOne } from '#data/read.ts';
import { turnoverRef } from '#data/turnover.ts';
import { workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { DEAL_DEFAULTS } from '#domain/objection.ts';
import { decideOffer } from '#domain/offer.ts';
import { mailboxOf } from '#domain/second-person.ts';
import { daysLater } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { given } from '#runtime/given.ts';
import { newId } from '#runtime/ids.ts';
import { beyondLimitOf } from '#runtime/limit-rule.ts';
import { feeByVolume } from '#runtime/money/fee-by-volume.ts';
import { actOf } from '#runtime/party.ts';
import { peopleOfWorkspace } from '#runtime/people-of-workspace.ts';
import { offerView } from '#runtime/views/deal.ts';

export const handler = endpoint(createOffer, async (call) => {
  const member = call.member();
  const { workspaceId } = member;
  const { campaignId } = call.params;
  const { influencerId, expiresInDays, ...terms } = call.body;
  const proposal = {
    offerId: newId('offer'),
    act: actOf(member, call.nowIso),
    expiresAt: daysLater(call.nowMs, expiresInDays),
  };
  return call.commit({
    reads: {
      campaign: campaignRef(workspaceId, campaignId),
      listing: listingRef(campaignId),
      budget: budgetRef(workspaceId, campaignId),
      profile: influencerRef(influencerId),
      applied: appliedRef(influencerId, campaignId),
      live: liveOfferRef(influencerId, campaignId),
      turnover: turnoverRef(workspaceId, terms.price.currency),
      account: payoutAccountRef(influencerId),
      rates: exchangeRatesRef(),
      workspace: workspaceRef(workspaceId),
      extended: terms.extends === undefined ? undefined : contractRef(workspaceId, terms.extends),
    },
    more: async ({ profile }) => (profile ? await peopleOn(workspaceId, profile.userId) : undefined),
    decide: ({ campaign, profile, turnover, workspace, ...state }, people) => {
      if (!campaign) return refuse('not_found');
      if (!profile || !people) return refuse('not_found', 'There is no influencer with this id.');
      const fee = feeByVolume(turnover, terms.price.currency, call.nowIso);
      const { objectionHours } = { ...(workspace?.dealDefaults ?? DEAL_DEFAULTS), ...given(terms) };
      const whole = { ...proposal, terms: { ...terms, objectionHours }, fee };
      const offer = decideOffer({ campaign, profile, workspace, ...state, ...people }, whole);
      if (isRefused(offer)) return offer;
      const beyond = beyondLimitOf(member, workspace, terms.price);
      if (beyond) return beyond;
      return {
        changes: [
          ...writeNewOffer(offer, state.live),
          stillDealing(workspaceId, campaignId),
          // Who extends what they made before has their place already.
          ...(terms.extends === undefined ? [stillHasPlace(campaignId)] : []),
        ],
        event: {
          type: 'OfferSent',
          aggregateId: offer.offerId,
          seq: 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title: campaign.title, offerId: offer.offerId, version: 1 },
        },
        answer: { status: 201, body: offerView(offer, call.nowIso) },
      };
    },
  });
});

/** Who would be on both sides of an offer: the person behind the profile, and everybody of the workspace. */
async function peopleOn(workspaceId: string, userId: string) {
  const [members, user] = await Promise.all([peopleOfWorkspace(workspaceId), findOne(userRef(userId))]);
  return { members, recipient: { userId, mailbox: user && mailboxOf(user.email) } };
}
