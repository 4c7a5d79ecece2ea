import { getWebhook } from '#contract/areas/webhooks-out.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { webhookRef } from '#data/webhook.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { webhookView } from '#runtime/views/webhook.ts';

export const handler = endpoint(getWebhook, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const webhook = await findOne(webhookRef(workspaceId, call.params.webhookId));
  if (!webhook) throw new Failure('not_found');
  return { status: 200, body: webhookView(webhook, call.nowMs) };
});
