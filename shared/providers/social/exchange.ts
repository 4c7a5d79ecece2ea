import type { SocialTrouble } from '#domain/social.ts';

const TIMEOUT_MS = 5000;
const MAX_BYTES = 512 * 1024;

/** One call of a platform and what came back, before anyone interprets it. Holds no token. */
export interface Exchange {
  /** `GET https://…` without tokens and secrets. */
  request: string;
  /** Null when there was no answer. */
  status: number | null;
  /** Why there was none. */
  failure: string | null;
  headers: Record<string, string>;
  body: string;
}

export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Headers of an answer that say something about limits. */
const KEPT_HEADERS = ['content-type', 'date', 'retry-after', 'x-app-usage', 'x-business-use-case-usage'];
const SECRET_PARAMS = /([?&](?:access_token|client_secret|key)=)[^&]*/g;

/** Makes one call: five seconds, half a megabyte, no redirects. Never throws for what the other side does. */
export async function exchange({ method, url, headers, body }: OutgoingRequest): Promise<Exchange> {
  const request = `${method} ${url.replace(SECRET_PARAMS, '$1[hidden]')}`;
  const nothing = (failure: string): Exchange => ({ request, status: null, failure, headers: {}, body: '' });
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await readText(response);
    if (text === undefined) return nothing('the answer is larger than half a megabyte');
    const kept = KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { request, status: response.status, failure: null, headers: Object.fromEntries(kept), body: text };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return nothing(name === 'TimeoutError' ? 'no answer within five seconds' : 'the connection failed');
  }
}

async function readText(response: Response): Promise<string | undefined> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The JSON of an answer; undefined when it is not JSON. */
export function jsonOf({ body }: Exchange): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** What every platform means alike: no answer, a failure of its own, too many calls; undefined when its body decides. */
export function commonTrouble(given: Exchange): SocialTrouble | undefined {
  if (given.status === null) return { kind: 'unavailable', reason: given.failure ?? 'no answer' };
  if (given.status === 429) {
    const value = given.headers['retry-after'];
    return { kind: 'throttled', retryAfterSeconds: value && /^\d{1,7}$/.test(value) ? Number(value) : null };
  }
  if (given.status >= 500) return { kind: 'unavailable', reason: `it answered ${given.status}` };
  if (given.status >= 300 && given.status < 400) return { kind: 'unavailable', reason: 'it sent us elsewhere' };
  if (jsonOf(given) === undefined) return { kind: 'unavailable', reason: 'it did not answer JSON' };
  return undefined;
}

/** Text as an application/x-www-form-urlencoded body. */
export function formRequest(url: string, fields: Record<string, string>): OutgoingRequest {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}
