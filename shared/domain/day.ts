const DAY_MS = 86_400_000;
/** Days of 400 years, in which the calendar repeats, and from 0000-03-01 to the epoch. */
const ERA_DAYS = 146_097;
const EPOCH_DAYS = 719_468;

/** When a day (YYYY-MM-DD, UTC) begins, ms since the epoch. Source: Howard Hinnant, days_from_civil, howardhinnant.github.io/date_algorithms.html */
export function msOfDay(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  // Years begin in March, so that the leap day is the last one.
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * ERA_DAYS + dayOfEra - EPOCH_DAYS) * DAY_MS;
}

/** When a day (YYYY-MM-DD, UTC) is over, ms since the epoch. */
export function endOfDayMs(day: string): number {
  return msOfDay(day) + DAY_MS;
}

/** The day (YYYY-MM-DD, UTC) an instant falls on. Source: Howard Hinnant, civil_from_days, the same page. */
export function dayOfMs(ms: number): string {
  const days = Math.floor(ms / DAY_MS) + EPOCH_DAYS;
  const era = Math.floor(days / ERA_DAYS);
  const dayOfEra = days - era * ERA_DAYS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A day as people read it in a text: `2026-11-05` → `5 November 2026`. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}
