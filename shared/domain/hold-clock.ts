import type { HoldStatus } from './contract.ts';
import { dayOfMs, dayText, msOfDay } from './day.ts';
import type { Issue } from './decision.ts';
import { type Objectionable, objectionHoursOf, spanText } from './objection.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long the payment provider lets a business keep money in its balance before it must be paid out, by the country of that business, days; 730 for
 * “2 years”, which is never more. Source: docs.stripe.com/connect/manual-payouts (“You must pay out the funds within the time period specified below, based on
 * the business’s country”: Thailand 10 days, United States 2 years, all other countries 90 days), looked up 2026-11-20.
 */
const HOLDING_DAYS: Readonly<Record<string, number>> = { TH: 10, US: 730 };
const HOLDING_DAYS_ELSEWHERE = 90;

/** How long money may be held by a business in that country (ISO 3166-1 alpha-2), days. */
export function holdingDays(country: string): number {
  return HOLDING_DAYS[country] ?? HOLDING_DAYS_ELSEWHERE;
}

/** How long the payout itself may take: refusals are tried again every hour, and a person may have to look, hours. */
export const RELEASE_ALLOWANCE_HOURS = 48;
/** How long before its last instant what nobody delivered for goes back, so that the refund is made in time, hours. */
const LEFTOVER_LEAD_HOURS = 24;
/** How many days before the last instant people are reminded. */
export const HOLD_REMINDER_DAYS = [14, 3] as const;

/** The last instant until which money may be held that arrived then, ms. */
export function heldUntilMs(arrivedAtMs: number, country: string): number {
  return arrivedAtMs + holdingDays(country) * DAY_MS;
}

/** What is due on a day (UTC), with the time to object that was agreed for it. */
export interface Due extends Objectionable {
  dueOn: string;
}

/** Until when money has to be held for what is due on a day: the end of that day, the time to object and the payout, ms. */
export function neededUntilMs(due: Due): number {
  return msOfDay(due.dueOn) + DAY_MS + (objectionHoursOf(due) + RELEASE_ALLOWANCE_HOURS) * HOUR_MS;
}

/** What paying in at an instant would mean for what is due on a day. */
export interface FundingWindow {
  /** The last instant until which money paid in at that instant may be held, ms. */
  heldUntilMs: number;
  /** Until when it would be needed, ms. */
  neededUntilMs: number;
  /** The first day (UTC) on which paying in fits; null when it fits at that instant. */
  opensOn: string | null;
  /** The last due day that fits when paid in at that instant. */
  latestDueOn: string;
}

/** Whether money paid in at an instant may be held for as long as what is due on a day needs it, and since when it may. */
export function fundingWindow(due: Due, paidAtMs: number, country: string): FundingWindow {
  const [until, needed] = [heldUntilMs(paidAtMs, country), neededUntilMs(due)];
  const slackDays = Math.floor((until - needed) / DAY_MS);
  return {
    heldUntilMs: until,
    neededUntilMs: needed,
    opensOn: needed <= until ? null : dayOfMs(needed - holdingDays(country) * DAY_MS),
    latestDueOn: dayOfMs(msOfDay(due.dueOn) + slackDays * DAY_MS),
  };
}

/** Why money cannot be paid in yet for what is due on a day, and how to mend it; undefined when it can. */
export function tooLongToHold(due: Due, paidAtMs: number, country: string): string | undefined {
  const { opensOn, latestDueOn, neededUntilMs: needed } = fundingWindow(due, paidAtMs, country);
  if (opensOn === null) return undefined;
  return [
    `The payment provider may hold money for at most ${holdingDays(country)} days.`,
    `Delivery by ${dayText(due.dueOn)}, ${spanText(objectionHoursOf(due))} to object and ${spanText(RELEASE_ALLOWANCE_HOURS)} for the payout need it until ${dayText(dayOfMs(needed))}.`,
    `Pay in on ${dayText(opensOn)} or later, or agree on delivery by ${dayText(latestDueOn)}.`,
  ].join(' ');
}

/** What should be known about the dates of a campaign before money is paid in for it, with the time to object its offers begin with; `nowMs` counts when the first day has begun. */
export function campaignHoldWarnings(
  campaign: { startDate: string | null; endDate: string | null } & Objectionable,
  nowMs: number,
  country: string,
): Issue[] {
  const { startDate, endDate, objectionHours } = campaign;
  if (!endDate) return [];
  const fromMs = Math.max(nowMs, startDate ? msOfDay(startDate) : nowMs);
  const reason = tooLongToHold({ dueOn: endDate, objectionHours }, fromMs, country);
  if (!reason) return [];
  return [
    {
      path: 'endDate',
      message: `Money for what is due at the end cannot be held from the ${fromMs > nowMs ? 'first day' : 'present day'} on. ${reason}`,
    },
  ];
}

export const HOLD_CLOCK_STATES = ['ok', 'soon', 'over'] as const;

/** How long held money may still be held. */
export interface HoldClock {
  heldUntil: string;
  /** Whole days; 0 on the last one and afterwards. */
  daysLeft: number;
  /** `soon` within the first reminder, `over` once the last instant has passed. */
  state: (typeof HOLD_CLOCK_STATES)[number];
}

/** Money is held, or on its way and not known to have left. */
const HELD: readonly HoldStatus[] = ['funded', 'releasing', 'refunding', 'disputed'];

export function isHeld(status: HoldStatus): boolean {
  return HELD.includes(status);
}

/** The clock of money that may be held until an instant. */
export function holdClock(heldUntil: { iso: string; ms: number }, nowMs: number): HoldClock {
  const leftMs = heldUntil.ms - nowMs;
  const state = leftMs <= 0 ? 'over' : leftMs <= HOLD_REMINDER_DAYS[0] * DAY_MS ? 'soon' : 'ok';
  return { heldUntil: heldUntil.iso, daysLeft: Math.max(0, Math.floor(leftMs / DAY_MS)), state };
}

/** What the clock of a hold needs to know; `heldUntilMs` is null for money that came before there were clocks. */
export interface ClockedHold {
  heldUntilMs: number | null;
  /** The last reminder that was given, days; null for none. */
  remindedDays: number | null;
}

/** The reminder that is due, days before the end; undefined for none. An earlier one that was missed is not caught up on. */
export function dueReminder({ heldUntilMs: until, remindedDays }: ClockedHold, nowMs: number): number | undefined {
  if (until === null) return undefined;
  const due = HOLD_REMINDER_DAYS.findLast((days) => nowMs >= until - days * DAY_MS);
  return due === undefined || (remindedDays !== null && remindedDays <= due) ? undefined : due;
}

/** Whether what nobody delivered for must go back now, lest it be held too long. */
export function mustGoBack({ heldUntilMs: until }: Pick<ClockedHold, 'heldUntilMs'>, nowMs: number): boolean {
  return until !== null && nowMs >= until - LEFTOVER_LEAD_HOURS * HOUR_MS;
}

/** The next instant at which the clock asks for something, ms; null when it asks for nothing more. */
export function nextClockInstantMs(
  { heldUntilMs: until }: Pick<ClockedHold, 'heldUntilMs'>,
  nowMs: number,
): number | null {
  if (until === null) return null;
  const instants = [...HOLD_REMINDER_DAYS.map((days) => until - days * DAY_MS), until - LEFTOVER_LEAD_HOURS * HOUR_MS];
  return instants.find((instant) => instant > nowMs) ?? null;
}
