import { listClawBackOrders } from '#contract/areas/claw-backs.ts';
import { pageClawBacks } from '#data/claw-back.ts';
import { indexes } from '#data/keys.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { clawBackOrderView } from '#runtime/views/claw-back.ts';

export const handler = endpoint(listClawBackOrders, async ({ query: { limit, cursor }, nowMs }) => {
  const partition = indexes.clawBacks();
  const orders = await pageClawBacks(limit, await openCursor(cursor, partition, nowMs));
  return {
    status: 200,
    body: {
      items: orders.items.map(clawBackOrderView),
      nextCursor: await sealCursor(orders.next, partition, nowMs),
    },
  };
});
