import { getAudit } from '#contract/areas/audit.ts';
import { Failure } from '#contract/failure.ts';
import { auditPage } from '#runtime/audit-page.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getAudit, async (call) => {
  const { workspaceId } = call.member();
  if (call.params.workspaceId !== workspaceId) throw new Failure('not_found');
  return auditPage(
    { path: getAudit.path.replace('{workspaceId}', workspaceId), query: call.query, nowMs: call.nowMs },
    { workspaceId },
  );
});
