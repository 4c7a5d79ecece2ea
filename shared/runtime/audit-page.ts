import type * as z from 'zod/mini';
import type { AuditEntry } from '#contract/areas/audit.ts';
import { eventsOfKind } from '#contract/audit-kinds.ts';
import { type AuditQuery, listAudit } from '#data/audit.ts';
import { type AuditKind, auditRows } from '#domain/audit.ts';
import { firstIdAt } from '#domain/live.ts';
import { type CsvFile, csvPage } from './csv-page.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { auditEntryViews } from './views/audit.ts';

/** What a caller asks of a log. */
export interface AuditRequest {
  limit: number;
  cursor?: string | undefined;
  kind?: AuditKind | undefined;
  from?: string | undefined;
  until?: string | undefined;
  format: 'json' | 'csv';
}

type Page = { items: z.output<typeof AuditEntry>[]; nextCursor: string | null };

/** A page of a log as JSON, or as a CSV file whose next page the Link header names. `asked` is the address and query of the request. */
export async function auditPage(
  asked: { path: string; query: AuditRequest & { userId?: string | undefined }; nowMs: number },
  log: AuditQuery['log'],
): Promise<{ status: 200; body: Page; file?: CsvFile; headers?: { link: string } }> {
  const { query, nowMs } = asked;
  // Another filter is another list: a cursor does not lead from one into another.
  const scope = JSON.stringify([log, query.kind, query.userId, query.from, query.until]);
  const found = await listAudit({
    log,
    types: query.kind && eventsOfKind(query.kind),
    person: query.userId,
    fromId: firstIdAt('evt', query.from ? Date.parse(query.from) : 0),
    untilId: query.until ? firstIdAt('evt', Date.parse(query.until)) : 'evt_~',
    limit: query.limit,
    after: await openCursor(query.cursor, scope, nowMs),
  });
  const entries = found.items.flatMap(auditEntryViews);
  // The chain is the workspace's: what a person reads of their own says nothing of how much happens there.
  const items = 'workspaceId' in log ? entries : entries.map((entry) => ({ ...entry, chain: null }));
  const body = { items, nextCursor: await sealCursor(found.next, scope, nowMs) };
  if (query.format === 'json') return { status: 200, body };
  return csvPage(asked, body, { name: 'audit.csv', rows: auditRows(body.items) });
}
