import { repeatDelivery } from '#contract/areas/webhooks-out.ts';
import { TEST_EVENT_TYPE } from '#contract/webhook-events.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Deliveries, deliveryRef, webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { deliveryView } from '#runtime/views/webhook.ts';
import { repeated } from './repeated.ts';

export const handler = endpoint(repeatDelivery, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { webhookId, deliveryId } = call.params;
  return call.commit({
    reads: {
      webhook: webhookRef(workspaceId, webhookId),
      delivery: deliveryRef(workspaceId, webhookId, deliveryId),
    },
    decide: ({ webhook, delivery }) => {
      if (!webhook || !delivery || delivery.expiresAtMs <= call.nowMs) return refuse('not_found');
      if (delivery.status === 'pending') return refuse('delivery_pending');
      if (webhook.status === 'disabled' && delivery.type !== TEST_EVENT_TYPE) return refuse('webhook_disabled');
      const next = repeated(delivery, call.nowMs);
      return {
        changes: [replace(Deliveries, delivery, next)],
        event: {
          type: 'WebhookDeliveryRequested',
          aggregateId: deliveryId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, webhookId, deliveryId, kind: 'redelivery', attempt: delivery.attemptCount + 1 },
        },
        answer: { status: 202, body: deliveryView(next) },
      };
    },
  });
});
