import { signUpInvited } from '#contract/areas/members.ts';
import { create, replace } from '#data/change.ts';
import { emailOwnerRef } from '#data/person.ts';
import { Invitations, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { MAX_MEMBERS } from '#domain/team.ts';
import { ensureUser } from '#platform/users.ts';
import { personItems } from '#runtime/account.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { invitationOf, refusalOf, tokenOf } from '#runtime/invitation.ts';
import { admitMember, membershipIn } from '#runtime/membership.ts';
import { demandStrongPassword } from '#runtime/password-check.ts';
import { poolFailure, userPool } from '#runtime/session.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(signUpInvited, async (call) => {
  const { name, password, country, timezone, consents } = call.body;
  const token = tokenOf(call.body.token);
  const { workspaceId, emailHash } = token;
  return call.commit({
    reads: {
      invitation: invitationOf(token),
      workspace: workspaceRef(workspaceId),
      owner: emailOwnerRef(emailHash),
    },
    // The user pool is asked before the transaction and only for a link that opens: a user it has for nothing is the one a second try goes on with.
    more: async ({ invitation, workspace, owner }) => {
      if (!invitation || owner || refusalOf(token, invitation, workspace, call.nowMs)) return;
      const { email, newUserId: userId } = invitation;
      await demandStrongPassword(password, [name, email]);
      await ensureUser(userPool(), { userId, email, password }).catch((error) => Promise.reject(poolFailure(error)));
    },
    decide: ({ invitation, workspace, owner }) => {
      const refusal = refusalOf(token, invitation, workspace, call.nowMs);
      if (refusal) return refusal;
      if (!invitation || !workspace) return refuse('invitation_invalid');
      if (owner) return refuse('email_taken', 'There is an account with this address already; sign in to accept.');
      if (workspace.memberCount >= MAX_MEMBERS) return refuse('workspace_full');
      const { email, role, invitationId, newUserId: userId } = invitation;
      const membership = membershipIn(workspace, role, call.nowIso);
      const account = personItems(
        {
          ...{ userId, email, emailHash, name, country, timezone, marketing: consents.marketing },
          ...{ termsAt: call.nowIso, role: 'guest', influencerId: null, memberships: { [workspaceId]: membership } },
        },
        call.nowIso,
      );
      return {
        changes: [
          ...account.map((item) => create(item.entity, item.value)),
          ...admitMember(workspace, { userId, name, email }, role, call.nowIso),
          replace(Invitations, invitation, { ...invitation, status: 'accepted' }),
        ],
        event: workspaceEvent(workspace, 'MemberJoined', { workspaceId, userId, role, invitationId }),
        answer: { status: 201, body: { email } },
      };
    },
  });
});
