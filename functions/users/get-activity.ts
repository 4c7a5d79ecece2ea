import { getActivity } from '#contract/areas/audit.ts';
import { auditPage } from '#runtime/audit-page.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getActivity, async (call) =>
  auditPage({ path: getActivity.path, query: call.query, nowMs: call.nowMs }, { userId: call.actor().userId }),
);
