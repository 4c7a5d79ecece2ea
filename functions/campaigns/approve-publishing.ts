import { approvePublishing } from '#contract/areas/lifecycle.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { openRequest } from '#domain/publishing.ts';
import { planCommand, publishingReads } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(approvePublishing, async (call) => {
  const member = call.member();
  return call.commit({
    reads: publishingReads(member, call.params.campaignId, call.nowIso),
    decide: ({ campaign, budget, brand, ...limits }) => {
      if (!campaign) return refuse('not_found');
      const open = openRequest(campaign, member.userId, call.body.version);
      if (isRefused(open)) return open;
      const given = { nowIso: call.nowIso, askedBy: open.request.askedBy, limits };
      const planned = planCommand({ campaign, budget, brand }, 'publish', given);
      if (isRefused(planned)) return planned;
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: campaignView(planned.campaign, call.nowMs) } };
    },
  });
});
