import type { Endpoint } from '#contract/endpoint.ts';
import type { ErrorCode } from '#contract/errors.ts';
import { KEY_PREFIX } from '#contract/key-scopes.ts';
import { RATE_LIMITS } from '#contract/limits.ts';
import { type ApiKeyItem, ApiKeys, noteKeyUse } from '#data/api-key.ts';
import { keys } from '#data/keys.ts';
import { countOn, staleCounters } from '#data/rate.ts';
import type { AuthorizerContext } from '#runtime/actor.ts';
import { isoOf } from '#runtime/clock.ts';
import { sameSecret, sha256 } from '#runtime/hash.ts';
import { isInNetworks } from '#runtime/ip-allow-list.ts';
import { log } from '#runtime/log.ts';

const WELL_FORMED = new RegExp(`^${KEY_PREFIX}[A-Za-z0-9_-]{43}$`);
/** Counters of past windows that a key may carry along before they are taken off. */
const MOST_STALE = 20;

/** Whether a bearer token is meant to be a key of a workspace. */
export function looksLikeKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX);
}

/** Who asks with a key, or why it is refused; counts the request and reads the key in one call. */
export async function identifyKey(
  key: string,
  endpoint: Endpoint,
  from: { address: string; nowMs: number },
): Promise<AuthorizerContext> {
  if (!WELL_FORMED.test(key)) return refused('api_key_invalid');
  const rateClass = endpoint.rate ?? 'standard';
  const hash = sha256(key);
  const counted = await countOn(keys.apiKey(hash), { name: rateClass, ...RATE_LIMITS[rateClass] }, from.nowMs);
  if (!counted) return refused('api_key_invalid');
  const apiKey = ApiKeys.parse(counted.item);
  if (!sameSecret(apiKey.keyHash, hash)) return refused('api_key_invalid');
  const reason = refusalOf(apiKey, from);
  if (reason) {
    log.warn('a key was refused', { keyId: apiKey.keyId, workspaceId: apiKey.workspaceId, code: reason });
    return refused(reason);
  }
  if (!counted.verdict.allowed)
    return { ...refused('rate_limited'), retryAfterSeconds: String(counted.verdict.retryAfterSeconds) };
  await noteUse(apiKey, from.nowMs);
  const { keyId, workspaceId, brandId, scopes } = apiKey;
  return { outcome: 'key', keyId, workspaceId, brandId, scopes: scopes.join(',') };
}

function refusalOf(apiKey: ApiKeyItem, from: { address: string; nowMs: number }): ErrorCode | undefined {
  if (apiKey.expiresAtMs !== null && apiKey.expiresAtMs <= from.nowMs) return 'api_key_expired';
  return isInNetworks(from.address, apiKey.ipAllowList) ? undefined : 'ip_not_allowed';
}

/** Once a day, and when many old counters have gathered: other requests cost no further write. */
async function noteUse(apiKey: ApiKeyItem, nowMs: number): Promise<void> {
  const today = isoOf(nowMs).slice(0, 10);
  const secondsOf = (name: string) => (RATE_LIMITS as Record<string, { windowSeconds: number }>)[name]?.windowSeconds;
  const stale = staleCounters(apiKey, secondsOf, nowMs);
  if (apiKey.lastUsedOn === today && stale.length <= MOST_STALE) return;
  try {
    await noteKeyUse(apiKey, today, stale);
  } catch (error) {
    // Only the list of keys would show it; the request itself is sound.
    log.failure('the use of a key could not be written down', error, { keyId: apiKey.keyId });
  }
}

function refused(reason: ErrorCode): AuthorizerContext {
  return { outcome: 'refused', reason };
}
