import { queryClient } from './index.ts';
import { noteOwnWrite } from './own-writes.ts';
import { readAgain } from './read-again.ts';
import type { Endpoint } from './types.ts';

/** By when an index has caught up with a write, ms. */
const CAUGHT_UP_MS = 4_000;

/** Notes what this tab wrote into a list, and reads the list again once its index has caught up, before the note expires. */
export function noteAndFollow(list: Pick<Endpoint, 'id'>, key: string, item: object | undefined): void {
  noteOwnWrite(list, key, item);
  readAgainSoon(list);
}

/** Reads lists again once their index has caught up with what has just happened. */
export function readAgainSoon(...lists: readonly Pick<Endpoint, 'id'>[]): void {
  setTimeout(() => {
    for (const list of lists) void readAgain(queryClient, { queryKey: [list.id] });
  }, CAUGHT_UP_MS);
}
