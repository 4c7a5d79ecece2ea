import { updateWorkspace } from '#contract/areas/auth.ts';
import { Failure } from '#contract/failure.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Workspaces, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { workspaceSettingsView } from '#runtime/views/person.ts';

export const handler = endpoint(updateWorkspace, async (call) => {
  const { workspaceId } = call.member();
  if (call.params.workspaceId !== workspaceId) throw new Failure('not_found');
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId) },
    decide: ({ workspace }) => {
      if (!workspace) return refuse('not_found');
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
        answer: { status: 200, body: workspaceSettingsView(next) },
      };
    },
  });
});
