import { createApiKey } from '#contract/areas/api-keys.ts';
import { KEY_PREFIX, KEY_SCOPE_NAMES, MAX_API_KEYS } from '#contract/key-scopes.ts';
import { createKey } from '#data/api-key.ts';
import { partitions } from '#data/keys.ts';
import { countBy, tallyRef } from '#data/tally.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId, newSecret } from '#runtime/ids.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { apiKeyView } from '#runtime/views/api-key.ts';
import { expiryOf } from './expiry.ts';

/** How much of a key is shown to tell it from others: 24 of its 256 bits. */
const HINT_LENGTH = KEY_PREFIX.length + 4;

export const handler = endpoint(createApiKey, async (call) => {
  const { workspaceId, userId, brandId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { name, scopes, ipAllowList, expiresAt } = call.body;
  const expiresAtMs = expiryOf(expiresAt, call.nowMs);
  const secret = `${KEY_PREFIX}${newSecret()}`;
  const keyId = newId('apiKey');
  const entry = {
    ...{ workspaceId, keyId, keyHash: sha256(secret), name, hint: secret.slice(0, HINT_LENGTH) },
    scopes: KEY_SCOPE_NAMES.filter((scope) => scopes.includes(scope)),
    ...{ ipAllowList, expiresAt, lastUsedOn: null, createdBy: userId, createdAt: call.nowIso, version: 1 },
  };
  return call.commit({
    reads: { tally: tallyRef(workspaceId, 'api_keys') },
    decide: ({ tally }) => {
      if ((tally?.count ?? 0) >= MAX_API_KEYS)
        return refuse('limit_reached', `A workspace may have ${MAX_API_KEYS} API keys; revoke one that is not used.`);
      return {
        changes: [...createKey(entry, brandId, expiresAtMs), countBy(tally, workspaceId, 'api_keys', 1)],
        event: {
          type: 'ApiKeyCreated',
          aggregateId: keyId,
          seq: 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, keyId, name, scopes: entry.scopes, ipAllowList, expiresAt },
        },
        answer: { status: 201, body: { apiKey: apiKeyView(entry), secret } },
      };
    },
  });
});
