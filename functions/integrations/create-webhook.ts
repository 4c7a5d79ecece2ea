import { createWebhook, MAX_WEBHOOKS } from '#contract/areas/webhooks-out.ts';
import { WEBHOOK_EVENT_TYPES } from '#contract/webhook-events.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { countBy, tallyRef } from '#data/tally.ts';
import { type WebhookItem, Webhooks } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { HEALTHY } from '#domain/webhook-delivery.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { webhookTerms, webhookView } from '#runtime/views/webhook.ts';
import { newSigningSecret, wrapSigningSecret } from '#runtime/webhook-signature.ts';
import { demandAddress } from './address.ts';

export const handler = endpoint(createWebhook, async (call) => {
  const { workspaceId, userId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { url, events, description } = call.body;
  demandAddress(url);
  const webhookId = newId('webhook');
  const secret = newSigningSecret();
  const webhook: WebhookItem = {
    ...{ workspaceId, webhookId, url, description, status: 'active', disabledReason: null },
    events: WEBHOOK_EVENT_TYPES.filter((type) => events.includes(type)),
    wrappedSecret: await wrapSigningSecret(webhookId, secret),
    ...{ oldSecret: null, ...HEALTHY, createdBy: userId, createdAt: call.nowIso, version: 1 },
  };
  return call.commit({
    reads: { tally: tallyRef(workspaceId, 'webhooks') },
    decide: ({ tally }) => {
      if ((tally?.count ?? 0) >= MAX_WEBHOOKS)
        return refuse('limit_reached', `A workspace may have ${MAX_WEBHOOKS} webhooks; delete one that is not used.`);
      return {
        changes: [create(Webhooks, webhook), countBy(tally, workspaceId, 'webhooks', 1)],
        event: {
          type: 'WebhookCreated',
          aggregateId: webhookId,
          seq: 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, webhookId, ...webhookTerms(webhook) },
        },
        answer: { status: 201, body: { webhook: webhookView(webhook, call.nowMs), secret } },
      };
    },
  });
});
