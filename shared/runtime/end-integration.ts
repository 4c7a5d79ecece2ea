import type { EventDraft } from '#contract/events.ts';
import { type ApiKeyEntry, removeKey } from '#data/api-key.ts';
import { type Change, remove } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { countBy, type Tally } from '#data/tally.ts';
import { type WebhookItem, Webhooks } from '#data/webhook.ts';
import { webhookTerms } from './views/webhook.ts';

interface Ending {
  changes: Change[];
  event: EventDraft;
}

/** A key is gone for good, for its workspace and for the authorizer. */
export function endKey(entry: ApiKeyEntry, tally: Tally | undefined): Ending {
  const { workspaceId, keyId, name, version } = entry;
  return {
    changes: [...removeKey(entry), countBy(tally, workspaceId, 'api_keys', -1)],
    event: {
      type: 'ApiKeyRevoked',
      aggregateId: keyId,
      seq: version + 1,
      partition: partitions.workspace(workspaceId),
      data: { workspaceId, keyId, name },
    },
  };
}

/** A webhook is gone for good; deliveries that wait for it find that out by themselves. */
export function endWebhook(webhook: WebhookItem, tally: Tally | undefined): Ending {
  const { workspaceId, webhookId, version } = webhook;
  return {
    changes: [remove(Webhooks, webhook), countBy(tally, workspaceId, 'webhooks', -1)],
    event: {
      type: 'WebhookDeleted',
      aggregateId: webhookId,
      seq: version + 1,
      partition: partitions.workspace(workspaceId),
      data: { workspaceId, webhookId, ...webhookTerms(webhook) },
    },
  };
}
