import { approvePublishing } from '#contract/areas/lifecycle.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { openRequest } from '#domain/publishing.ts';
import { commandReads, planCommand } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(approvePublishing, async (call) => {
  const member = call.member();
  return call.commit({
    reads: commandReads(member, call.params.campaignId),
    decide: ({ campaign, budget, brand }) => {
      if (!campaign) return refuse('not_found');
      const open = openRequest(campaign, member.userId, call.body.version);
      if (isRefused(open)) return open;
      const given = { nowIso: call.nowIso, askedBy: open.request.askedBy };
      const planned = planCommand({ campaign, budget, brand }, 'publish', given);
      if (isRefused(planned)) return planned;
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: campaignView(planned.campaign, call.nowMs) } };
    },
  });
});
