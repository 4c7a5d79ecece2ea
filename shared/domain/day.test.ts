import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOfMs, dayText, msOfDay } from './day.ts';

it.each([
  ['1970-01-01', 0],
  ['2000-02-29', 951_782_400_000],
  ['2028-12-31', 1_861_833_600_000],
  ['2100-03-01', 4_107_542_400_000],
])('%s begins at %d', (day, ms) => {
  expect(msOfDay(day)).toBe(ms);
  expect(dayOfMs(ms + 86_399_999)).toBe(day);
});

it('is read in a text as people say it', () => {
  expect(dayText('2026-11-05')).toBe('5 November 2026');
});

it('every instant falls on the day the calendar of the platform says', () => {
  const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2400, 0, 1) });
  fc.assert(
    fc.property(instants, (ms) => {
      const day = new Date(ms).toISOString().slice(0, 10);
      expect(dayOfMs(ms)).toBe(day);
      expect(msOfDay(day)).toBe(Date.parse(`${day}T00:00:00Z`));
    }),
  );
});
