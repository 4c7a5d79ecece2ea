import { listWebhooks, MAX_WEBHOOKS } from '#contract/areas/webhooks-out.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { Webhooks } from '#data/webhook.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { webhookView } from '#runtime/views/webhook.ts';

export const handler = endpoint(listWebhooks, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const partition = partitions.webhooks(workspaceId);
  const webhooks = await listAll({ entity: Webhooks, partition, newestFirst: true }, MAX_WEBHOOKS);
  const items = webhooks.map((webhook) => webhookView(webhook, call.nowMs));
  return { status: 200, body: { items, most: MAX_WEBHOOKS } };
});
