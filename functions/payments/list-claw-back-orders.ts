import { listClawBackOrders } from '#contract/areas/claw-backs.ts';
import { pageClawBacks } from '#data/claw-back.ts';
import { indexes } from '#data/keys.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { clawBackOrderView } from '#runtime/views/claw-back.ts';
import { withDealNames } from '#runtime/views/deal-names.ts';

export const handler = endpoint(listClawBackOrders, async ({ query: { limit, cursor }, nowMs }) => {
  const partition = indexes.clawBacks();
  const orders = await pageClawBacks(limit, await openCursor(cursor, partition, nowMs));
  const named = await withDealNames(orders.items);
  return {
    status: 200,
    body: {
      items: named.map(({ item, deal }) => clawBackOrderView(item, deal)),
      nextCursor: await sealCursor(orders.next, partition, nowMs),
    },
  };
});
