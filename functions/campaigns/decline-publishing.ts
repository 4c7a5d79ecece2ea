import { declinePublishing } from '#contract/areas/lifecycle.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { replace } from '#data/change.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideDecline } from '#domain/publishing.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { publishingEvent } from '#runtime/publishing-event.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(declinePublishing, async (call) => {
  const { workspaceId, userId } = call.member();
  const { version: seenVersion, reason } = call.body;
  return call.commit({
    reads: { campaign: campaignRef(workspaceId, call.params.campaignId) },
    decide: ({ campaign }) => {
      if (!campaign) return refuse('not_found');
      const next = decideDecline(campaign, { userId, seenVersion, reason, nowIso: call.nowIso });
      if (isRefused(next)) return next;
      return {
        changes: [replace(Campaigns, campaign, next)],
        event: publishingEvent('PublishingDeclined', next, campaign.publishing?.askedBy ?? userId),
        answer: { status: 200, body: campaignView(next, call.nowMs) },
      };
    },
  });
});
