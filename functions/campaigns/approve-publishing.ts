import { approvePublishing } from '#contract/areas/lifecycle.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { openRequest } from '#domain/publishing.ts';
import { publishingReads } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';
import { planPublishing, screenCampaign, screeningReads } from './screening.ts';

export const handler = endpoint(approvePublishing, async (call) => {
  const member = call.member();
  return call.commit({
    reads: { ...publishingReads(member, call.params.campaignId, call.nowIso), ...screeningReads(member) },
    more: (known) => screenCampaign(member.brandId, known),
    decide: ({ campaign, budget, brand, policy: _policy, standing: _standing, ...limits }, found) => {
      if (!campaign) return refuse('not_found');
      const open = openRequest(campaign, member.userId, call.body.version);
      if (isRefused(open)) return open;
      const given = { nowIso: call.nowIso, askedBy: open.request.askedBy, limits };
      const planned = planPublishing({ campaign, budget, brand }, found, given);
      if (isRefused(planned)) return planned;
      const { changes, event, isHeld } = planned;
      const body = campaignView(planned.campaign, call.nowMs);
      return { changes, event, answer: isHeld ? { status: 202, body } : { status: 200, body } };
    },
  });
});
