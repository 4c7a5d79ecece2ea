import { getCampaign } from '#contract/areas/campaigns.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(getCampaign, async (call) => {
  const campaign = await findOne(campaignRef(call.member().workspaceId, call.params.campaignId));
  if (!campaign) throw new Failure('not_found');
  return { status: 200, body: campaignView(campaign, call.nowMs) };
});
