import { listStuckRefunds } from '#contract/areas/stuck-refunds.ts';
import { pageStuckRefunds } from '#data/hold.ts';
import { indexes } from '#data/keys.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { stuckPartsOf } from '#runtime/money/stuck-refund.ts';
import { stuckRefundView } from '#runtime/views/stuck-refund.ts';

export const handler = endpoint(listStuckRefunds, async ({ query: { limit, cursor }, nowMs }) => {
  const partition = indexes.stuckRefunds();
  const holds = await pageStuckRefunds(limit, await openCursor(cursor, partition, nowMs));
  return {
    status: 200,
    body: {
      items: holds.items.flatMap(stuckPartsOf).map(stuckRefundView),
      nextCursor: await sealCursor(holds.next, partition, nowMs),
    },
  };
});
