import type { Platform } from '#local/kernel.ts';

const queues = new WeakMap<Platform, Map<string, Promise<unknown>>>();

/** Runs the work under a name one after another: the store has no conditions, so check and write must not interleave. */
export function inTurn<T>(platform: Platform, name: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(platform) ?? new Map<string, Promise<unknown>>();
  queues.set(platform, queue);
  const turn = (queue.get(name) ?? Promise.resolve()).then(work, work);
  const settled = turn
    .catch(() => undefined)
    .then(() => {
      if (queue.get(name) === settled) queue.delete(name);
    });
  queue.set(name, settled);
  return turn;
}
