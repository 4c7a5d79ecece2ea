import { offerOwnership } from '#contract/areas/workspaces.ts';
import { changeWorkspace, memberRef, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { liveOwnershipOffer, OWNERSHIP_OFFER_LIFE_MS } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { ownershipOfferView } from '#runtime/views/workspace.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(offerOwnership, async (call) => {
  const { workspaceId, userId: fromUserId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { userId: toUserId } = call.body;
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), member: memberRef(workspaceId, toUserId) },
    decide: ({ workspace, member }) => {
      if (!workspace || !member) return refuse('not_found');
      if (member.role === 'owner') return refuse('already_owner');
      if (liveOwnershipOffer(workspace.ownershipOffer, call.nowMs)) return refuse('ownership_offered_already');
      const ownershipOffer = { fromUserId, toUserId, expiresAtMs: call.nowMs + OWNERSHIP_OFFER_LIFE_MS };
      return {
        changes: [changeWorkspace(workspace, { set: { ownershipOffer } })],
        event: workspaceEvent(workspace, 'OwnershipOffered', { workspaceId, fromUserId, toUserId }),
        answer: { status: 201, body: ownershipOfferView(ownershipOffer) },
      };
    },
  });
});
