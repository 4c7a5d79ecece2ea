import * as z from 'zod/mini';
import { type Change, create, remove, replace, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { updateAlone } from './update-alone.ts';

/** What the authorizer reads and counts by a key's hash: no name, and nobody's data. */
export const ApiKeys = defineEntity({
  name: 'api_key',
  // Loose: the request counters stay visible, so that past ones can be removed.
  schema: z.looseObject({
    keyHash: z.string(),
    keyId: z.string(),
    workspaceId: z.string(),
    brandId: z.string(),
    scopes: z.array(z.string()),
    ipAllowList: z.array(z.string()),
    expiresAtMs: z.nullable(z.int()),
    lastUsedOn: z.nullable(z.string()),
  }),
  key: (apiKey) => keys.apiKey(apiKey.keyHash),
});
export type ApiKeyItem = ValueOf<typeof ApiKeys>;

/** A key as its workspace lists it. */
export const ApiKeyEntries = defineEntity({
  name: 'api_key_entry',
  schema: z.object({
    workspaceId: z.string(),
    keyId: z.string(),
    keyHash: z.string(),
    name: z.string(),
    hint: z.string(),
    scopes: z.array(z.string()),
    ipAllowList: z.array(z.string()),
    expiresAt: z.nullable(z.string()),
    lastUsedOn: z.nullable(z.string()),
    createdBy: z.string(),
    createdAt: z.string(),
    version: z.int(),
  }),
  key: (entry) => keys.apiKeyEntry(entry.workspaceId, entry.keyId),
});
export type ApiKeyEntry = ValueOf<typeof ApiKeyEntries>;

export const apiKeyEntryRef = (workspaceId: string, keyId: string) =>
  ref(ApiKeyEntries, keys.apiKeyEntry(workspaceId, keyId));

/** A new key: what the authorizer finds, and what the workspace lists. */
export function createKey(entry: ApiKeyEntry, brandId: string, expiresAtMs: number | null): Change[] {
  const { keyHash, keyId, workspaceId, scopes, ipAllowList } = entry;
  const item = { keyHash, keyId, workspaceId, brandId, scopes, ipAllowList, expiresAtMs, lastUsedOn: null };
  return [create(ApiKeys, item), create(ApiKeyEntries, entry)];
}

/** Other networks or another expiry, for the list and for the authorizer. */
export function changeKey(before: ApiKeyEntry, after: ApiKeyEntry, expiresAtMs: number | null): Change[] {
  const { keyId, keyHash, ipAllowList } = after;
  return [
    replace(ApiKeyEntries, before, after),
    update(keys.apiKey(keyHash), { set: { ipAllowList, expiresAtMs } }, [{ path: 'keyId', is: '=', value: keyId }]),
  ];
}

/** Neither the list nor the authorizer knows the key any more. */
export function removeKey(entry: ApiKeyEntry): Change[] {
  const when = [{ path: 'keyId', is: '=', value: entry.keyId }] as const;
  return [remove(ApiKeyEntries, entry), { kind: 'delete', key: keys.apiKey(entry.keyHash), when }];
}

/** Writes down the day of use for the list, and takes counters of past windows off; nothing when the key has been revoked meanwhile. */
export async function noteKeyUse(apiKey: ApiKeyItem, day: string, staleCounters: readonly string[]): Promise<void> {
  const names = Object.fromEntries(staleCounters.map((name, index) => [`#c${index}`, name]));
  const takeOff = staleCounters.length > 0 ? ` REMOVE ${Object.keys(names).join(', ')}` : '';
  const onBoth = [
    { Key: keys.apiKey(apiKey.keyHash), more: takeOff, names },
    { Key: keys.apiKeyEntry(apiKey.workspaceId, apiKey.keyId), more: '', names: {} },
  ];
  for (const { Key, more, names: ExpressionAttributeNames } of onBoth)
    await updateAlone({
      Key: { ...Key },
      UpdateExpression: `SET lastUsedOn = :day${more}`,
      ConditionExpression: 'attribute_exists(pk)',
      ...(more ? { ExpressionAttributeNames } : {}),
      ExpressionAttributeValues: { ':day': day },
    }).catch(ignoreGone);
}

function ignoreGone(error: Error): void {
  if (error.name !== 'ConditionalCheckFailedException') throw error;
}
