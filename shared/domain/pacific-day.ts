import { wallClockAt } from './local-time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Where Google's quotas begin their day (developers.google.com/youtube/v3/getting-started#quota). */
const PACIFIC = 'America/Los_Angeles';

/** The day in Pacific time an instant falls on, YYYY-MM-DD. */
export function pacificDayOf(ms: number): string {
  return wallClockAt(ms, PACIFIC).day;
}

/** The instant the next day begins in Pacific time, ms; days of 23 and 25 hours are told by what the clock shows there. */
export function nextPacificMidnightMs(nowMs: number): number {
  const guessMs = nowMs - wallClockAt(nowMs, PACIFIC).sinceMidnightMs + DAY_MS;
  const { sinceMidnightMs } = wallClockAt(guessMs, PACIFIC);
  // The clocks were set in between: the guess is an hour before midnight, or one after it.
  return sinceMidnightMs < 12 * HOUR_MS ? guessMs - sinceMidnightMs : guessMs + (DAY_MS - sinceMidnightMs);
}
