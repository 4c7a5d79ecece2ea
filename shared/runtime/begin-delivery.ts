import type { WebhookPayload } from '#contract/webhook-events.ts';
import { create } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { Deliveries, newDelivery } from '#data/webhook.ts';
import { ATTEMPTS_OF_A_ROUND } from '#domain/webhook-delivery.ts';
import { queueAttempt } from './webhook-queue.ts';

/** Begins the delivery of a payload to one webhook under an id of its own; a repeat finds the delivery there and only queues its first attempt again. */
export async function beginDelivery(
  payload: WebhookPayload,
  to: { workspaceId: string; webhookId: string; deliveryId: string },
  context: CommitContext,
): Promise<void> {
  const named = { ...to, type: payload.type, mostAttempts: ATTEMPTS_OF_A_ROUND };
  const delivery = newDelivery({ ...named, payload: JSON.stringify(payload) }, context);
  // Refused when it is there already; whether it was queued as well is not known then, so that it is in any case.
  await commit(context, {
    reads: {},
    decide: () => ({
      changes: [create(Deliveries, delivery, 'begun_already')],
      answer: { status: 200, body: null },
    }),
  });
  await queueAttempt({ ...to, attempt: 1, dueAtMs: context.nowMs }, context.nowMs);
}
