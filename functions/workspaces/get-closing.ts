import { getClosing } from '#contract/areas/workspaces.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { readClosing } from '#runtime/read-closing.ts';

export const handler = endpoint(getClosing, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  return { status: 200, body: await readClosing(workspaceId, call.nowIso) };
});
