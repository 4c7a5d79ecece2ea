import { updateWebhook } from '#contract/areas/webhooks-out.ts';
import { WEBHOOK_EVENT_TYPES } from '#contract/webhook-events.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Webhooks, webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { HEALTHY } from '#domain/webhook-delivery.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { webhookTerms, webhookView } from '#runtime/views/webhook.ts';
import { demandAddress } from './address.ts';

export const handler = endpoint(updateWebhook, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { webhookId } = call.params;
  demandAddress(call.body.url);
  return call.commit({
    reads: { webhook: webhookRef(workspaceId, webhookId) },
    decide: ({ webhook }) => {
      if (!webhook) return refuse('not_found');
      if (webhook.version !== call.body.version) return refuse('version_conflict');
      const { url = webhook.url, description = webhook.description, status = webhook.status } = call.body;
      const { events = webhook.events } = call.body;
      const isSwitched = status !== webhook.status;
      const next = {
        ...webhook,
        ...{ url, description, status, version: webhook.version + 1 },
        events: WEBHOOK_EVENT_TYPES.filter((type) => events.includes(type)),
        // Enabled again, it begins anew.
        ...(isSwitched && (status === 'active' ? { ...HEALTHY, disabledReason: null } : { disabledReason: 'by_hand' })),
      } as typeof webhook;
      return {
        changes: [replace(Webhooks, webhook, next)],
        event: {
          type: 'WebhookChanged',
          aggregateId: webhookId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, webhookId, before: webhookTerms(webhook), after: webhookTerms(next) },
        },
        answer: { status: 200, body: webhookView(next, call.nowMs) },
      };
    },
  });
});
