import { acceptInvitation } from '#contract/areas/members.ts';
import { replace } from '#data/change.ts';
import { actorRef, userRef } from '#data/person.ts';
import { Invitations, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { MAX_MEMBERS, MAX_WORKSPACES } from '#domain/team.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { invitationOf, refusalOf, tokenOf } from '#runtime/invitation.ts';
import { admitMember, enterWorkspace, membershipIn } from '#runtime/membership.ts';
import { meView } from '#runtime/views/person.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(acceptInvitation, async (call) => {
  const { userId, sessionId } = call.actor();
  const token = tokenOf(call.body.token);
  const { workspaceId } = token;
  return call.commit({
    reads: {
      invitation: invitationOf(token),
      workspace: workspaceRef(workspaceId),
      actor: actorRef(userId),
      user: userRef(userId),
    },
    decide: ({ invitation, workspace, actor, user }) => {
      const refusal = refusalOf(token, invitation, workspace, call.nowMs);
      if (refusal) return refusal;
      if (!invitation || !workspace || !actor || !user) return refuse('invitation_invalid');
      if (sha256(user.email) !== invitation.emailHash) return refuse('invitation_for_another_address');
      if (actor.role !== 'guest') return refuse('invitation_not_for_this_account');
      if (actor.memberships[workspaceId]) return refuse('already_member');
      if (workspace.memberCount >= MAX_MEMBERS) return refuse('workspace_full');
      if (Object.keys(actor.memberships).length >= MAX_WORKSPACES) return refuse('too_many_workspaces');
      const { role, invitationId } = invitation;
      const membership = membershipIn(workspace, role, call.nowIso);
      return {
        changes: [
          ...admitMember(workspace, user, role, call.nowIso),
          enterWorkspace(actor, workspaceId, membership, sessionId),
          replace(Invitations, invitation, { ...invitation, status: 'accepted' }),
        ],
        event: workspaceEvent(workspace, 'MemberJoined', { workspaceId, userId, role, invitationId }),
        answer: { status: 200, body: meView(user, { role, workspaceId, influencerId: null }) },
      };
    },
  });
});
