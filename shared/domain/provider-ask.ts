/**
 * The provider keeps its first answer under an idempotency key, its own failures included, for a day (docs.stripe.com/api/idempotent_requests): whoever was
 * answered a failure cannot ask again under that key. Another key may be used once it is certain that nothing came of the first one: nobody asks under it any
 * more, and the provider, asked after a while, has nothing.
 */

/** For so long after a key came into use it is asked under, ms. */
const ASKED_FOR_MS = 300_000;
/** What was asked for is sure to be seen at the provider, when it was done at all, so long after its key came into use, ms. */
export const SURELY_SEEN_MS = 600_000;

/** By how much the clocks of two functions may differ, ms: what moves without anybody waiting for it has the time to allow for that. */
export const CLOCKS_APART_MS = 1_800_000;

/** Whether to ask under a key that came into use at an instant, to do nothing but look, or to ask under another one when nothing is there. */
export function nextAsk(usedSinceMs: number, nowMs: number, apartMs = 0): 'ask' | 'look' | 'renew' {
  const ageMs = nowMs - usedSinceMs;
  if (ageMs < ASKED_FOR_MS) return 'ask';
  return ageMs < SURELY_SEEN_MS + apartMs ? 'look' : 'renew';
}

/** A key by what is asked for and how many keys were used before it; the first one is the id itself. */
export function askKey(id: string, count: number): string {
  return count === 0 ? id : `${id}-${count}`;
}
