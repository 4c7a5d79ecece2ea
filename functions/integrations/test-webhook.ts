import { testWebhook } from '#contract/areas/webhooks-out.ts';
import { TEST_EVENT_TYPE, type WebhookPayload } from '#contract/webhook-events.ts';
import { create, unchanged } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Deliveries, newDelivery, Webhooks, webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { deliveryView } from '#runtime/views/webhook.ts';

export const handler = endpoint(testWebhook, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { webhookId } = call.params;
  const deliveryId = newId('delivery');
  const payload: WebhookPayload = {
    ...{ id: newId('event'), type: TEST_EVENT_TYPE, version: 1, occurredAt: call.nowIso, workspaceId },
    data: { webhookId },
  };
  const delivery = newDelivery(
    {
      ...{ workspaceId, webhookId, deliveryId, type: TEST_EVENT_TYPE, mostAttempts: 1 },
      payload: JSON.stringify(payload),
    },
    call,
  );
  return call.commit({
    reads: { webhook: webhookRef(workspaceId, webhookId) },
    decide: ({ webhook }) => {
      if (!webhook) return refuse('not_found');
      return {
        changes: [create(Deliveries, delivery), unchanged(Webhooks, webhook)],
        event: {
          type: 'WebhookDeliveryRequested',
          aggregateId: deliveryId,
          seq: 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, webhookId, deliveryId, kind: 'test', attempt: 1 },
        },
        answer: { status: 202, body: deliveryView(delivery) },
      };
    },
  });
});
