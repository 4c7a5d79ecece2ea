import { updateWorkspace } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { findWorkspaceWithMembers, Workspaces } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { workspaceView } from '#runtime/views/person.ts';

export const handler = endpoint(updateWorkspace, async (call) => {
  const { workspaceId } = call.member();
  if (call.params.workspaceId !== workspaceId) throw new Failure('not_found');
  return call.commit({
    reads: {},
    more: () => findWorkspaceWithMembers(workspaceId),
    decide: (_state, found) => {
      if (!found) return refuse('not_found');
      const { workspace, members } = found;
      const { name = workspace.name, country = workspace.country, timezone = workspace.timezone } = call.body;
      const next = { ...workspace, name, country, timezone, version: workspace.version + 1 };
      return {
        changes: [replace(Workspaces, workspace, next)],
        event: {
          type: 'WorkspaceChanged',
          aggregateId: workspaceId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId },
        },
        answer: { status: 200, body: workspaceView(next, members) },
      };
    },
  });
});
