import { msOfDay } from './day.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** Every timezone's offset is a multiple of it (IANA tz database), so clocks show a full hour at none but these instants. */
const QUARTER_MS = HOUR_MS / 4;
/** The epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known) return known;
  const two = '2-digit';
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
  });
  clocks.set(timezone, clock);
  return clock;
}

export interface WallClock {
  /** YYYY-MM-DD */
  day: string;
  /** What a clock on the wall shows since midnight, ms. */
  sinceMidnightMs: number;
}

/** What day it is in a timezone (IANA name), and what the clocks show there. */
export function wallClockAt(ms: number, timezone: string): WallClock {
  const parts = Object.fromEntries(
    clockOf(timezone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const { year = '', month = '', day = '', hour, minute, second } = parts;
  const wholeSeconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return { day: `${year}-${month}-${day}`, sinceMidnightMs: wholeSeconds * 1000 + (((ms % 1000) + 1000) % 1000) };
}

/** Full hours of a day between which somebody wants to be left alone; from 22 until 7 goes over midnight. */
export interface QuietHours {
  fromHour: number;
  untilHour: number;
}

/** Whether an hour of the day lies in quiet hours. */
export function isQuietAt({ fromHour, untilHour }: QuietHours, hour: number): boolean {
  return fromHour < untilHour ? hour >= fromHour && hour < untilHour : hour >= fromHour || hour < untilHour;
}

/** When the quiet hours that an instant lies in are over where the clocks show that timezone, ms; undefined when it lies in none. */
export function endOfQuietMs(nowMs: number, timezone: string, quiet: QuietHours): number | undefined {
  const isQuiet = (ms: number) => isQuietAt(quiet, Math.floor(wallClockAt(ms, timezone).sinceMidnightMs / HOUR_MS));
  return isQuiet(nowMs) ? firstQuarter(nowMs, (ms) => !isQuiet(ms)) : undefined;
}

/** When the clocks of a timezone next show that hour, ms; on a day that has no such hour, when it would have been over. */
export function nextHourMs(nowMs: number, timezone: string, hour: number): number {
  return nextTurnMs(nowMs, timezone, DAY_MS, hour * HOUR_MS);
}

/** The same on that day of the week, 1 for Monday. */
export function nextWeekdayHourMs(
  nowMs: number,
  timezone: string,
  { weekday, hour }: { weekday: number; hour: number },
) {
  return nextTurnMs(nowMs, timezone, WEEK_MS, FIRST_MONDAY_MS + (weekday - 1) * DAY_MS + hour * HOUR_MS);
}

/** When a period that begins by the clock on the wall next begins. It is counted, not met: so neither an hour that is left out nor one that comes twice matters. */
function nextTurnMs(nowMs: number, timezone: string, periodMs: number, beginsMs: number): number {
  const turnAt = (ms: number) => {
    const { day, sinceMidnightMs } = wallClockAt(ms, timezone);
    return Math.floor((msOfDay(day) + sinceMidnightMs - beginsMs) / periodMs);
  };
  const turn = turnAt(nowMs);
  return firstQuarter(nowMs, (ms) => turnAt(ms) > turn);
}

function firstQuarter(afterMs: number, fits: (ms: number) => boolean): number {
  let ms = (Math.floor(afterMs / QUARTER_MS) + 1) * QUARTER_MS;
  while (!fits(ms)) ms += QUARTER_MS;
  return ms;
}

/** An instant as a mail says it to somebody there: Fri 20 Nov, 14:05. */
export function shortTimeAt(ms: number, timezone: string): string {
  const words = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hourCycle: 'h23', ...words }).format(ms);
}
