import { TOLD_EVENTS, toldOf } from '#contract/webhook-events.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { Webhooks } from '#data/webhook.ts';
import { beginDelivery } from '#runtime/begin-delivery.ts';
import { idFromEvent } from '#runtime/derived-id.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** Begins the delivery of an event to every webhook of its workspace that asked for it; a repeated one finds the deliveries there. */
export const handler = reaction(TOLD_EVENTS, async (event) => {
  const told = toldOf(event);
  if (!told) return;
  const webhooks = await listAll({ entity: Webhooks, partition: partitions.webhooks(told.workspaceId) });
  const wanting = webhooks.filter(({ status, events }) => status === 'active' && events.includes(told.type));
  await Promise.all(
    wanting.map(({ workspaceId, webhookId }) => {
      const deliveryId = idFromEvent('delivery', event.eventId, webhookId);
      return beginDelivery(told, { workspaceId, webhookId, deliveryId }, systemCommitContext(event));
    }),
  );
});
