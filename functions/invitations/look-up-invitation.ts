import { lookUpInvitation } from '#contract/areas/members.ts';
import { Failure } from '#contract/failure.ts';
import { emailOwnerRef } from '#data/person.ts';
import { findTogether } from '#data/read.ts';
import { workspaceRef } from '#data/workspace.ts';
import { isoOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { invitationOf, refusalOf, tokenOf } from '#runtime/invitation.ts';

export const handler = endpoint(lookUpInvitation, async (call) => {
  const token = tokenOf(call.body.token);
  const { invitation, workspace, owner } = await findTogether({
    invitation: invitationOf(token),
    workspace: workspaceRef(token.workspaceId),
    owner: emailOwnerRef(token.emailHash),
  });
  const refusal = refusalOf(token, invitation, workspace, call.nowMs);
  if (refusal) throw new Failure(refusal.refused, refusal.detail);
  if (!invitation || !workspace) throw new Failure('invitation_invalid');
  const { role, email, expiresAtMs } = invitation;
  const hasAccount = owner !== undefined;
  return {
    status: 200,
    body: { workspaceName: workspace.name, role, email, expiresAt: isoOf(expiresAtMs), hasAccount },
  };
});
