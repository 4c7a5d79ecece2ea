import { quoteOffer } from '#contract/areas/offers.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { influencerRef } from '#data/influencer.ts';
import { findTogether } from '#data/read.ts';
import { turnoverRef } from '#data/turnover.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { feeByVolume } from '#runtime/money/fee-by-volume.ts';
import { quoteFor } from './quote.ts';

export const handler = endpoint(quoteOffer, async (call) => {
  const { workspaceId } = call.member();
  const { influencerId, ...asked } = call.query;
  const { campaign, profile, turnover } = await findTogether({
    campaign: campaignRef(workspaceId, call.params.campaignId),
    profile: influencerRef(influencerId),
    turnover: turnoverRef(workspaceId, asked.currency),
  });
  if (!campaign) throw new Failure('not_found');
  if (!profile) throw new Failure('not_found', 'There is no influencer with this id.');
  const held = { fee: feeByVolume(turnover, asked.currency, call.nowIso), country: profile.geoLocation.country };
  return { status: 200, body: quoteFor(asked, held, { currency: campaign.budget.max.currency, nowIso: call.nowIso }) };
});
