import { revokeInvitation } from '#contract/areas/members.ts';
import { mayGive } from '#contract/permissions.ts';
import { replace } from '#data/change.ts';
import { changeWorkspace, Invitations, invitationRef, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(revokeInvitation, async (call) => {
  const { workspaceId, role: giver } = demandWorkspace(call.member(), call.params.workspaceId);
  const { invitationId } = call.params;
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), invitation: invitationRef(workspaceId, invitationId) },
    decide: ({ workspace, invitation }) => {
      if (!workspace || invitation?.status !== 'open') return refuse('not_found');
      if (!mayGive(giver, invitation.role)) return refuse('role_not_yours_to_give');
      const { role } = invitation;
      return {
        changes: [
          replace(Invitations, invitation, { ...invitation, status: 'revoked' }),
          changeWorkspace(workspace, {}),
        ],
        event: workspaceEvent(workspace, 'InvitationRevoked', { workspaceId, invitationId, role }),
        answer: { status: 200, body: { done: true as const } },
      };
    },
  });
});
