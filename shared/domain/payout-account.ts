import type { Currency } from './currencies.ts';

/** States of a payout account: nothing given yet · being checked · ready · something further is wanted · closed by the provider. */
export const PAYOUT_ACCOUNT_STATUSES = ['incomplete', 'pending', 'payable', 'restricted', 'rejected'] as const;
export type PayoutAccountStatus = (typeof PAYOUT_ACCOUNT_STATUSES)[number];

/** Something that was given and not accepted: which requirement, and the provider's code for why. */
export interface RequirementProblem {
  requirement: string;
  code: string;
}

/** What the provider says about an account; its requirements are by its own names (docs.stripe.com/api/accounts/object, `requirements`). */
export interface AccountFacts {
  transfersActive: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  /** Wanted now (`currently_due`); those whose time is over are among them. */
  requirementsDue: string[];
  /** Their time is over (`past_due`); until they are given the account is restricted. */
  requirementsPastDue: string[];
  /** Wanted one day, not yet (`eventually_due` without what is due now). */
  requirementsLater: string[];
  /** Given, and being checked (`pending_verification`). */
  requirementsInReview: string[];
  /** Given, and not accepted (`errors`). */
  requirementProblems: RequirementProblem[];
  /** Until when they must be met, ms; null without a deadline. */
  requirementsDueAtMs: number | null;
  disabledReason: string | null;
  /** What its bank is paid in; absent for a currency that is not in the table. */
  currency?: Currency | undefined;
}

/** Whether and why an account can be paid; only both, transfers and payouts, make it payable. */
export function payoutStatusOf(
  facts: Pick<
    AccountFacts,
    'transfersActive' | 'payoutsEnabled' | 'detailsSubmitted' | 'requirementsDue' | 'disabledReason'
  >,
): { status: PayoutAccountStatus; payable: boolean } {
  const payable = facts.transfersActive && facts.payoutsEnabled;
  if (payable) return { status: 'payable', payable };
  if (facts.disabledReason?.startsWith('rejected')) return { status: 'rejected', payable };
  if (!facts.detailsSubmitted) return { status: 'incomplete', payable };
  return { status: facts.requirementsDue.length > 0 ? 'restricted' : 'pending', payable };
}

const DAY_MS = 86_400_000;

/** When an influencer is reminded of a deadline of their payout account, days before it. */
export const ACCOUNT_REMINDER_DAYS = [7, 3, 1] as const;

/** What a reminder is decided on. */
export interface AccountDeadline {
  requirementsDueAtMs: number | null;
  requirementsDue: readonly string[];
  /** The last reminder of this deadline, days before it; null for none. */
  remindedDays: number | null;
}

/** The reminder of a deadline that is due, days before it; undefined for none. A missed one is not caught up on, and after the deadline there is none. */
export function dueAccountReminder(account: AccountDeadline, nowMs: number): number | undefined {
  const { requirementsDueAtMs: until, requirementsDue, remindedDays } = account;
  if (until === null || nowMs >= until || requirementsDue.length === 0) return undefined;
  const due = ACCOUNT_REMINDER_DAYS.findLast((days) => nowMs >= until - days * DAY_MS);
  return due === undefined || (remindedDays !== null && remindedDays <= due) ? undefined : due;
}

/** Whole days until an instant, rounded up: on the last day it is one. */
export function daysUntil(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / DAY_MS));
}

/** States of a payout to a bank, and how far along each is; one that was paid may still come back. */
const BANK_PAYOUT_ORDER = { pending: 0, in_transit: 1, paid: 2, canceled: 3, failed: 3 } as const;
export type BankPayoutStatus = keyof typeof BANK_PAYOUT_ORDER;

/** Whether a payout to a bank was heard of in an earlier state than it is known in: the word of a slower webhook. */
export function isOutdated(known: BankPayoutStatus, heard: BankPayoutStatus): boolean {
  return BANK_PAYOUT_ORDER[heard] < BANK_PAYOUT_ORDER[known];
}

/** Whether two readings of an account say the same. */
export function sameAccount(a: AccountFacts, b: AccountFacts): boolean {
  return textOf(a) === textOf(b);
}

function textOf(facts: AccountFacts): string {
  const sorted = (names: readonly string[]) => [...names].sort().join(',');
  return [
    facts.transfersActive,
    facts.payoutsEnabled,
    facts.detailsSubmitted,
    sorted(facts.requirementsDue),
    sorted(facts.requirementsPastDue),
    sorted(facts.requirementsLater),
    sorted(facts.requirementsInReview),
    sorted(facts.requirementProblems.map(({ requirement, code }) => `${requirement}:${code}`)),
    facts.requirementsDueAtMs,
    facts.disabledReason,
    facts.currency,
  ].join('|');
}
