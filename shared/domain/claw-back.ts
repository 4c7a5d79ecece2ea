import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { type HeldMoney, netOf } from './ledger.ts';
import { amountText } from './money-text.ts';

/** States of money that is taken back from an influencer after the payout: nobody has ordered it yet · some of it is still owed · all of it is back. */
export const CLAW_BACK_STATUSES = ['proposed', 'open', 'settled'] as const;

/** What becomes of money that came back: kept in reserve for the payment, or paid back to the brand. */
export const CLAW_BACK_USES = ['reserve', 'refund'] as const;

/** What a decision to take money back looks at. */
export interface ReleasedMoney extends HeldMoney {
  status: HoldStatus;
  transferId?: string | undefined;
  /** How it was changed into another currency, where it was: then what was given of it is what was sent. */
  exchange?: { givenMinor: number } | undefined;
  /** Taken back already, by whomever. */
  clawedBackMinor?: number | undefined;
}

/** What an influencer still has of what was paid out, minor units. */
export function stillWithInfluencer(money: Omit<ReleasedMoney, 'status'>): number {
  return (money.exchange?.givenMinor ?? netOf(money)) - (money.clawedBackMinor ?? 0);
}

/**
 * Whether that amount of a released contract may be taken back now, and what has come back of it before, minor units; refuses what was not released, what is
 * more than the influencer still has of it, and another currency.
 */
export function decideClawBack(
  money: ReleasedMoney,
  asked: { amountMinor: number; currency: Currency },
): { beforeMinor: number } | Refused<'contract_not_released' | 'claw_back_too_much'> {
  if (money.status !== 'released' || money.transferId === undefined)
    return refuse(
      'contract_not_released',
      `The money of this contract is ${money.status}; only what was paid out is taken back.`,
    );
  const beforeMinor = money.clawedBackMinor ?? 0;
  const leftMinor = stillWithInfluencer(money);
  if (asked.currency !== money.currency || asked.amountMinor > leftMinor) {
    const most = amountText({ amountMinor: leftMinor, currency: money.currency });
    return refuse('claw_back_too_much', `At most ${most} of what was paid out for this contract can be taken back.`);
  }
  return { beforeMinor };
}
