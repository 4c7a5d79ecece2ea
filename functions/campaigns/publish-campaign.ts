import { publishCampaign } from '#contract/areas/lifecycle.ts';
import { mayOn } from '#contract/permissions.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { replace } from '#data/change.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideAsking } from '#domain/publishing.ts';
import { planCommand, publishingReads } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { keyBehindRef, personBehind } from '#runtime/person-behind.ts';
import { publishingEvent } from '#runtime/publishing-event.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(publishCampaign, async (call) => {
  const member = call.member();
  const { workspaceId } = member;
  const { campaignId } = call.params;
  return call.commit({
    reads: {
      ...publishingReads(member, campaignId, call.nowIso),
      key: keyBehindRef(member),
    },
    // Only where somebody else has to answer does it matter who else there is.
    more: async ({ workspace }) =>
      workspace?.policies.publishNeedsSecondMember ? findWorkspaceWithMembers(workspaceId) : undefined,
    decide: ({ campaign, budget, brand, key, ...limits }, team) => {
      if (!campaign) return refuse('not_found');
      const planned = planCommand({ campaign, budget, brand }, 'publish', { nowIso: call.nowIso, limits });
      if (isRefused(planned)) return planned;
      if (!team) {
        const { changes, event } = planned;
        return { changes, event, answer: answer(200, planned.campaign, call.nowMs) };
      }
      const asker = personBehind(member, key);
      if (!asker) return refuse('api_key_invalid');
      const mayPublish = team.members
        .filter(({ role, grants }) => mayOn(role, grants?.[campaignId], 'campaign:approve'))
        .map(({ userId }) => userId);
      const asked = decideAsking(campaign, asker, { mayPublish, nowIso: call.nowIso });
      if (asked === undefined) return { changes: [], answer: answer(202, campaign, call.nowMs) };
      if (isRefused(asked)) return asked;
      return {
        changes: [replace(Campaigns, campaign, asked)],
        event: publishingEvent('PublishingAsked', asked, asker.userId),
        answer: answer(202, asked, call.nowMs),
      };
    },
  });
});

function answer(status: 200 | 202, campaign: CampaignItem, nowMs: number) {
  return { status, body: campaignView(campaign, nowMs) };
}
