import { type HoldStatus, isSettled } from './contract.ts';
import { dayOfMs, endOfDayMs, msOfDay } from './day.ts';
import { exclusiveUntil, type RightsTerms, rightsEndOn } from './usage-rights.ts';

/** `void`: the money of the contract went back or was never paid, so the brand holds no rights by it. */
export const RIGHTS_STATES = ['upcoming', 'running', 'expiring', 'expired', 'void'] as const;
export type RightsState = (typeof RIGHTS_STATES)[number];

/** When both sides are reminded of rights that end, days before. */
export const RIGHTS_REMINDER_DAYS = [30, 7] as const;
const SOON_DAYS = RIGHTS_REMINDER_DAYS[0];
const DAY_MS = 86_400_000;

/** What is known of a contract besides its terms. */
export interface RightsFacts {
  fundingStatus: HoldStatus;
  requiredCount: number;
  liveCount: number;
}

/** What a brand holds by a contract on a day, and until when. */
export interface HeldRights {
  state: RightsState;
  /** The day by which they have begun at the latest: that by which everything is live. */
  startsOn: string;
  /** The last day; null for rights without end, and where only words say it. */
  endsOn: string | null;
  /** Whole days that are left, the last one among them; null without end. */
  daysLeft: number | null;
  exclusiveUntil: string | null;
}

/** The rights by a version of a contract at an instant. Rights are for content that is live and not given back. */
export function heldRights(terms: RightsTerms, contract: RightsFacts, nowMs: number): HeldRights {
  const { dueOn, rights, exclusivity } = terms;
  const endsOn = rights ? rightsEndOn(dueOn, rights) : null;
  const daysLeft = endsOn === null ? null : Math.max(0, Math.ceil((endOfDayMs(endsOn) - nowMs) / DAY_MS));
  return {
    state: stateOf(contract, { hasBegun: hasBegun(terms, contract, nowMs), daysLeft }),
    startsOn: dueOn,
    endsOn,
    daysLeft,
    exclusiveUntil: exclusivity ? exclusiveUntil(dueOn, exclusivity) : null,
  };
}

function stateOf(
  { fundingStatus }: RightsFacts,
  { hasBegun: begun, daysLeft }: { hasBegun: boolean; daysLeft: number | null },
): RightsState {
  if (isSettled(fundingStatus) && fundingStatus !== 'released') return 'void';
  if (daysLeft === 0) return 'expired';
  if (!begun) return 'upcoming';
  return daysLeft !== null && daysLeft <= SOON_DAYS ? 'expiring' : 'running';
}

/** Rights begin with the first piece that is live; those to content that was made before, on their day. */
function hasBegun({ dueOn }: RightsTerms, { requiredCount, liveCount }: RightsFacts, nowMs: number): boolean {
  return requiredCount === 0 ? nowMs >= msOfDay(dueOn) : liveCount > 0;
}

/** The reminder of rights that end which is due, days before; undefined for none. One that was missed is not caught up on, and afterwards there is none. */
export function dueRightsReminder(endsOn: string, remindedDays: number | null, nowMs: number): number | undefined {
  const endMs = endOfDayMs(endsOn);
  if (nowMs >= endMs) return undefined;
  const due = RIGHTS_REMINDER_DAYS.findLast((days) => nowMs >= endMs - days * DAY_MS);
  return due === undefined || (remindedDays !== null && remindedDays <= due) ? undefined : due;
}

/** The days on which rights end that somebody is to be reminded of at an instant. */
export function remindedRange(nowMs: number): { from: string; until: string } {
  return { from: dayOfMs(nowMs), until: dayOfMs(nowMs + SOON_DAYS * DAY_MS) };
}
