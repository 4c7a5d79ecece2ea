import { Cron } from 'croner';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** When a schedule runs next after `afterMs`; undefined when never again. */
export type NextRun = (afterMs: number) => number | undefined;

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-01-02T03:04:05)`; throws for anything else. A rate counts from `startMs`.
 * Source: EventBridge Scheduler user guide, "Schedule types".
 */
export function parseSchedule(expression: string, timezone = 'UTC', startMs = 0): NextRun {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return parseRate(inner, startMs);
  if (kind === 'cron') return parseCron(inner, timezone);
  if (kind === 'at') return parseAt(inner, timezone);
  throw new Error(`Schedule expression "${expression}" is neither rate(…), cron(…) nor at(…).`);
}

function parseRate(inner: string, startMs: number): NextRun {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inner) ?? [];
  const everyMs = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(everyMs > 0)) throw new Error(`"rate(${inner})" is not a rate: use for example rate(5 minutes).`);
  return (afterMs) => startMs + (Math.floor((afterMs - startMs) / everyMs) + 1) * everyMs;
}

function parseCron(inner: string, timezone: string): NextRun {
  const fields = inner.trim().split(/\s+/);
  if (fields.length !== 6)
    throw new Error(`"cron(${inner})" needs six fields: minutes hours day-of-month month day-of-week year.`);
  // AWS counts Sunday as 1 and writes steps such as 0/15; croner needs these two options for it; its own "?" means the present time.
  const cron = new Cron(`0 ${fields.join(' ').replaceAll('?', '*')}`, {
    timezone,
    sloppyRanges: true,
    alternativeWeekdays: true,
  });
  return (afterMs) => cron.nextRun(new Date(afterMs))?.getTime();
}

function parseAt(inner: string, timezone: string): NextRun {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner))
    throw new Error(`"at(${inner})" needs a time like 2026-01-02T03:04:05.`);
  const atMs = new Cron(inner, { timezone }).nextRun(new Date(0))?.getTime();
  return (afterMs) => (atMs !== undefined && atMs > afterMs ? atMs : undefined);
}
