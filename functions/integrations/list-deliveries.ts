import { listDeliveries } from '#contract/areas/webhooks-out.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { Deliveries } from '#data/webhook.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { deliveryView } from '#runtime/views/webhook.ts';

export const handler = endpoint(listDeliveries, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const partition = partitions.deliveries(workspaceId, call.params.webhookId);
  const { limit, cursor, status } = call.query;
  const page = await listPage({
    entity: Deliveries,
    partition,
    limit,
    newestFirst: true,
    where: { status },
    after: await openCursor(cursor, partition, call.nowMs),
  });
  const current = page.items.filter(({ expiresAtMs }) => expiresAtMs > call.nowMs);
  return {
    status: 200,
    body: { items: current.map(deliveryView), nextCursor: await sealCursor(page.next, partition, call.nowMs) },
  };
});
