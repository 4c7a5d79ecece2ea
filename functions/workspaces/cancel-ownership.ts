import { cancelOwnership } from '#contract/areas/workspaces.ts';
import { changeWorkspace, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { liveOwnershipOffer } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(cancelOwnership, async (call) => {
  const { workspaceId, userId, role } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId) },
    decide: ({ workspace }) => {
      if (!workspace) return refuse('not_found');
      const offer = liveOwnershipOffer(workspace.ownershipOffer, call.nowMs);
      // An offer between others is nobody else's business.
      if (!offer || (role !== 'owner' && offer.toUserId !== userId)) return refuse('ownership_not_offered');
      const { fromUserId, toUserId } = offer;
      return {
        changes: [changeWorkspace(workspace, { set: { ownershipOffer: null } })],
        event: workspaceEvent(workspace, 'OwnershipOfferEnded', { workspaceId, fromUserId, toUserId }),
        answer: { status: 200, body: { done: true as const } },
      };
    },
  });
});
