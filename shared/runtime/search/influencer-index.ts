import { listSearchDocuments, type SearchDocumentItem } from '#data/search-document.ts';
import { indexedTextOf, type SearchDocument } from '#domain/search.ts';
import type { FoundTerm, SearchWord } from '#domain/search-text.ts';
import { createTextIndex } from '#platform/text-index.ts';
import { findSnapshot } from './snapshot.ts';

/** How long a container goes on without asking what has changed, ms. */
const KEPT_MS = 2000;

/**
 * How far behind the newest change seen each look begins, ms: a change is dated when its commit begins, may be written up to 20 s later, and
 * reaches the index after that.
 */
const LOOK_BACK_MS = 45_000;

/** The influencers that may be found, as this container knows them. */
export interface InfluencerIndex {
  documents(): Iterable<SearchDocument>;
  /** What holds the words, by influencer. */
  find(words: readonly SearchWord[]): Map<string, FoundTerm[]>;
}

/** The changes a reader has taken in, and the documents they left. */
export function createInfluencerIndex(): InfluencerIndex & {
  take(items: readonly SearchDocumentItem[]): void;
  /** The newest change taken in, ms; 0 before the first. */
  newestMs(): number;
} {
  const text = createTextIndex();
  const known = new Map<string, SearchDocumentItem>();
  const shown = new Map<string, SearchDocument>();
  let newestMs = 0;
  const take = (item: SearchDocumentItem) => {
    const { influencerId, document, version, changedAtMs } = item;
    newestMs = Math.max(newestMs, changedAtMs);
    const before = known.get(influencerId);
    if (before && before.version >= version && before.changedAtMs >= changedAtMs) return;
    known.set(influencerId, item);
    if (document) {
      shown.set(influencerId, document);
      text.put(influencerId, indexedTextOf(document));
    } else if (shown.delete(influencerId)) text.remove(influencerId);
  };
  return {
    take: (items) => items.forEach(take),
    newestMs: () => newestMs,
    documents: () => shown.values(),
    find: (words) => text.find(words),
  };
}

interface Container {
  index: ReturnType<typeof createInfluencerIndex>;
  readAtMs: number;
  reading: Promise<InfluencerIndex>;
}

let kept: Container | undefined;

/**
 * The influencers that may be found, at most two seconds behind the table's index. The first call of a container loads the snapshot and the
 * changes since; later ones read what has changed, one table call unless more than a megabyte did.
 */
export function influencerIndex(nowMs: number): Promise<InfluencerIndex> {
  if (kept && Math.abs(nowMs - kept.readAtMs) < KEPT_MS) return kept.reading;
  const index = kept?.index ?? createInfluencerIndex();
  const before: Promise<unknown> = kept?.reading ?? Promise.resolve();
  // What has been taken in stays right when a look fails; the next one begins where it began.
  const reading = before.catch(() => undefined).then(() => refresh(index));
  const looking = { index, readAtMs: nowMs, reading };
  kept = looking;
  reading.catch(() => {
    looking.readAtMs = 0;
  });
  return reading;
}

async function refresh(index: Container['index']): Promise<InfluencerIndex> {
  if (index.newestMs() === 0) index.take((await findSnapshot()) ?? []);
  index.take(await listSearchDocuments(index.newestMs() - LOOK_BACK_MS));
  return index;
}

/** Forgets what this container knows, for tests. */
export function forgetInfluencers(): void {
  kept = undefined;
}
