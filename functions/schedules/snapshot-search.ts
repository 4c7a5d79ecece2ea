import { setTableName } from '#data/client.ts';
import { hasSearchDocumentChanged, listSearchDocuments } from '#data/search-document.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';
import { writeSnapshot } from '#runtime/search/snapshot.ts';

setTableName(() => setting('TABLE_NAME'));

/** Longer than from one run to the next, ms: a change is never left out because a run began late. */
const SINCE_MS = 4 * 3600 * 1000;

/** Keeps what the search knows in one file, for containers that begin; nothing is written when nothing has changed. */
export async function handler(): Promise<{ written: number }> {
  if (!(await hasSearchDocumentChanged(nowMs() - SINCE_MS))) return { written: 0 };
  const items = (await listSearchDocuments(0)).filter(({ document }) => document !== null);
  await writeSnapshot(items);
  log.info('wrote the snapshot of the search', { count: items.length });
  return { written: items.length };
}
