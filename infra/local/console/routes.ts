import { type Advance, ClockAdvances } from './advance-clock.ts';
import { ConsoleError, readLimit } from './http.ts';
import type { ConsoleSource } from './index.ts';

/** One request of the JSON API as a route sees it. */
export interface ApiRequest {
  /** What `*` of the path stands for, decoded. */
  argument: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** What a route answers: a status and JSON. */
export interface ApiAnswer {
  status: number;
  body: unknown;
}

type Route = (request: ApiRequest) => unknown;

/** The JSON API of the console by `METHOD /path`; `*` is one encoded argument. */
export function consoleRoutes(source: ConsoleSource): Record<string, Route> {
  const { platform, clock } = source;
  const advances = new ClockAdvances(clock);
  return {
    'GET /api/clock': () => ({
      nowMs: clock.now(),
      now: new Date(clock.now()).toISOString(),
      offsetMs: clock.offsetMs(),
      timers: clock.pending().length,
      next: clock.pending().slice(0, 20),
      advance: advances.latest() ?? null,
    }),
    'POST /api/clock/advance': async ({ body }) => {
      const { advance, done } = advances.start(body);
      if (body.wait !== false) return toResult(await done);
      done.catch(() => undefined);
      return answer(202, advance);
    },
    'POST /api/idle': async () => {
      await platform.activity.idle();
      return { nowMs: clock.now() };
    },
    'GET /api/trace': ({ query }) => ({ records: readTrace(source, query) }),
    'GET /api/calls': ({ query }) => ({ calls: source.callsOf(query.get('invocation') ?? '') }),
    'GET /api/functions': () => ({ loadMs: source.loadTimes() }),
  };
}

/** Answers one call of the JSON API; throws ConsoleError for what there is not. */
export async function callRoute(
  routes: Record<string, Route>,
  operation: string,
  request: Omit<ApiRequest, 'argument'>,
): Promise<ApiAnswer> {
  for (const [pattern, route] of Object.entries(routes)) {
    const argument = matchOperation(pattern, operation);
    if (argument === undefined) continue;
    const result = await route({ ...request, argument });
    return result instanceof Answer ? result : { status: 200, body: result };
  }
  throw new ConsoleError(404, `There is no ${operation}.`);
}

class Answer implements ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

function answer(status: number, body: unknown): Answer {
  return new Answer(status, body);
}

/** What `*` stands for ('' without one), or undefined when the operation does not match. */
function matchOperation(pattern: string, operation: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === operation ? '' : undefined;
  if (!operation.startsWith(before) || !operation.endsWith(after)) return undefined;
  const argument = operation.slice(before.length, operation.length - after.length);
  return argument === '' ? undefined : decode(argument);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConsoleError(400, 'The path is not encoded well.');
  }
}

function toResult({ fromMs, toMs, realMs }: Advance): Pick<Advance, 'fromMs' | 'toMs' | 'realMs'> {
  return { fromMs, toMs, realMs };
}

/** Oldest first: the newest `limit` records that match, all of them when one correlation id is asked for. */
function readTrace({ platform }: ConsoleSource, query: URLSearchParams): unknown[] {
  const kind = query.get('kind');
  const correlationId = query.get('correlationId');
  const limit = readLimit(query, correlationId ? 5_000 : 200, 20_000);
  return platform.trace
    .recent({ limit, ...(kind ? { kind } : {}), ...(correlationId ? { correlationId } : {}) })
    .reverse();
}
