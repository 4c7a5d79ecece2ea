import { eachAtOnce } from '#runtime/at-once.ts';
import { reaction } from '#runtime/reaction.ts';
import { queueAttempt } from '#runtime/webhook-queue.ts';

/** Messages that are sent at the same time. */
const AT_ONCE = 10;

/** Queues what somebody asked to be sent: a test, or deliveries once more. A repeat queues them again, and an attempt that was made is not made twice. */
export const handler = reaction(['WebhookDeliveryRequested'], async ({ data }, { nowMs }) => {
  const { workspaceId, webhookId, deliveryId, attempt, more = [] } = data;
  await eachAtOnce([{ deliveryId, attempt }, ...more], AT_ONCE, (next) =>
    queueAttempt({ workspaceId, webhookId, ...next, dueAtMs: nowMs }, nowMs),
  );
});
