import { listRuns } from '#contract/areas/rules.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { RuleRuns } from '#data/rule.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { ruleRunView } from '#runtime/views/rule.ts';

export const handler = endpoint(listRuns, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor } = call.query;
  const partition = partitions.ruleRuns(workspaceId, call.params.ruleId);
  const page = await listPage({
    ...{ entity: RuleRuns, partition, limit, newestFirst: true },
    after: await openCursor(cursor, partition, call.nowMs),
  });
  return {
    status: 200,
    body: {
      // Its time may be over before the table takes it away.
      items: page.items.filter(({ expiresAtMs }) => expiresAtMs > call.nowMs).map(ruleRunView),
      nextCursor: await sealCursor(page.next, partition, call.nowMs),
    },
  };
});
