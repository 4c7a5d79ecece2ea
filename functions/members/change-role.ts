import { changeRole } from '#contract/areas/members.ts';
import { mayGive } from '#contract/permissions.ts';
import { changeWorkspace, memberRef, workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { ownersGained } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace, offerWithout, setRole } from '#runtime/membership.ts';
import { memberView } from '#runtime/views/workspace.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(changeRole, async (call) => {
  const giver = demandWorkspace(call.member(), call.params.workspaceId);
  const { workspaceId } = giver;
  const { userId } = call.params;
  const { role: to } = call.body;
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), member: memberRef(workspaceId, userId) },
    decide: ({ workspace, member }) => {
      if (!workspace || !member) return refuse('not_found');
      const { role: from } = member;
      if (!mayGive(giver.role, from)) return refuse('member_above_you');
      // Nobody rises by their own hand either: no role may give more than it holds.
      if (!mayGive(giver.role, to)) return refuse('role_not_yours_to_give');
      const answer = { status: 200 as const, body: memberView({ ...member, role: to }) };
      if (from === to) return { changes: [], answer };
      const owners = ownersGained(workspace.ownerCount, from, to);
      if (isRefused(owners)) return owners;
      return {
        changes: [
          ...setRole(member, to),
          changeWorkspace(workspace, { ...offerWithout(workspace, userId), add: { ownerCount: owners.gained } }),
        ],
        event: workspaceEvent(workspace, 'MemberRoleChanged', { workspaceId, userId, from, to }),
        answer,
      };
    },
  });
});
