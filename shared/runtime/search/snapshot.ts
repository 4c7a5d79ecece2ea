import type { SearchDocumentItem } from '#data/search-document.ts';
import { setting } from '../config.ts';

/** Raised when what is written here changes its form; another form is passed over and the table read instead. */
const FORMAT = 1;

const snapshotFile = () => ({ bucket: setting('FILES_BUCKET'), key: 'search/influencers.json.gz' });

/** Keeps all search documents in one file, so that a new container need not page through the table. */
export async function writeSnapshot(items: readonly SearchDocumentItem[]): Promise<void> {
  const { writeCompressed } = await import('#platform/compressed-file.ts');
  await writeCompressed(snapshotFile(), { format: FORMAT, items });
}

/** The search documents as they were when the snapshot was written; undefined when there is none of this form. */
export async function findSnapshot(): Promise<SearchDocumentItem[] | undefined> {
  // Loaded here: only the first call of a container needs the file client.
  const { findCompressed } = await import('#platform/compressed-file.ts');
  const found = (await findCompressed(snapshotFile())) as { format: number; items: SearchDocumentItem[] } | undefined;
  return found?.format === FORMAT ? found.items : undefined;
}
