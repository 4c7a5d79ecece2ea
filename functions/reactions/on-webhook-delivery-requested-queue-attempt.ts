import { reaction } from '#runtime/reaction.ts';
import { queueAttempt } from '#runtime/webhook-queue.ts';

/** Queues what somebody asked to be sent: a test, or a delivery once more. */
export const handler = reaction(['WebhookDeliveryRequested'], async ({ data }, { nowMs }) => {
  const { workspaceId, webhookId, deliveryId, attempt } = data;
  await queueAttempt({ workspaceId, webhookId, deliveryId, attempt, dueAtMs: nowMs }, nowMs);
});
