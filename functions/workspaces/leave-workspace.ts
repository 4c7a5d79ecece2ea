import { leaveWorkspace } from '#contract/areas/workspaces.ts';
import { actorRef, userRef } from '#data/person.ts';
import { memberRef, workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { ownersGained } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace, dismissMember, placeWithout } from '#runtime/membership.ts';
import { meView } from '#runtime/views/person.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(leaveWorkspace, async (call) => {
  const { workspaceId, userId, sessionId } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: {
      workspace: workspaceRef(workspaceId),
      member: memberRef(workspaceId, userId),
      actor: actorRef(userId),
      user: userRef(userId),
    },
    decide: ({ workspace, member, actor, user }) => {
      if (!workspace || !member || !actor || !user) return refuse('not_found');
      const owners = ownersGained(workspace.ownerCount, member.role, null);
      if (isRefused(owners)) return owners;
      const place = placeWithout(actor, workspaceId);
      const { role } = member;
      return {
        changes: dismissMember(workspace, member, owners.gained, { sessionId, workspaceId: place.workspaceId }),
        event: workspaceEvent(workspace, 'MemberLeft', { workspaceId, userId, role }),
        answer: { status: 200, body: meView(user, place) },
      };
    },
  });
});
