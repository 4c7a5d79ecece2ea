import { eventRouter } from '#local/resources/event-bus.ts';
import { listSms } from '#local/resources/sms.ts';
import { type Advance, ClockAdvances } from './advance-clock.ts';
import { ConsoleError, readLimit } from './http.ts';
import type { ConsoleSource } from './index.ts';
import type { Journal } from './journal.ts';
import { readExecution, readExecutions } from './read-executions.ts';
import { readOverview } from './read-overview.ts';
import { readProviders } from './read-providers.ts';
import { readQueues } from './read-queues.ts';
import { redriveQueue } from './redrive-queue.ts';
import { setChaos } from './set-chaos.ts';

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
export function consoleRoutes(source: ConsoleSource, journal: Journal): Record<string, Route> {
  return {
    ...clockRoutes(source),
    ...readingRoutes(source, journal),
    'POST /api/queues/*/redrive': ({ argument }) => redriveQueue(source.platform, argument),
    'POST /api/chaos': ({ body }) => setChaos(source.platform, body),
  };
}

function clockRoutes({ platform, clock }: ConsoleSource): Record<string, Route> {
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
  };
}

function readingRoutes(source: ConsoleSource, journal: Journal): Record<string, Route> {
  const { platform } = source;
  return {
    'GET /api/overview': () => readOverview(source, journal),
    'GET /api/events': ({ query }) => {
      const filter = { ...given(query, 'type'), ...given(query, 'correlationId'), limit: readLimit(query, 100, 5_000) };
      return { events: journal.events(filter) };
    },
    'GET /api/executions': async ({ query }) => ({ executions: await readExecutions(platform, query) }),
    'GET /api/executions/*': ({ argument }) => readExecution(platform, argument),
    'GET /api/sms': async ({ query }) => ({
      messages: await listSms(platform, { ...given(query, 'to'), limit: readLimit(query, 100, 500) }),
    }),
    'GET /api/errors': ({ query }) => ({
      errors: journal.errors({ ...given(query, 'correlationId'), limit: readLimit(query, 100, 2_000) }),
      deadLetters: readQueues(platform).filter(({ isDeadLetter, messages }) => isDeadLetter && messages.length > 0),
    }),
    'GET /api/queues': () => ({ queues: readQueues(platform) }),
    'GET /api/chaos': () => eventRouter(platform).chaos(),
    'GET /api/providers': async () => ({ providers: await readProviders(source.providerPorts) }),
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

function given<Name extends string>(query: URLSearchParams, name: Name): { [name in Name]?: string } {
  const value = query.get(name);
  return value ? ({ [name]: value } as { [name in Name]?: string }) : {};
}

function toResult({ fromMs, toMs, realMs }: Advance): Pick<Advance, 'fromMs' | 'toMs' | 'realMs'> {
  return { fromMs, toMs, realMs };
}

/** Oldest first: the newest `limit` records that match, all of them when one correlation id is asked for. */
function readTrace({ platform }: ConsoleSource, query: URLSearchParams): unknown[] {
  const limit = readLimit(query, query.get('correlationId') ? 5_000 : 200, 20_000);
  return platform.trace.recent({ limit, ...given(query, 'kind'), ...given(query, 'correlationId') }).reverse();
}
