import { TOLD_EVENTS, toldOf, type WebhookPayload } from '#contract/webhook-events.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { Deliveries, newDelivery, type WebhookItem, Webhooks } from '#data/webhook.ts';
import { ATTEMPTS_OF_A_ROUND } from '#domain/webhook-delivery.ts';
import { idFromEvent } from '#runtime/derived-id.ts';
import { type ReceivedEvent, reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { queueAttempt } from '#runtime/webhook-queue.ts';

/** Begins the delivery of an event to every webhook of its workspace that asked for it; a repeated one finds the deliveries there. */
export const handler = reaction(TOLD_EVENTS, async (event) => {
  const told = toldOf(event);
  if (!told) return;
  const webhooks = await listAll({ entity: Webhooks, partition: partitions.webhooks(told.workspaceId) });
  const wanting = webhooks.filter(({ status, events }) => status === 'active' && events.includes(told.type));
  await Promise.all(wanting.map((webhook) => beginDelivery(event, told, webhook)));
});

async function beginDelivery(event: ReceivedEvent, told: WebhookPayload, webhook: WebhookItem): Promise<void> {
  const { workspaceId, webhookId } = webhook;
  const context = systemCommitContext(event);
  const deliveryId = idFromEvent('delivery', event.eventId, webhookId);
  const named = { workspaceId, webhookId, deliveryId, type: told.type, mostAttempts: ATTEMPTS_OF_A_ROUND };
  const delivery = newDelivery({ ...named, payload: JSON.stringify(told) }, context);
  // Refused when it is there already; whether it was queued as well is not known then, so that it is in any case.
  await commit(context, {
    reads: {},
    decide: () => ({
      changes: [create(Deliveries, delivery, 'begun_already')],
      answer: { status: 200, body: null },
    }),
  });
  await queueAttempt({ workspaceId, webhookId, deliveryId, attempt: 1, dueAtMs: context.nowMs }, context.nowMs);
}
