import { duplicateCampaign } from '#contract/areas/lifecycle.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { duplicateOf } from '#domain/campaign-template.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(duplicateCampaign, async (call) => {
  const { workspaceId } = call.member();
  const campaignId = newId('campaign');
  return call.commit({
    reads: { original: campaignRef(workspaceId, call.params.campaignId) },
    decide: ({ original }) => {
      if (!original) return refuse('not_found');
      const copy = duplicateOf(original, campaignId, call.nowIso);
      return {
        changes: [create(Campaigns, copy)],
        event: {
          type: 'CampaignCreated',
          aggregateId: campaignId,
          seq: 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId },
        },
        answer: { status: 201, body: campaignView(copy, call.nowMs) },
      };
    },
  });
});
