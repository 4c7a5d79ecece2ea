import { describe, expect, it } from 'vitest';
import { parseSchedule } from './expression.ts';

const at = (iso: string) => Date.parse(iso);

describe('parseSchedule', () => {
  it.each([
    ['rate(5 minutes)', 'UTC', '2026-03-01T00:07:00Z', '2026-03-01T00:10:00.000Z'],
    ['rate(1 day)', 'UTC', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00.000Z'],
    ['cron(0/15 * * * ? *)', 'UTC', '2026-03-01T00:01:00Z', '2026-03-01T00:15:00.000Z'],
    // Sunday is day 1, so day 2 is Monday: 2 March 2026.
    ['cron(0 8 ? * 2 *)', 'UTC', '2026-03-01T00:00:00Z', '2026-03-02T08:00:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T06:00:00.000Z'],
    ['cron(0 0 L * ? *)', 'UTC', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['cron(0 12 1 1 ? 2027)', 'UTC', '2026-02-01T00:00:00Z', '2027-01-01T12:00:00.000Z'],
    ['at(2026-05-01T09:30:00)', 'Europe/Berlin', '2026-04-01T00:00:00Z', '2026-05-01T07:30:00.000Z'],
  ])('%s in %s after %s is %s', (expression, timezone, after, expected) => {
    const next = parseSchedule(expression, timezone, at('2026-03-01T00:00:00Z'))(at(after));
    expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(expected);
  });

  it('never runs a past at() or a past year', () => {
    expect(parseSchedule('at(2026-01-01T00:00:00)')(at('2026-01-01T00:00:00Z'))).toBeUndefined();
    expect(parseSchedule('cron(0 0 1 1 ? 2025)')(at('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  it.each(['every day', 'rate(0 minutes)', 'rate(5 weeks)', 'cron(* * * * *)', 'at(tomorrow)'])(
    'refuses %s',
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow(/"/);
    },
  );
});
