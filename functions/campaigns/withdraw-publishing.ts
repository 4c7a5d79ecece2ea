import { withdrawPublishing } from '#contract/areas/lifecycle.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { replace } from '#data/change.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideWithdrawal } from '#domain/publishing.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { publishingEvent } from '#runtime/publishing-event.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(withdrawPublishing, async (call) => {
  const { workspaceId, userId } = call.member();
  return call.commit({
    reads: { campaign: campaignRef(workspaceId, call.params.campaignId) },
    decide: ({ campaign }) => {
      if (!campaign) return refuse('not_found');
      const next = decideWithdrawal(campaign, userId, call.nowIso);
      if (isRefused(next)) return next;
      return {
        changes: [replace(Campaigns, campaign, next)],
        event: publishingEvent('PublishingWithdrawn', next, userId),
        answer: { status: 200, body: campaignView(next, call.nowMs) },
      };
    },
  });
});
