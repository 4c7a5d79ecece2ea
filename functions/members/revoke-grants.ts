import { revokeGrants } from '#contract/areas/grants.ts';
import { mayGrant } from '#contract/permissions.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace, endGrants, grantReads } from '#runtime/membership.ts';

export const handler = endpoint(revokeGrants, async (call) => {
  const { workspaceId, role } = demandWorkspace(call.member(), call.params.workspaceId);
  const { userId, campaignId } = call.params;
  return call.commit({
    reads: grantReads(workspaceId, userId, campaignId),
    decide: ({ workspace, member, campaign }) => {
      const from = member?.grants?.[campaignId];
      // With a campaign that was deleted they end by themselves.
      if (!workspace || !member || !campaign || !from) return refuse('not_found');
      if (!from.every((grant) => mayGrant(role, grant))) return refuse('grant_not_yours_to_give');
      const { changes, event } = endGrants(workspace, member, { ...campaign, reason: 'changed' });
      return { changes, event, answer: { status: 200, body: { done: true as const } } };
    },
  });
});
