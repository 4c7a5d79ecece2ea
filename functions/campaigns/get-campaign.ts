import { getCampaign } from '#contract/areas/campaigns.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { findTogether } from '#data/read.ts';
import { workspaceRef } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(getCampaign, async (call) => {
  const { workspaceId } = call.member();
  const { campaign, workspace } = await findTogether({
    campaign: campaignRef(workspaceId, call.params.campaignId),
    workspace: workspaceRef(workspaceId),
  });
  if (!campaign) throw new Failure('not_found');
  return { status: 200, body: campaignView(campaign, call.nowMs, workspace) };
});
