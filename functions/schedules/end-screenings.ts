import { setTableName } from '#data/client.ts';
import { listScreeningsOver } from '#data/media-screening.ts';
import { setting } from '#runtime/config.ts';
import { noteResults } from '#runtime/media-screening.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

setTableName(() => setting('TABLE_NAME'));

/** Ends, every hour, the screenings whose time is over: what was not looked at by then is not screened, and people look. Answers how many. */
export async function handler(): Promise<{ ended: number }> {
  const over = await listScreeningsOver(systemCommitContext().nowIso);
  for (const screening of over) await noteResults(screening, {}, systemCommitContext(), true);
  return { ended: over.length };
}
