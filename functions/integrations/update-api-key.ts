import { updateApiKey } from '#contract/areas/api-keys.ts';
import { apiKeyEntryRef, changeKey } from '#data/api-key.ts';
import { partitions } from '#data/keys.ts';
import { refuse } from '#domain/decision.ts';
import { msOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { apiKeyView } from '#runtime/views/api-key.ts';
import { expiryOf } from './expiry.ts';

export const handler = endpoint(updateApiKey, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const { keyId } = call.params;
  const { version, expiresAt: newExpiry } = call.body;
  if (newExpiry !== undefined) expiryOf(newExpiry, call.nowMs);
  return call.commit({
    reads: { entry: apiKeyEntryRef(workspaceId, keyId) },
    decide: ({ entry }) => {
      if (!entry) return refuse('not_found');
      if (entry.version !== version) return refuse('version_conflict');
      const { name = entry.name, ipAllowList = entry.ipAllowList, expiresAt = entry.expiresAt } = call.body;
      const next = { ...entry, name, ipAllowList, expiresAt, version: version + 1 };
      return {
        changes: changeKey(entry, next, expiresAt === null ? null : msOf(expiresAt)),
        event: {
          type: 'ApiKeyChanged',
          aggregateId: keyId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: {
            ...{ workspaceId, keyId },
            before: { name: entry.name, ipAllowList: entry.ipAllowList, expiresAt: entry.expiresAt },
            after: { name, ipAllowList, expiresAt },
          },
        },
        answer: { status: 200, body: apiKeyView(next) },
      };
    },
  });
});
