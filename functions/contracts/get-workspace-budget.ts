import { getWorkspaceBudget } from '#contract/areas/contracts.ts';
import { readBudgetDesk } from '#data/desk.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { workspaceBudgetView } from '#runtime/views/workspace-budget.ts';

export const handler = endpoint(getWorkspaceBudget, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  return { status: 200, body: workspaceBudgetView(await readBudgetDesk(workspaceId)) };
});
