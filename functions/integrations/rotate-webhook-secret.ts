import { OLD_SECRET_HOURS, rotateWebhookSecret } from '#contract/areas/webhooks-out.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Webhooks, webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { webhookView } from '#runtime/views/webhook.ts';
import { newSigningSecret, wrapSigningSecret } from '#runtime/webhook-signature.ts';

export const handler = endpoint(rotateWebhookSecret, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { webhookId } = call.params;
  const secret = newSigningSecret();
  const wrappedSecret = await wrapSigningSecret(webhookId, secret);
  return call.commit({
    reads: { webhook: webhookRef(workspaceId, webhookId) },
    decide: ({ webhook }) => {
      if (!webhook) return refuse('not_found');
      const untilMs = call.nowMs + OLD_SECRET_HOURS * 3_600_000;
      const oldSecret = { wrapped: webhook.wrappedSecret, untilMs };
      const next = { ...webhook, wrappedSecret, oldSecret, version: webhook.version + 1 };
      return {
        changes: [replace(Webhooks, webhook, next)],
        event: {
          type: 'WebhookSecretRotated',
          aggregateId: webhookId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, webhookId },
        },
        answer: { status: 200, body: { webhook: webhookView(next, call.nowMs), secret } },
      };
    },
  });
});
