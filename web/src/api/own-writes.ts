import type { Endpoint } from './types.ts';

/**
 * What this tab has just written, by list. Lists come from an index that may lag a few seconds behind; until it has caught up, a list shows
 * what its own reader knows to be true: a new thing is there, a changed one is as changed, a deleted one is gone.
 */
interface OwnWrite {
  /** undefined when it was deleted. */
  item: object | undefined;
  atMs: number;
}

/** Longer than an index lags; after it the index is right and a write of someone else may be newer. */
export const OWN_WRITE_LIFE_MS = 10_000;

const byList = new Map<string, Map<string, OwnWrite>>();

/** Notes a thing that was just created or changed (`item`) or deleted (undefined). */
export function noteOwnWrite(
  list: Pick<Endpoint, 'id'>,
  key: string,
  item: object | undefined,
  atMs: number = Date.now(),
): void {
  const writes = byList.get(list.id) ?? new Map<string, OwnWrite>();
  writes.set(key, { item, atMs });
  byList.set(list.id, writes);
}

/** Forgets everything, at the end of a session. */
export function forgetOwnWrites(): void {
  byList.clear();
}

/** The items of a list as their own writer knows them; new ones come first. `belongs` is the filter of the list. */
export function withOwnWrites<Item extends object>(
  list: Pick<Endpoint, 'id'>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  belongs: (item: Item) => boolean = () => true,
  nowMs: number = Date.now(),
): Item[] {
  const writes = [...(byList.get(list.id) ?? [])].filter(([, write]) => nowMs - write.atMs < OWN_WRITE_LIFE_MS);
  if (writes.length === 0) return [...items];
  const known = new Map(writes.map(([key, write]) => [key, write.item as Item | undefined]));
  const listed = new Set(items.map(keyOf));
  const fresh = [...known].flatMap(([key, item]) => (item && !listed.has(key) ? [item] : [])).reverse();
  const current = items.flatMap((item) => {
    const key = keyOf(item);
    if (!known.has(key)) return [item];
    const own = known.get(key);
    return own ? [own] : [];
  });
  return [...fresh, ...current].filter(belongs);
}
