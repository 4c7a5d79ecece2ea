import { resendInvitation } from '#contract/areas/members.ts';
import { mayGive } from '#contract/permissions.ts';
import { replace } from '#data/change.ts';
import { userRef } from '#data/person.ts';
import { changeWorkspace, Invitations, invitationRef, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { INVITATION_LIFE_MS, RESEND_AFTER_MS } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { mailInvitation } from '#runtime/mail-invitation.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { invitationView } from '#runtime/views/workspace.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(resendInvitation, async (call) => {
  const { workspaceId, userId: invitedBy, role: giver } = demandWorkspace(call.member(), call.params.workspaceId);
  const { invitationId } = call.params;
  const secret = newSecret();
  const { mail, ...answer } = await call.commit({
    reads: {
      workspace: workspaceRef(workspaceId),
      invitation: invitationRef(workspaceId, invitationId),
      inviter: userRef(invitedBy),
    },
    decide: ({ workspace, invitation, inviter }) => {
      if (!workspace || !inviter || invitation?.status !== 'open') return refuse('not_found');
      // Whoever sends it again answers for the role in it as who sent it first.
      if (!mayGive(giver, invitation.role)) return refuse('role_not_yours_to_give');
      if (call.nowMs - invitation.sentAtMs < RESEND_AFTER_MS) return refuse('invitation_just_sent');
      const sent = {
        ...invitation,
        ...{ invitedBy, secretHash: sha256(secret) },
        ...{ sentAtMs: call.nowMs, expiresAtMs: call.nowMs + INVITATION_LIFE_MS },
      };
      const { role } = invitation;
      return {
        changes: [replace(Invitations, invitation, sent), changeWorkspace(workspace, {})],
        event: workspaceEvent(workspace, 'InvitationResent', { workspaceId, invitationId, role }),
        answer: {
          status: 200 as const,
          body: invitationView(sent, call.nowMs),
          mail: { sent, names: { workspaceName: workspace.name, inviterName: inviter.name } },
        },
      };
    },
  });
  await mailInvitation(mail.sent, secret, mail.names);
  return answer;
});
