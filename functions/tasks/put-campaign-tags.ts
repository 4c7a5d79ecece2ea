import { putCampaignTags } from '#contract/areas/tasks.ts';
import { campaignRef } from '#data/campaign.ts';
import { campaignTagsRef } from '#data/campaign-tags.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { editTags } from '#domain/rules/tags.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { planTags } from '#runtime/rules/tag-campaign.ts';

export const handler = endpoint(putCampaignTags, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  return call.commit({
    reads: { campaign: campaignRef(workspaceId, campaignId), before: campaignTagsRef(workspaceId, campaignId) },
    decide: ({ campaign, before }) => {
      if (!campaign) return refuse('not_found');
      const had = before?.tags ?? [];
      const edited = editTags(had, { add: call.body.tags, remove: had.filter((tag) => !call.body.tags.includes(tag)) });
      if (isRefused(edited)) return edited;
      return {
        ...planTags(campaign, before, edited),
        answer: { status: 200, body: { campaignId, tags: edited.tags } },
      };
    },
  });
});
