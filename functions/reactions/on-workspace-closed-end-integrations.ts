import { ApiKeyEntries, apiKeyEntryRef } from '#data/api-key.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { tallyRef } from '#data/tally.ts';
import { Webhooks, webhookRef } from '#data/webhook.ts';
import { refuse } from '#domain/decision.ts';
import { endKey, endWebhook } from '#runtime/end-integration.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const DONE = { status: 200, body: null };

/** Nobody can revoke the keys of a closed workspace any more, and nobody is there to hear of it: both end with it. */
export const handler = reaction(['WorkspaceClosed'], async (event) => {
  const { workspaceId } = event.data;
  // Refused when it is gone already, which is as good.
  for (const { keyId } of await listAll({ entity: ApiKeyEntries, partition: partitions.apiKeys(workspaceId) }))
    await commit(systemCommitContext(event), {
      reads: { entry: apiKeyEntryRef(workspaceId, keyId), tally: tallyRef(workspaceId, 'api_keys') },
      decide: ({ entry, tally }) => (entry ? { ...endKey(entry, tally), answer: DONE } : refuse('not_found')),
    });
  for (const { webhookId } of await listAll({ entity: Webhooks, partition: partitions.webhooks(workspaceId) }))
    await commit(systemCommitContext(event), {
      reads: { webhook: webhookRef(workspaceId, webhookId), tally: tallyRef(workspaceId, 'webhooks') },
      decide: ({ webhook, tally }) => (webhook ? { ...endWebhook(webhook, tally), answer: DONE } : refuse('not_found')),
    });
});
