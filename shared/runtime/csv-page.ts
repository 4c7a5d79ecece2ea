import { API_PREFIX } from '#contract/endpoint.ts';
import { csvText } from '#domain/csv.ts';

/** A page of a list as a file. */
export interface CsvFile {
  name: string;
  contentType: string;
  text: string;
}

/** A page of a list as a CSV file whose next page the Link header names. `asked` is the address and query of the request. */
export function csvPage<B extends { nextCursor: string | null }>(
  asked: { path: string; query: object & { cursor?: string | undefined } },
  body: B,
  { name, rows }: { name: string; rows: Parameters<typeof csvText>[0] },
): { status: 200; body: B; file: CsvFile; headers?: { link: string } } {
  const file = { name, contentType: 'text/csv; charset=utf-8', text: csvText(rows) };
  if (!body.nextCursor) return { status: 200, body, file };
  const link = `<${API_PREFIX}${asked.path}?${nextQuery(asked.query, body.nextCursor)}>; rel="next"`;
  return { status: 200, body, file, headers: { link } };
}

function nextQuery({ cursor: _cursor, ...query }: object & { cursor?: string | undefined }, cursor: string): string {
  const given = Object.entries({ ...query, cursor }).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
}
