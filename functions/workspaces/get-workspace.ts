import { getWorkspace } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { workspaceView } from '#runtime/views/person.ts';

export const handler = endpoint(getWorkspace, async (call) => {
  const { workspaceId } = call.member();
  if (call.params.workspaceId !== workspaceId) throw new Failure('not_found');
  const found = await findWorkspaceWithMembers(workspaceId);
  if (!found) throw new Failure('not_found');
  return { status: 200, body: workspaceView(found.workspace, found.members) };
});
