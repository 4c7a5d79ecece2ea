import fc from 'fast-check';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { firstIdAt, RESUME_OVERLAP_MS, RESUME_WINDOW_MS, resumeFrom, timeOfId } from './live.ts';

const instant = fc.integer({ min: 1, max: 2 ** 48 - 1 });

describe('the time in an id', () => {
  it('is the one it was made at', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(timeOfId(`evt_${ulid(ms)}`)).toBe(ms);
      }),
    );
  });

  it('bounds all ids of that instant from below, and none of earlier ones', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 10 ** 9 }), (ms, before) => {
        expect(firstIdAt('evt', ms) <= `evt_${ulid(ms)}`).toBe(true);
        if (ms > before) expect(`evt_${ulid(ms - before)}` < firstIdAt('evt', ms)).toBe(true);
      }),
    );
  });
});

describe('a resumption', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  it.each([
    ['a moment ago', now - 1000, now - 1000 - RESUME_OVERLAP_MS],
    ['a day ago', now - RESUME_WINDOW_MS, now - RESUME_WINDOW_MS],
    ['last month', now - 30 * 86_400_000, now - RESUME_WINDOW_MS],
  ])('begins a little before an event of %s, at most a day back', (_case, lastMs, expectedMs) => {
    expect(timeOfId(resumeFrom(`evt_${ulid(lastMs)}`, now))).toBe(expectedMs);
  });
});
