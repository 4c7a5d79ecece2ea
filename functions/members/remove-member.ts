import { removeMember } from '#contract/areas/members.ts';
import { mayGive } from '#contract/permissions.ts';
import { memberRef, workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { ownersGained } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace, dismissMember } from '#runtime/membership.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(removeMember, async (call) => {
  const remover = demandWorkspace(call.member(), call.params.workspaceId);
  const { workspaceId } = remover;
  const { userId } = call.params;
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), member: memberRef(workspaceId, userId) },
    decide: ({ workspace, member }) => {
      if (!workspace || !member) return refuse('not_found');
      const { role } = member;
      if (!mayGive(remover.role, role)) return refuse('member_above_you');
      const owners = ownersGained(workspace.ownerCount, role, null);
      if (isRefused(owners)) return owners;
      return {
        changes: dismissMember(workspace, member, owners.gained),
        event: workspaceEvent(workspace, 'MemberRemoved', { workspaceId, userId, role, workspaceName: workspace.name }),
        answer: { status: 200, body: { done: true as const } },
      };
    },
  });
});
