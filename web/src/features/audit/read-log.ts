import { getActivity, getAudit } from '#contract/areas/audit.ts';
import { auditRows } from '#domain/audit.ts';
import { csvText } from '#domain/csv.ts';
import { api } from '@/api/index.ts';
import { saveFile } from '@/ui/save-file.ts';
import { countOf } from '@/ui/words.ts';
import { type Entry, type Filters, type Names, queryOf } from './audit-words.ts';

/** Which log: that of a workspace, or one's own. */
export type Log = { workspaceId: string } | 'own';

/** Lines of the longest download. */
const MOST_LINES = 20_000;
const PER_PAGE = 100;

/** Reads a log to its end, the newest lines first; `complete` is false when there is more than a download holds. */
async function readLog(log: Log, filters: Filters): Promise<{ lines: Entry[]; complete: boolean }> {
  const lines: Entry[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { ...queryOf(filters), limit: PER_PAGE, ...(cursor ? { cursor } : {}) };
    const page =
      log === 'own'
        ? await api.call(getActivity, { query })
        : await api.call(getAudit, { params: { workspaceId: log.workspaceId }, query });
    lines.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && lines.length < MOST_LINES);
  return { lines, complete: !cursor };
}

/** Hands the log, as the filters narrow it, to the visitor as a file; answers a sentence about it. */
export async function downloadLog(log: Log, filters: Filters, names: Names, format: 'csv' | 'json'): Promise<string> {
  const { lines, complete } = await readLog(log, filters);
  const text =
    format === 'csv'
      ? csvText(auditRows(lines, (userId) => names.get(userId)))
      : JSON.stringify(
          lines.map((line) => ({ ...line, userName: line.userId === null ? null : (names.get(line.userId) ?? null) })),
          null,
          2,
        );
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json';
  saveFile(new Blob([text], { type }), `${log === 'own' ? 'activity' : 'audit-log'}.${format}`);
  const saved = `${countOf(lines.length, 'line')} saved`;
  return complete ? saved : `${saved}, the newest ones; narrow the time for older ones`;
}
