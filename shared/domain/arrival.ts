import type { Due } from './hold-clock.ts';
import { dayAfter } from './lifecycle.ts';
import { objectionHoursOf } from './objection.ts';

/**
 * Business days from a transfer to the money at the bank, fastest and slowest. The provider pays a connected account out daily once funds are available
 * (docs.stripe.com/connect/manage-payout-schedule), which takes 2 business days in the US and Australia and longer elsewhere; banks add up to two, and Japan is
 * paid out weekly (docs.stripe.com/payouts). Estimates: the provider's own date stands on each payout.
 */
const BANK_DAYS: Readonly<Record<string, readonly [number, number]>> = { US: [2, 4], AU: [2, 4], JP: [4, 9] };
const BANK_DAYS_ELSEWHERE = [2, 7] as const;
/** How long the first payout to a new account may take, days (docs.stripe.com/payouts: 7-14). */
export const FIRST_PAYOUT_DAYS = 14;

/** When the money of a deal should be at the bank, days in UTC. */
export interface Arrival {
  /** Assumed: the last piece is live. */
  liveOn: string;
  /** The time to object is over and the money is sent. */
  releaseOn: string;
  from: string;
  until: string;
  /** Whose banks were assumed, ISO 3166-1; null when it is not known. */
  country: string | null;
  /** How long the brand may object, hours; the usual time where it is not said. */
  objectionHours?: number | undefined;
}

/** The days at the bank for money that is sent on a day. */
export function bankDays(sentOn: string, country: string | null): { from: string; until: string } {
  const [fastest, slowest] = BANK_DAYS[country ?? ''] ?? BANK_DAYS_ELSEWHERE;
  return { from: daysAfter(sentOn, fastest, isBusinessDay), until: daysAfter(sentOn, slowest, isBusinessDay) };
}

/** When the money of a deal whose last piece is live on the day it is due should be at the bank. */
export function arrivalOf({ dueOn, ...due }: Due, country: string | null): Arrival {
  const objectionHours = objectionHoursOf(due);
  const releaseOn = daysAfter(dueOn, Math.ceil(objectionHours / 24), () => true);
  return { liveOn: dueOn, releaseOn, ...bankDays(releaseOn, country), country, objectionHours };
}

/** The day after that many days which count. */
function daysAfter(day: string, count: number, counts: (day: string) => boolean): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = dayAfter(at);
    if (counts(at)) left -= 1;
  }
  return at;
}

/** By how much the weekday of a month's first day is ahead of January's, in years that begin in March (T. Sakamoto, comp.lang.c, 1993). */
const MONTH_SHIFTS = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4] as const;

/** Monday to Friday; public holidays are not known. */
function isBusinessDay(day: string): boolean {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const counted = month < 3 ? year - 1 : year;
  const leapDays = Math.floor(counted / 4) - Math.floor(counted / 100) + Math.floor(counted / 400);
  const weekday = (counted + leapDays + (MONTH_SHIFTS[month - 1] ?? 0) + date) % 7;
  return weekday !== 0 && weekday !== 6;
}
