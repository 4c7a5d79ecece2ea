import { listStuckRefunds } from '#contract/areas/stuck-refunds.ts';
import { pageStuckRefunds } from '#data/hold.ts';
import { indexes } from '#data/keys.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { stuckPartsOf } from '#runtime/money/stuck-refund.ts';
import { withDealNames } from '#runtime/views/deal-names.ts';
import { stuckRefundView } from '#runtime/views/stuck-refund.ts';

export const handler = endpoint(listStuckRefunds, async ({ query: { limit, cursor }, nowMs }) => {
  const partition = indexes.stuckRefunds();
  const holds = await pageStuckRefunds(limit, await openCursor(cursor, partition, nowMs));
  const named = await withDealNames(holds.items);
  return {
    status: 200,
    body: {
      items: named.flatMap(({ item, deal }) => stuckPartsOf(item).map((part) => stuckRefundView(part, deal))),
      nextCursor: await sealCursor(holds.next, partition, nowMs),
    },
  };
});
