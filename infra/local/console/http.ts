import type { IncomingMessage, ServerResponse } from 'node:http';

const maxBodyBytes = 64 * 1024;

/** What a request to the console got wrong, in one sentence. */
export class ConsoleError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ConsoleError';
    this.status = status;
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

/** The body as a JSON object, {} when there is none; throws ConsoleError 400 or 413. */
export async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new ConsoleError(413, 'The body is larger than 64 KB.');
    chunks.push(chunk);
  }
  if (bytes === 0) return {};
  const body = parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ConsoleError(400, 'The body is a JSON object.');
  return body as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConsoleError(400, 'The body is not JSON.');
  }
}

/** A positive whole number of the query, at most `max`; `otherwise` when it is not given or no number. */
export function readLimit(query: URLSearchParams, otherwise: number, max: number): number {
  const given = Number(query.get('limit'));
  return Number.isInteger(given) && given > 0 ? Math.min(given, max) : otherwise;
}
