import * as z from 'zod/mini';
import type { Endpoint } from '#contract/endpoint.ts';
import { Failure } from '#contract/failure.ts';
import { MAX_BODY_BYTES } from '#contract/limits.ts';
import type { HttpEvent } from './http.ts';

/** The bytes of a request body. */
export function rawBodyOf(event: HttpEvent): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
}

/** Path, query and body of a request, checked against the endpoint; throws a Failure that names every wrong field. */
export function inputOf(endpoint: Endpoint, event: HttpEvent): { params: unknown; query: unknown; body: unknown } {
  const issues: { path: string; message: string }[] = [];
  const parse = (schema: z.ZodMiniType | undefined, value: unknown, where: string): unknown => {
    if (!schema) return {};
    // With the input, so that what is missing can be told from what is of another type.
    const result = z.safeParse(schema, value, { reportInput: true });
    if (result.success) return result.data;
    for (const issue of result.error.issues) issues.push(...issuesOf(issue, where));
    return undefined;
  };
  const body = endpoint.rawBody ? undefined : bodyOf(endpoint, event);
  const input = {
    params: parse(endpoint.params, event.pathParameters ?? {}, 'path'),
    query: parse(endpoint.query ?? z.strictObject({}), event.queryStringParameters ?? {}, 'query'),
    body: endpoint.body ? parse(endpoint.body, body, '') : undefined,
  };
  if (issues.length === 0) return input;
  // An id that is not even well-formed names nothing: the same answer as for one that does not exist.
  if (issues.every((issue) => issue.path.startsWith('path.'))) throw new Failure('not_found');
  throw new Failure('validation_failed', undefined, { issues: issues.slice(0, 50) });
}

function issuesOf(issue: z.core.$ZodIssue, where: string): { path: string; message: string }[] {
  const at = (path: readonly PropertyKey[]) => [where, ...path.map(String)].filter(Boolean).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: at([...issue.path, key]),
      message: 'is not a field of this request; remove it',
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const said = issue.message === UNSAID ? sentenceOf(issue) : issue.message;
  return [{ path: at(issue.path), message: missing ? 'is required' : said }];
}

/** What zod/mini puts where a check says nothing itself. */
const UNSAID = 'Invalid input';

/** zod/mini carries no texts of its own; these say what is expected. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return sizeSentence('at least', Number(issue.minimum), issue.origin);
    case 'too_big':
      return sizeSentence('at most', Number(issue.maximum), issue.origin);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'is not valid';
    default:
      return 'is not valid';
  }
}

/** What a value of a format looks like; formats of our own say so themselves. */
const FORMATS: Readonly<Record<string, string>> = {
  date: 'must be a day that there is, e.g. 2026-03-01',
  datetime: 'must be an instant in UTC, e.g. 2026-03-01T12:00:00Z',
  url: 'must be an address, e.g. https://example.com/page',
};

function sizeSentence(bound: 'at least' | 'at most', size: number, origin: string): string {
  if (origin === 'array') return `must have ${bound} ${size} ${size === 1 ? 'item' : 'items'}`;
  const unit = size === 1 ? ' character' : ' characters';
  return `must be ${bound} ${size}${origin === 'string' ? unit : ''}`;
}

function bodyOf(endpoint: Endpoint, event: HttpEvent): unknown {
  const raw = rawBodyOf(event);
  if (raw.length > MAX_BODY_BYTES)
    throw new Failure('payload_too_large', `A request body may have up to ${MAX_BODY_BYTES / 1024} KB.`);
  if (raw.length === 0) return endpoint.body ? {} : undefined;
  const contentType = event.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw new Failure('unsupported_media_type');
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new Failure('bad_json');
  }
  if (!endpoint.body && !isEmptyObject(value)) throw new Failure('validation_failed', 'This request takes no body.');
  return value;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
