import { putGrants } from '#contract/areas/grants.ts';
import { CAMPAIGN_GRANTS, GRANTS, may, mayGrant } from '#contract/permissions.ts';
import { mustExist } from '#data/campaign.ts';
import { changeWorkspace } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { MAX_GRANTED_CAMPAIGNS, withGrantsOn } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { changedGrants, demandWorkspace, grantReads, setGrants } from '#runtime/membership.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(putGrants, async (call) => {
  const giver = demandWorkspace(call.member(), call.params.workspaceId);
  const { workspaceId } = giver;
  const { userId, campaignId } = call.params;
  const to = CAMPAIGN_GRANTS.filter((grant) => call.body.grants.includes(grant));
  return call.commit({
    reads: grantReads(workspaceId, userId, campaignId),
    decide: ({ workspace, member, campaign }) => {
      if (!workspace || !member || !campaign) return refuse('not_found');
      const from = member.grants?.[campaignId] ?? [];
      const changed = changedGrants(from, to);
      if (!changed.every((grant) => mayGrant(giver.role, grant))) return refuse('grant_not_yours_to_give');
      const empty = changed.filter(
        (grant) => to.includes(grant) && GRANTS[grant].every((permission) => may(member.role, permission)),
      );
      if (empty.length > 0)
        return refuse(
          'validation_failed',
          undefined,
          empty.map((grant) => ({
            path: `grants.${call.body.grants.indexOf(grant)}`,
            message: `gives nothing: the role ${member.role} includes all of it`,
          })),
        );
      const all = withGrantsOn(member.grants, campaignId, to) ?? {};
      if (Object.keys(all).length > MAX_GRANTED_CAMPAIGNS)
        return refuse(
          'limit_reached',
          `A member may have grants on at most ${MAX_GRANTED_CAMPAIGNS} campaigns; take one away first, or give them a role that does more.`,
        );
      const answer = { status: 200 as const, body: { campaignId, grants: to } };
      if (changed.length === 0) return { changes: [], answer };
      return {
        changes: [...setGrants(member, campaignId, to), mustExist(campaign), changeWorkspace(workspace, {})],
        event: workspaceEvent(workspace, 'MemberGrantsChanged', {
          ...{ workspaceId, userId, campaignId, title: campaign.title, from, to },
          reason: 'changed',
        }),
        answer,
      };
    },
  });
});
