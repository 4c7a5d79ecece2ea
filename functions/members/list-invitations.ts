import { listInvitations } from '#contract/areas/members.ts';
import { listInvitationsOf } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { invitationView } from '#runtime/views/workspace.ts';

export const handler = endpoint(listInvitations, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const invitations = await listInvitationsOf(workspaceId);
  const waiting = invitations.filter(({ status }) => status === 'open').sort((a, b) => b.sentAtMs - a.sentAtMs);
  return { status: 200, body: { items: waiting.map((invitation) => invitationView(invitation, call.nowMs)) } };
});
