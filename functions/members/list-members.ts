import { listMembers } from '#contract/areas/members.ts';
import { Failure } from '#contract/failure.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { memberView } from '#runtime/views/workspace.ts';

export const handler = endpoint(listMembers, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const found = await findWorkspaceWithMembers(workspaceId);
  if (!found) throw new Failure('not_found');
  return { status: 200, body: { items: found.members.map(memberView) } };
});
