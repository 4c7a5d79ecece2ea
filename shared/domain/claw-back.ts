import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { type HeldMoney, netOf } from './ledger.ts';
import { amountText } from './money-text.ts';
import { SURELY_SEEN_MS } from './provider-ask.ts';
import { isSamePerson, type KnownPerson } from './second-person.ts';

/** States of money that is taken back from an influencer after the payout: nobody has ordered it yet · some of it is still owed · all of it is back · two people decided that none of it is taken. */
export const CLAW_BACK_STATUSES = ['proposed', 'open', 'settled', 'dismissed'] as const;
export type ClawBackStatus = (typeof CLAW_BACK_STATUSES)[number];

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

/** How long the wish that no more is taken waits for the second person, days. */
export const DISMISSAL_DAYS = 7;

/** An order to take money back, or what is proposed, as a decision to let it go looks at it. */
export interface Dismissible {
  status: ClawBackStatus;
  amountMinor: number;
  backMinor: number;
  attempt?: { atMs: number } | undefined;
  dismissal?: { askedBy: KnownPerson; askedAtMs: number } | undefined;
}

/**
 * What a person's word that no more is taken comes to: it waits for a second one, or, when they are that, how much is let go, minor units, and what is left of the order.
 * As with adjustments of the ledger two people do it, since what is let go stays the platform's loss. Refuses the same person, what is over, and what is moving.
 */
export function decideDismissal(
  { status, amountMinor, backMinor, attempt, dismissal }: Dismissible,
  said: { by: KnownPerson; reason?: string | undefined; nowMs: number },
):
  | { do: 'ask'; reason: string }
  | { do: 'dismiss'; status: ClawBackStatus; amountMinor: number; waivedMinor: number }
  | Refused<'claw_back_over' | 'claw_back_moving' | 'same_person' | 'validation_failed'> {
  const { by, reason, nowMs } = said;
  if (status === 'settled' || status === 'dismissed') return refuse('claw_back_over');
  // What was asked for a moment ago may have come back without anybody knowing it yet.
  if (attempt && nowMs < attempt.atMs + SURELY_SEEN_MS) return refuse('claw_back_moving');
  if (!dismissal || nowMs >= dismissal.askedAtMs + DISMISSAL_DAYS * 86_400_000) {
    if (reason !== undefined) return { do: 'ask', reason };
    return refuse('validation_failed', undefined, [
      { path: 'reason', message: 'is required, as nobody has asked yet' },
    ]);
  }
  if (isSamePerson(dismissal.askedBy, by))
    return refuse(
      'same_person',
      'You asked for this, by this account or by another one of yours: another admin has to agree.',
    );
  return backMinor === 0
    ? { do: 'dismiss', status: 'dismissed', amountMinor, waivedMinor: amountMinor }
    : { do: 'dismiss', status: 'open', amountMinor: backMinor, waivedMinor: amountMinor - backMinor };
}
