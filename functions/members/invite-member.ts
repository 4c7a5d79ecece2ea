import { inviteMember } from '#contract/areas/members.ts';
import { mayGive } from '#contract/permissions.ts';
import { createOrReplace } from '#data/change.ts';
import { userRef } from '#data/person.ts';
import {
  changeWorkspace,
  type Invitation,
  Invitations,
  invitationRef,
  memberAddressRef,
  workspaceRef,
} from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { INVITATION_LIFE_MS, MAX_MEMBERS } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId, newSecret } from '#runtime/ids.ts';
import { invitationIdOf } from '#runtime/invitation.ts';
import { mailInvitation } from '#runtime/mail-invitation.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { invitationView } from '#runtime/views/workspace.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(inviteMember, async (call) => {
  const { workspaceId, userId: invitedBy, role: giver } = demandWorkspace(call.member(), call.params.workspaceId);
  const { email, role } = call.body;
  const [emailHash, secret] = [sha256(email), newSecret()];
  const invitation: Omit<Invitation, 'version'> = {
    ...{ workspaceId, invitationId: invitationIdOf(workspaceId, emailHash), email, emailHash, role, invitedBy },
    ...{ newUserId: newId('user'), secretHash: sha256(secret), status: 'open' },
    ...{ sentAtMs: call.nowMs, expiresAtMs: call.nowMs + INVITATION_LIFE_MS },
  };
  const { mail, ...answer } = await call.commit({
    reads: {
      workspace: workspaceRef(workspaceId),
      address: memberAddressRef(workspaceId, emailHash),
      before: invitationRef(workspaceId, invitation.invitationId),
      inviter: userRef(invitedBy),
    },
    decide: ({ workspace, address, before, inviter }) => {
      if (!workspace || !inviter) return refuse('not_found');
      if (!mayGive(giver, role)) return refuse('role_not_yours_to_give');
      if (address) return refuse('already_member');
      if (before?.status === 'open' && before.expiresAtMs > call.nowMs) return refuse('already_invited');
      if (workspace.memberCount >= MAX_MEMBERS) return refuse('workspace_full');
      const kept = { ...invitation, version: (before?.version ?? 0) + 1 };
      return {
        changes: [createOrReplace(Invitations, before, invitation), changeWorkspace(workspace, {})],
        event: workspaceEvent(workspace, 'MemberInvited', { workspaceId, invitationId: invitation.invitationId, role }),
        answer: {
          status: 201 as const,
          body: invitationView(kept, call.nowMs),
          mail: { kept, names: { workspaceName: workspace.name, inviterName: inviter.name } },
        },
      };
    },
  });
  await mailInvitation(mail.kept, secret, mail.names);
  return answer;
});
