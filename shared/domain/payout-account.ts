import type { Currency } from './currencies.ts';

/** States of a payout account: nothing given yet · being checked · ready · something further is wanted · closed by the provider. */
export const PAYOUT_ACCOUNT_STATUSES = ['incomplete', 'pending', 'payable', 'restricted', 'rejected'] as const;
export type PayoutAccountStatus = (typeof PAYOUT_ACCOUNT_STATUSES)[number];

/** What the provider says about an account. */
export interface AccountFacts {
  transfersActive: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  requirementsDue: string[];
  /** Until when they must be met, ms; null without a deadline. */
  requirementsDueAtMs: number | null;
  disabledReason: string | null;
  /** What its bank is paid in; absent for a currency that is not in the table. */
  currency?: Currency | undefined;
}

/** Whether and why an account can be paid; only both, transfers and payouts, make it payable. */
export function payoutStatusOf(facts: AccountFacts): { status: PayoutAccountStatus; payable: boolean } {
  const payable = facts.transfersActive && facts.payoutsEnabled;
  if (payable) return { status: 'payable', payable };
  if (facts.disabledReason?.startsWith('rejected')) return { status: 'rejected', payable };
  if (!facts.detailsSubmitted) return { status: 'incomplete', payable };
  return { status: facts.requirementsDue.length > 0 ? 'restricted' : 'pending', payable };
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
  return [
    facts.transfersActive,
    facts.payoutsEnabled,
    facts.detailsSubmitted,
    [...facts.requirementsDue].sort().join(','),
    facts.requirementsDueAtMs,
    facts.disabledReason,
    facts.currency,
  ].join('|');
}
