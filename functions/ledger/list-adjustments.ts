import { listAdjustments } from '#contract/areas/payments.ts';
import { Adjustments } from '#data/adjustment.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { adjustmentView } from '#runtime/views/adjustment.ts';

export const handler = endpoint(listAdjustments, async (call) => {
  const { userId } = call.actor();
  const { limit, cursor } = call.query;
  const partition = partitions.adjustments();
  const after = await openCursor(cursor, partition, call.nowMs);
  const { items, next } = await listPage({ entity: Adjustments, partition, newestFirst: true, limit, after });
  return {
    status: 200,
    body: {
      items: items.map((item) => adjustmentView(item, { userId, nowMs: call.nowMs })),
      nextCursor: await sealCursor(next, partition, call.nowMs),
    },
  };
});
