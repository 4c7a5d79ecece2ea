import { getWorkspace } from '#contract/areas/workspaces.ts';
import { Failure } from '#contract/failure.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { workspaceView } from '#runtime/views/workspace.ts';

export const handler = endpoint(getWorkspace, async (call) => {
  const { workspaceId, role } = demandWorkspace(call.member(), call.params.workspaceId);
  const found = await findWorkspaceWithMembers(workspaceId);
  if (!found) throw new Failure('not_found');
  return { status: 200, body: workspaceView(found.workspace, found.members, role, call.nowMs) };
});
