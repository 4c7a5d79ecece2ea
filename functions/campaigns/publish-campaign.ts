import { publishCampaign } from '#contract/areas/lifecycle.ts';
import { mayOn } from '#contract/permissions.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { replace } from '#data/change.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideAsking } from '#domain/publishing.ts';
import { publishingReads } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { keyBehindRef, personBehind } from '#runtime/person-behind.ts';
import { publishingEvent } from '#runtime/publishing-event.ts';
import { campaignView } from '#runtime/views/campaign.ts';
import { planPublishing, screenCampaign, screeningReads } from './screening.ts';

export const handler = endpoint(publishCampaign, async (call) => {
  const member = call.member();
  const { workspaceId } = member;
  const { campaignId } = call.params;
  return call.commit({
    reads: {
      ...publishingReads(member, campaignId, call.nowIso),
      ...screeningReads(member),
      key: keyBehindRef(member),
    },
    // Only where somebody else has to answer does it matter who else there is.
    more: async ({ workspace, ...known }) => {
      if (workspace?.policies.publishNeedsSecondMember) return { team: await findWorkspaceWithMembers(workspaceId) };
      return { found: await screenCampaign(member.brandId, known) };
    },
    decide: ({ campaign, budget, brand, key, policy: _policy, standing: _standing, ...limits }, { team, found }) => {
      if (!campaign) return refuse('not_found');
      const planned = planPublishing({ campaign, budget, brand }, found, { nowIso: call.nowIso, limits });
      if (isRefused(planned)) return planned;
      if (!team) {
        const { changes, event } = planned;
        return { changes, event, answer: answer(planned.isHeld ? 202 : 200, planned.campaign, call.nowMs) };
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
