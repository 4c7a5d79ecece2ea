import type { Platform } from '#local/kernel.ts';
import { type Item, itemKey, pick, type TableDefinition } from './table-definition.ts';

interface Pending {
  visibleAtMs: number;
  oldImage: Item | undefined;
}

// Beyond this many lagging items the oldest become visible at once.
const maxItems = 10_000;

/**
 * What the global indexes of a table do not show yet. After a write an index answers with the item as it was before,
 * or without it when it was not there, for a seeded time of up to `maxLagMs` virtual ms (mostly short, sometimes long).
 */
export class IndexLag {
  readonly #table: TableDefinition;
  readonly #platform: Pick<Platform, 'clock' | 'random'>;
  readonly #maxLagMs: number;
  readonly #pending = new Map<string, Pending[]>();

  constructor(table: TableDefinition, platform: Pick<Platform, 'clock' | 'random'>, maxLagMs: number) {
    this.#table = table;
    this.#platform = platform;
    this.#maxLagMs = maxLagMs;
  }

  /** Takes note of one write, in the order of the stream. */
  wrote(key: Item, oldImage: Item | undefined): void {
    if (this.#maxLagMs <= 0 || this.#table.indexKeys.size === 0) return;
    const id = itemKey(this.#table, key);
    const pending = this.#pending.get(id) ?? [];
    // Cubed: most writes show within a quarter second, as on AWS, some take the whole lag.
    const lagMs = 1 + Math.floor(this.#platform.random() ** 3 * (this.#maxLagMs - 1));
    const visibleAtMs = Math.max(this.#platform.clock.now() + lagMs, pending.at(-1)?.visibleAtMs ?? 0);
    pending.push({ visibleAtMs, oldImage });
    this.#pending.set(id, pending);
    const oldest = this.#pending.size > maxItems ? this.#pending.keys().next().value : undefined;
    if (oldest !== undefined) this.#pending.delete(oldest);
  }

  /** The items an index answers with at the present virtual time. */
  shown(items: Item[], indexName: string, filtered: boolean): Item[] {
    if (this.#pending.size === 0) return items;
    const [hash = ''] = this.#table.indexKeys.get(indexName) ?? [];
    const now = this.#platform.clock.now();
    return items.flatMap((item) => {
      const id = itemKey(this.#table, item);
      const pending = this.#pending.get(id)?.filter(({ visibleAtMs }) => visibleAtMs > now);
      if (!pending?.[0]) {
        this.#pending.delete(id);
        return [item];
      }
      const { oldImage } = pending[0];
      const wasThere = oldImage !== undefined && JSON.stringify(oldImage[hash]) === JSON.stringify(item[hash]);
      // Whether the old image would pass the filter is not known here, so it is left out.
      return wasThere && !filtered ? [pick(oldImage, Object.keys(item).concat(hash))] : [];
    });
  }
}
