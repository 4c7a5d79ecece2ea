import { revokeApiKey } from '#contract/areas/api-keys.ts';
import { apiKeyEntryRef } from '#data/api-key.ts';
import { tallyRef } from '#data/tally.ts';
import { refuse } from '#domain/decision.ts';
import { endKey } from '#runtime/end-integration.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';

export const handler = endpoint(revokeApiKey, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: { entry: apiKeyEntryRef(workspaceId, call.params.keyId), tally: tallyRef(workspaceId, 'api_keys') },
    decide: ({ entry, tally }) =>
      entry ? { ...endKey(entry, tally), answer: { status: 200, body: { done: true } } } : refuse('not_found'),
  });
});
