import { getTimeline } from '#contract/areas/lifecycle.ts';
import { partitions, timelineOf } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { Timeline } from '#data/timeline.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { timelineView } from '#runtime/views/timeline.ts';

export const handler = endpoint(getTimeline, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor } = call.query;
  const partition = timelineOf(partitions.campaign(workspaceId, call.params.campaignId));
  const page = await listPage({
    entity: Timeline,
    partition,
    limit,
    newestFirst: true,
    after: await openCursor(cursor, partition, call.nowMs),
  });
  return {
    status: 200,
    body: {
      items: await timelineView(workspaceId, page.items),
      nextCursor: await sealCursor(page.next, partition, call.nowMs),
    },
  };
});
