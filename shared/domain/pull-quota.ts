import { nextPacificMidnightMs } from './pacific-day.ts';

const HOUR_MS = 3_600_000;

/** Units a Google project has each day; channels and videos cost one a call (developers.google.com/youtube/v3/determine_quota_cost). */
export const DAILY_UNITS = 10_000;
/** What the pulls may spend of them; people who connect an account must still get through. */
export const PULL_UNITS = 9_500;
/** Accounts, or videos, one call asks for. */
const PER_CALL = 50;

/** What a day's pulls have spent so far. */
export interface QuotaUse {
  units: number;
  /** Accounts these units were spent on. */
  accounts: number;
}

/** Units that one pull of accounts costs: a call for each fifty profiles and each fifty videos. */
export function unitsOf({ profiles, videos }: { profiles: number; videos: number }): number {
  return Math.ceil(profiles / PER_CALL) + Math.ceil(videos / PER_CALL);
}

/** How many of the accounts that are due may be pulled this hour, so that the units last until midnight Pacific time. The others stay due and come first in the next hour. */
export function accountsWithinQuota(due: number, used: QuotaUse, nowMs: number): number {
  const left = PULL_UNITS - used.units;
  if (left <= 0) return 0;
  // What an account cost today; before anything is known, a call for its profile and one for its videos shared by fifty.
  const unitsPerAccount = used.accounts >= PER_CALL ? used.units / used.accounts : 2 / PER_CALL;
  const hoursLeft = Math.max(1, Math.ceil((nextPacificMidnightMs(nowMs) - nowMs) / HOUR_MS));
  const needed = due * unitsPerAccount * hoursLeft;
  if (needed <= left) return due;
  return Math.min(due, Math.floor(left / hoursLeft / unitsPerAccount));
}
