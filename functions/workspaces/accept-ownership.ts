import { acceptOwnership } from '#contract/areas/workspaces.ts';
import { userRef } from '#data/person.ts';
import { changeWorkspace, memberRef, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { liveOwnershipOffer } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace, setRole } from '#runtime/membership.ts';
import { meView } from '#runtime/views/person.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(acceptOwnership, async (call) => {
  const { workspaceId, userId } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), member: memberRef(workspaceId, userId), user: userRef(userId) },
    decide: ({ workspace, member, user }) => {
      if (!workspace || !member || !user) return refuse('not_found');
      const offer = liveOwnershipOffer(workspace.ownershipOffer, call.nowMs);
      if (offer?.toUserId !== userId) return refuse('ownership_not_offered');
      const { fromUserId } = offer;
      // An offer is void as soon as who made it is no owner any more, so that only another change at the same time can refuse this.
      const giver = setRole({ workspaceId, userId: fromUserId, role: 'owner' }, 'manager');
      return {
        changes: [...setRole(member, 'owner'), ...giver, changeWorkspace(workspace, { set: { ownershipOffer: null } })],
        event: workspaceEvent(workspace, 'OwnershipTransferred', { workspaceId, fromUserId, toUserId: userId }),
        answer: {
          status: 200,
          body: meView(user, { role: 'owner', workspaceId, influencerId: null, grants: member.grants }),
        },
      };
    },
  });
});
