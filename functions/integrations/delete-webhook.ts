import { deleteWebhook } from '#contract/areas/webhooks-out.ts';
import { tallyRef } from '#data/tally.ts';
import { webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { endWebhook } from '#runtime/end-integration.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';

export const handler = endpoint(deleteWebhook, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: { webhook: webhookRef(workspaceId, call.params.webhookId), tally: tallyRef(workspaceId, 'webhooks') },
    decide: ({ webhook, tally }) =>
      webhook ? { ...endWebhook(webhook, tally), answer: { status: 200, body: { done: true } } } : refuse('not_found'),
  });
});
