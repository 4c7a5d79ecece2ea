import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPacificMidnightMs, pacificDayOf } from './pacific-day.ts';

const HOUR_MS = 3_600_000;

describe('the next midnight in Pacific time', () => {
  it.each([
    ['a winter morning', '2026-11-20T13:00:00.000Z', '2026-11-21T08:00:00.000Z'],
    ['a summer morning', '2026-07-01T13:00:00.000Z', '2026-07-02T07:00:00.000Z'],
    ['the last second of a day', '2026-11-21T07:59:59.000Z', '2026-11-21T08:00:00.000Z'],
    ['its last millisecond', '2026-11-21T07:59:59.999Z', '2026-11-21T08:00:00.000Z'],
    ['midnight itself', '2026-11-21T08:00:00.000Z', '2026-11-22T08:00:00.000Z'],
    ['the day of 23 hours, before the clocks go forward', '2026-03-08T09:30:00.000Z', '2026-03-09T07:00:00.000Z'],
    ['the day of 23 hours, after it', '2026-03-08T10:30:00.000Z', '2026-03-09T07:00:00.000Z'],
    ['the day of 23 hours, its first instant', '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z'],
    ['the day of 25 hours, before the clocks go back', '2026-11-01T08:30:00.000Z', '2026-11-02T08:00:00.000Z'],
    ['the day of 25 hours, in the hour that comes twice', '2026-11-01T09:30:00.000Z', '2026-11-02T08:00:00.000Z'],
    ['the day of 25 hours, its first instant', '2026-11-01T07:00:00.000Z', '2026-11-02T08:00:00.000Z'],
    ['the day before it', '2026-10-31T20:00:00.000Z', '2026-11-01T07:00:00.000Z'],
    ['the last day of a year', '2026-12-31T20:00:00.000Z', '2027-01-01T08:00:00.000Z'],
    ['a leap day', '2028-02-29T20:00:00.000Z', '2028-03-01T08:00:00.000Z'],
  ])('after %s', (_what, now, midnight) => {
    expect(new Date(nextPacificMidnightMs(Date.parse(now))).toISOString()).toBe(midnight);
  });

  it('is the first instant of another day, at most 25 hours away, at any instant of twenty years', () => {
    const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(instant, (nowMs) => {
        const midnightMs = nextPacificMidnightMs(nowMs);
        expect(midnightMs - nowMs).toBeGreaterThan(0);
        expect(midnightMs - nowMs).toBeLessThanOrEqual(25 * HOUR_MS);
        expect(pacificDayOf(midnightMs - 1)).toBe(pacificDayOf(nowMs));
        expect(pacificDayOf(midnightMs)).not.toBe(pacificDayOf(nowMs));
      }),
    );
  });
});
