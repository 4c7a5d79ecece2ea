import { updateCampaign } from '#contract/areas/campaigns.ts';
import { type CampaignItem, Campaigns, campaignRef } from '#data/campaign.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { workspaceRef } from '#data/workspace.ts';
import { decideEdit } from '#domain/campaign.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { leaveReview } from '#runtime/campaign-review.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(updateCampaign, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const { version, ...edit } = call.body;
  return call.commit({
    reads: { campaign: campaignRef(workspaceId, campaignId), workspace: workspaceRef(workspaceId) },
    decide: ({ campaign, workspace }) => {
      if (!campaign) return refuse('not_found');
      const next = decideEdit(campaign, edit, version, call.nowIso);
      if (isRefused(next)) return next;
      return {
        changes: [replace(Campaigns, campaign, next), ...leaveReview(campaign)],
        event: {
          type: 'CampaignEdited',
          aggregateId: campaignId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, ...endedRequest(campaign) },
        },
        answer: { status: 200, body: campaignView(next, call.nowMs, workspace) },
      };
    },
  });
});

/** Who is told that their request for publishing ended with the edit. */
function endedRequest({ publishing, title }: CampaignItem): { askedBy?: string; title?: string } {
  return publishing?.state === 'asked' ? { askedBy: publishing.askedBy, title } : {};
}
