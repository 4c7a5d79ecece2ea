import { quoteOffer } from '#contract/areas/offers.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { exchangeRatesRef } from '#data/exchange-rates.ts';
import { influencerRef } from '#data/influencer.ts';
import { payoutAccountRef } from '#data/payout.ts';
import { findTogether } from '#data/read.ts';
import { turnoverRef } from '#data/turnover.ts';
import { workspaceRef } from '#data/workspace.ts';
import { payoutOf } from '#domain/offer.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { feeByVolume } from '#runtime/money/fee-by-volume.ts';
import { quoteFor } from './quote.ts';

export const handler = endpoint(quoteOffer, async (call) => {
  const { workspaceId } = call.member();
  const { influencerId, ...asked } = call.query;
  const { campaign, profile, turnover, account, rates, workspace } = await findTogether({
    campaign: campaignRef(workspaceId, call.params.campaignId),
    profile: influencerRef(influencerId),
    turnover: turnoverRef(workspaceId, asked.currency),
    account: payoutAccountRef(influencerId),
    rates: exchangeRatesRef(),
    workspace: workspaceRef(workspaceId),
  });
  if (!campaign) throw new Failure('not_found');
  if (!profile) throw new Failure('not_found', 'There is no influencer with this id.');
  const held = { fee: feeByVolume(turnover, asked.currency, call.nowIso), ...payoutOf(profile, account) };
  const where = { currency: campaign.budget.max.currency, rates, nowIso: call.nowIso };
  const { objectionHours = workspace?.dealDefaults.objectionHours } = asked;
  return { status: 200, body: quoteFor({ ...asked, objectionHours }, held, where) };
});
