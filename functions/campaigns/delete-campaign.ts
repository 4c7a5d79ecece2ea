import { deleteCampaign } from '#contract/areas/campaigns.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { remove } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { folderTally, stillAsMany, tallyRef } from '#data/tally.ts';
import { refuse } from '#domain/decision.ts';
import { takes } from '#domain/lifecycle-table.ts';
import { leaveReview } from '#runtime/campaign-review.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(deleteCampaign, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  return call.commit({
    reads: {
      campaign: campaignRef(workspaceId, campaignId),
      documents: tallyRef(workspaceId, folderTally(campaignId)),
    },
    decide: ({ campaign, documents }) => {
      if (!campaign) return refuse('not_found');
      if (!takes(campaign.status, 'delete'))
        return refuse('campaign_not_editable', `This campaign is ${campaign.status}; only a draft can be deleted.`);
      if (documents && documents.count > 0)
        return refuse('campaign_has_documents', `There are ${documents.count} in its folder.`);
      return {
        changes: [
          remove(Campaigns, campaign),
          stillAsMany(documents, workspaceId, folderTally(campaignId)),
          // Whether it has any is not worth a read.
          { kind: 'delete', key: keys.campaignTags(workspaceId, campaignId), when: [] },
          ...leaveReview(campaign),
        ],
        event: {
          type: 'CampaignDeleted',
          aggregateId: campaignId,
          seq: campaign.version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, title: campaign.title },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
