import type * as z from 'zod/mini';
import type { ApiKey } from '#contract/areas/api-keys.ts';
import { isKeyScope } from '#contract/key-scopes.ts';
import type { ApiKeyEntry } from '#data/api-key.ts';

/** A key as its workspace sees it: everything but its hash. */
export function apiKeyView({
  workspaceId: _workspaceId,
  keyHash: _keyHash,
  scopes,
  ...entry
}: ApiKeyEntry): z.input<typeof ApiKey> {
  return { ...entry, scopes: scopes.filter(isKeyScope) };
}
