import { listApiKeys } from '#contract/areas/api-keys.ts';
import { MAX_API_KEYS } from '#contract/key-scopes.ts';
import { ApiKeyEntries } from '#data/api-key.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { apiKeyView } from '#runtime/views/api-key.ts';

export const handler = endpoint(listApiKeys, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const partition = partitions.apiKeys(workspaceId);
  const entries = await listAll({ entity: ApiKeyEntries, partition, newestFirst: true }, MAX_API_KEYS);
  return { status: 200, body: { items: entries.map(apiKeyView), most: MAX_API_KEYS } };
});
