const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let pacific: Intl.DateTimeFormat | undefined;

/** The clock where Google's quotas begin their day (developers.google.com/youtube/v3/getting-started#quota). */
function pacificClock(): Intl.DateTimeFormat {
  pacific ??= new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return pacific;
}

interface WallClock {
  /** YYYY-MM-DD */
  day: string;
  /** What a clock on the wall shows since midnight, ms. */
  sinceMidnightMs: number;
}

function wallClockAt(ms: number): WallClock {
  const parts = Object.fromEntries(
    pacificClock()
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const { year = '', month = '', day = '', hour, minute, second } = parts;
  const wholeSeconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return { day: `${year}-${month}-${day}`, sinceMidnightMs: wholeSeconds * 1000 + (((ms % 1000) + 1000) % 1000) };
}

/** The day in Pacific time an instant falls on, YYYY-MM-DD. */
export function pacificDayOf(ms: number): string {
  return wallClockAt(ms).day;
}

/** The instant the next day begins in Pacific time, ms; days of 23 and 25 hours are told by what the clock shows there. */
export function nextPacificMidnightMs(nowMs: number): number {
  const guessMs = nowMs - wallClockAt(nowMs).sinceMidnightMs + DAY_MS;
  const { sinceMidnightMs } = wallClockAt(guessMs);
  // The clocks were set in between: the guess is an hour before midnight, or one after it.
  return sinceMidnightMs < 12 * HOUR_MS ? guessMs - sinceMidnightMs : guessMs + (DAY_MS - sinceMidnightMs);
}
