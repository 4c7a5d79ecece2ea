import { ERRORS, type ErrorCode } from '#contract/errors.ts';

/** One thing wrong with one field of a request; `path` is dotted (`deliverables.0.count`), empty for the whole. */
export interface FieldIssue {
  path: string;
  message: string;
}

/** Codes of the contract, and what never reached our own code: no answer at all, or an answer that is not ours. */
export type ProblemCode = ErrorCode | 'offline' | 'unexpected_answer';

/** An answer that is not a success, as a value a screen can show. */
export class ApiError extends Error {
  readonly code: ProblemCode;
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  readonly issues: readonly FieldIssue[];
  readonly correlationId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: {
    code: ProblemCode;
    status: number;
    message: string;
    issues?: readonly FieldIssue[] | undefined;
    correlationId?: string | undefined;
    retryAfterSeconds?: number | undefined;
  }) {
    super(problem.message);
    this.name = 'ApiError';
    this.code = problem.code;
    this.status = problem.status;
    this.issues = problem.issues ?? [];
    this.correlationId = problem.correlationId;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

/** What the gateway answers by itself, before any of our code: only the status can be relied on. */
const BY_STATUS: Record<number, ErrorCode> = {
  401: 'token_invalid',
  403: 'not_allowed',
  404: 'not_found',
  413: 'payload_too_large',
  429: 'rate_limited',
  500: 'internal',
  502: 'too_busy',
  503: 'too_busy',
  504: 'too_busy',
};

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

/** `body.deliverables[0].count`, `/deliverables/0/count` and `deliverables.0.count` all name the same field of a form. */
export function toDottedPath(path: string): string {
  return path
    .replace(/\[(\w+)\]/g, '.$1')
    .replaceAll('/', '.')
    .replace(/^\.+/, '')
    .replace(/^body\.?/, '');
}

function readIssues(value: unknown): FieldIssue[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const { path, message } = (entry ?? {}) as { path?: unknown; message?: unknown };
    return typeof message === 'string' ? [{ path: toDottedPath(String(path ?? '')), message }] : [];
  });
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Turns a failed answer into an ApiError: problem+json by its code, anything else by its status alone. Never rejects. */
export async function readProblem(response: Response, sentCorrelationId: string): Promise<ApiError> {
  const { status } = response;
  const correlationId = response.headers.get('x-correlation-id') ?? sentCorrelationId;
  const retryAfterSeconds = secondsOf(response.headers.get('retry-after'));
  const body: unknown = await response.json().catch(() => undefined);
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const code = isCode(problem.code) ? problem.code : (BY_STATUS[status] ?? 'unexpected_answer');
  const title =
    code === 'unexpected_answer'
      ? `The server answered ${status}, which this page does not understand.`
      : ERRORS[code].title;
  return new ApiError({
    code,
    status,
    message: isCode(problem.code) && typeof problem.detail === 'string' ? problem.detail : title,
    issues: readIssues(problem.issues),
    correlationId: typeof problem.correlationId === 'string' ? problem.correlationId : correlationId,
    retryAfterSeconds:
      retryAfterSeconds ?? (typeof problem.retryAfterSeconds === 'number' ? problem.retryAfterSeconds : undefined),
  });
}

/** The sentence a screen shows for any thrown value, with the wait when the server named one. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong on this page. Load it again.';
  if (error.retryAfterSeconds === undefined) return error.message;
  const minutes = Math.ceil(error.retryAfterSeconds / 60);
  const wait =
    error.retryAfterSeconds < 90 ? `${Math.max(1, Math.ceil(error.retryAfterSeconds))} seconds` : `${minutes} minutes`;
  return `${error.message} Try again in ${wait}.`;
}
