import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfQuietMs, isQuietAt, nextHourMs, nextWeekdayHourMs, wallClockAt } from './local-time.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
const NIGHT = { fromHour: 22, untilHour: 7 };

describe('quiet hours', () => {
  it.each([
    ['before them', 'Europe/Berlin', NIGHT, '2026-11-20T20:59:59Z', undefined],
    ['at their beginning', 'Europe/Berlin', NIGHT, '2026-11-20T21:00:00Z', '2026-11-21T06:00:00.000Z'],
    ['after midnight', 'Europe/Berlin', NIGHT, '2026-11-21T05:59:59Z', '2026-11-21T06:00:00.000Z'],
    ['at their end', 'Europe/Berlin', NIGHT, '2026-11-21T06:00:00Z', undefined],
    ['within one day', 'UTC', { fromHour: 12, untilHour: 14 }, '2026-11-20T13:30:00Z', '2026-11-20T14:00:00.000Z'],
    ['where the offset is no full hour', 'Asia/Kathmandu', NIGHT, '2026-11-20T18:00:00Z', '2026-11-21T01:15:00.000Z'],
    [
      'in the night that is an hour shorter',
      'Europe/Berlin',
      NIGHT,
      '2026-03-28T22:00:00Z',
      '2026-03-29T05:00:00.000Z',
    ],
    ['in the night that is an hour longer', 'Europe/Berlin', NIGHT, '2026-10-24T22:00:00Z', '2026-10-25T06:00:00.000Z'],
    [
      'that end in an hour which is left out',
      'Europe/Berlin',
      { fromHour: 22, untilHour: 2 },
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
  ])('%s', (_case, timezone, quiet, now, end) => {
    expect(iso(endOfQuietMs(at(now), timezone, quiet))).toBe(end);
  });
});

describe('a fixed hour of the day', () => {
  it.each([
    ['later today', 'America/New_York', 8, '2026-11-20T12:00:00Z', '2026-11-20T13:00:00.000Z'],
    ['tomorrow, when it is that hour now', 'America/New_York', 8, '2026-11-20T13:00:00Z', '2026-11-21T13:00:00.000Z'],
    ['the day the clocks go forward', 'America/New_York', 8, '2026-03-07T14:00:00Z', '2026-03-08T12:00:00.000Z'],
    ['an hour that a day leaves out', 'America/New_York', 2, '2026-03-07T14:00:00Z', '2026-03-08T07:00:00.000Z'],
    [
      'an hour that a day has twice: the first',
      'America/New_York',
      1,
      '2026-10-31T14:00:00Z',
      '2026-11-01T05:00:00.000Z',
    ],
    ['not its second time', 'America/New_York', 1, '2026-11-01T05:30:00Z', '2026-11-02T06:00:00.000Z'],
    ['midnight', 'Asia/Kolkata', 0, '2026-11-20T12:00:00Z', '2026-11-20T18:30:00.000Z'],
  ])('%s', (_case, timezone, hour, now, next) => {
    expect(iso(nextHourMs(at(now), timezone, hour))).toBe(next);
  });

  it.each([
    ['this week', 5, '2026-11-17T12:00:00Z', '2026-11-20T07:00:00.000Z'],
    ['next week, when it was today', 1, '2026-11-16T12:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['a Sunday', 7, '2026-11-20T12:00:00Z', '2026-11-22T07:00:00.000Z'],
  ])('on a day of the week: %s', (_case, weekday, now, next) => {
    expect(iso(nextWeekdayHourMs(at(now), 'Europe/Berlin', { weekday, hour: 8 }))).toBe(next);
  });
});

describe('at any time, anywhere', () => {
  const anyMs = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
  const anyZone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const anyHour = fc.integer({ min: 0, max: 23 });

  it('quiet hours end, within a day, at an instant that is quiet no more', () => {
    fc.assert(
      fc.property(anyMs, anyZone, anyHour, anyHour, (now, zone, fromHour, untilHour) => {
        fc.pre(fromHour !== untilHour);
        const quiet = { fromHour, untilHour };
        const end = endOfQuietMs(now, zone, quiet);
        if (end === undefined) return;
        expect(end - now).toBeGreaterThan(0);
        expect(end - now).toBeLessThanOrEqual(24 * 3_600_000);
        expect(isQuietAt(quiet, Math.floor(wallClockAt(end, zone).sinceMidnightMs / 3_600_000))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('the next time comes, never later than 25 hours on, and once a day', () => {
    fc.assert(
      fc.property(anyMs, anyZone, anyHour, (now, zone, hour) => {
        const next = nextHourMs(now, zone, hour);
        expect(next - now).toBeGreaterThan(0);
        expect(next - now).toBeLessThanOrEqual(25 * 3_600_000);
        expect(nextHourMs(next, zone, hour) - next).toBeGreaterThanOrEqual(22.5 * 3_600_000);
      }),
      { numRuns: 200 },
    );
  });
});
