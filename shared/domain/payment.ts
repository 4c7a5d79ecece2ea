import { type Charge, quoteCharge } from './charge.ts';
import { largestCharge, smallestCharge } from './charge-limits.ts';
import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Issue, isRefused, type Refused, refuse } from './decision.ts';
import { tooLongToHold } from './hold-clock.ts';
import type { HeldMoney } from './ledger.ts';
import { type Money, money } from './money.ts';
import type { Verdict } from './release.ts';

/** States of a payment: waits for the payer · declined, may be tried again · given up · the money is held. */
export const PAYMENT_STATUSES = ['pending', 'failed', 'canceled', 'funded'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** What a payment that is under way waits for: the payer's word to their bank (3-D Secure) · the bank, which takes its time. */
export const PAYMENT_WAITS = ['authentication', 'processing'] as const;
export type PaymentWait = (typeof PAYMENT_WAITS)[number];

/** What a payment waits for by what the provider says; undefined when it waits for nothing but the payer's card, or for nothing any more. */
export function paymentWait(status: PaymentStatus, facts: Pick<IntentFacts, 'status'>): PaymentWait | undefined {
  if (status === 'funded' || status === 'canceled') return undefined;
  return PAYMENT_WAITS.find((wait) => wait === facts.status);
}

/** What a decision on money needs of a hold. */
export interface HoldState extends HeldMoney {
  status: HoldStatus;
  paymentId: string | null;
  /** The day (UTC) the last piece is to be live. */
  dueOn?: string | undefined;
  /** How long the brand may object then, hours. */
  objectionHours?: number | undefined;
  /** The milestone it pays for, of a contract that has several. */
  milestone?: number | undefined;
}

/** Contracts one payment covers at most: its refund or charge-back writes five items for each and up to four more, and a transaction takes 100. */
export const CONTRACTS_PER_PAYMENT = 19;

/** What asking for a payment leads to: an open payment is answered again, a declined one tried again, or a new one opened. */
export type EscrowPlan<H extends HoldState = HoldState> =
  | { do: 'answer'; paymentId: string }
  | { do: 'retry'; paymentId: string; holds: H[] }
  | { do: 'open'; holds: H[]; amountMinor: number; currency: Currency; replaces: string[] };

/**
 * Plans the payment for one contract, or one milestone of it, or for every unfunded one of a campaign; a contract in parts is given as its parts, each a hold. Holds of a declined payment keep its id: there is never more than one
 * payment a hold could be paid by, so what a new payment replaces must be cancelled first. Contracts whose dates outlast what the provider may hold wait: they
 * are refused when nothing else is wanted, and left out otherwise.
 */
export function planEscrow<H extends HoldState>(
  holds: readonly H[],
  asked: { contractId: string; milestone?: number | undefined } | undefined,
  holding: { nowMs: number; country: string },
): EscrowPlan<H> | Refused<'nothing_to_fund' | 'amount_too_small' | 'hold_too_long' | 'validation_failed'> {
  const ofContract = asked ? holds.filter((hold) => hold.contractId === asked.contractId) : holds;
  const milestone = asked?.milestone;
  const wanted =
    milestone === undefined ? ofContract : ofContract.filter((hold) => (hold.milestone ?? 1) === milestone);
  if (ofContract.length > 0 && wanted.length === 0)
    return refuse('validation_failed', undefined, [
      {
        path: 'milestone',
        message: `must be a milestone of this contract, from 1 to ${ofContract.at(-1)?.milestone ?? 1}`,
      },
    ]);
  const open = wanted.find(({ status, paymentId }) => status === 'pending' && paymentId);
  if (open?.paymentId) return { do: 'answer', paymentId: open.paymentId };
  const payable = wanted.filter(({ status }) => status === 'unfunded');
  const tooLong = payable.flatMap((hold) => outlasting(hold, holding));
  if (payable.length > 0 && tooLong.length === payable.length) return refuse('hold_too_long', undefined, tooLong);
  const unfunded = fitting(payable.filter((hold) => outlasting(hold, holding).length === 0));
  const [first] = unfunded;
  if (!first) return refuse('nothing_to_fund', whyNothing(wanted, asked));
  const earlier = new Set(unfunded.flatMap(({ paymentId }) => (paymentId ? [paymentId] : [])));
  const [declined] = earlier;
  if (declined) {
    const ofDeclined = holds.filter(({ paymentId }) => paymentId === declined);
    if (ofDeclined.length === unfunded.length && unfunded.every(({ paymentId }) => paymentId === declined))
      return { do: 'retry', paymentId: declined, holds: unfunded };
  }
  const amountMinor = unfunded.reduce((total, { priceMinor }) => total + priceMinor, 0);
  const least = smallestCharge(first.currency);
  if (amountMinor < least)
    return refuse('amount_too_small', `The smallest payment is ${least} minor units of ${first.currency}.`);
  return { do: 'open', holds: unfunded, amountMinor, currency: first.currency, replaces: [...earlier] };
}

/** Why the money of a contract cannot be paid in yet: its dates outlast the time the provider may hold it. */
function outlasting(
  { contractId, dueOn, objectionHours, milestone }: HoldState,
  { nowMs, country }: { nowMs: number; country: string },
): Issue[] {
  const message = dueOn && tooLongToHold({ dueOn, objectionHours }, nowMs, country);
  return message ? [{ path: contractId, message: milestone ? `Milestone ${milestone}: ${message}` : message }] : [];
}

function whyNothing(wanted: readonly HoldState[], asked: object | undefined): string {
  const [hold] = wanted;
  if (asked && hold) return `The money of this contract is ${hold.status}.`;
  return 'Every accepted contract of this campaign is paid for already, or there is none yet.';
}

/** As many as fit into one payment; they share one currency, the campaign's. */
function fitting<H extends HoldState>(holds: readonly H[]): H[] {
  const chosen: H[] = [];
  let total = 0;
  for (const hold of holds) {
    const contracts = new Set([...chosen, hold].map(({ contractId }) => contractId));
    if (contracts.size > CONTRACTS_PER_PAYMENT || total + hold.priceMinor > largestCharge(hold.currency)) break;
    if (hold.currency !== holds[0]?.currency) continue;
    chosen.push(hold);
    total += hold.priceMinor;
  }
  return chosen;
}

/**
 * What a payment charges that takes the place of one that was given up, for what that was to pay for besides; undefined where none can: nothing is left, less than
 * can be paid, or the rate that the charge was told at is over.
 */
export function planSuccessor(
  parts: readonly { priceMinor: number }[],
  { currency, charge }: { currency: Currency; charge?: Charge | undefined },
  nowIso: string,
): { charge?: Charge } | undefined {
  const amountMinor = parts.reduce((total, { priceMinor }) => total + priceMinor, 0);
  if (amountMinor < smallestCharge(currency)) return undefined;
  if (!charge) return {};
  if (charge.validUntil <= nowIso) return undefined;
  const { rate, on, source, validUntil, quoteId } = charge;
  const asked = quoteCharge(money(amountMinor, currency), charge.currency, { rate, on, source, validUntil, quoteId });
  return isRefused(asked) ? undefined : { charge: asked };
}

/** A dispute about a payment, with what it took from the platform's balance at the provider so far: minor units, in so many movements. */
export interface DisputeFacts {
  disputeId: string;
  status: 'open' | 'won' | 'lost';
  /** The disputed money, as long as the bank has it. */
  withdrawnMinor: number;
  feeMinor: number;
  movements: number;
  /** The same in the currency that the balance has it in, where the provider changed it; minor units. */
  settled: { currency: Currency; withdrawnMinor: number; feeMinor: number } | null;
}

/** What the provider says about a payment now; never taken from a webhook's body. */
export interface IntentFacts {
  intentId: string;
  paymentId: string;
  workspaceId: string;
  status: 'open' | PaymentWait | 'declined' | 'canceled' | 'succeeded';
  declineCode: string | null;
  currency: Currency;
  amountMinor: number;
  chargeId: string | null;
  /** When the provider took the money, ms; null while it has not. */
  paidAtMs: number | null;
  /** The provider's own fee, 0 while unknown. */
  providerFeeMinor: number;
  /** What came of it on the balance and the fee of that, where the provider changed it into another currency; minor units. */
  settled: { currency: Currency; amountMinor: number; feeMinor: number } | null;
  /** A dispute about the charge; the newest. */
  dispute: DisputeFacts | null;
  refunds: {
    refundId: string;
    entryId: string | null;
    amountMinor: number;
    /** What it took from the balance, where the provider changed it. */
    settled: Money | null;
    status: 'pending' | 'succeeded' | 'failed';
  }[];
}

/** A refund that the provider made, and what it took from the balance where it changed it. */
export interface RefundMade {
  refundId: string;
  settled: Money | null;
}

const NEXT_STATUS = {
  open: undefined,
  authentication: undefined,
  processing: undefined,
  declined: 'failed',
  canceled: 'canceled',
  succeeded: 'funded',
} as const satisfies Record<IntentFacts['status'], PaymentStatus | undefined>;

/** Where a payment goes by what the provider says; undefined when it is there already. A funded payment stays funded; one that was given up can only turn out paid. */
export function nextPaymentStatus(
  status: PaymentStatus,
  facts: Pick<IntentFacts, 'status'>,
): PaymentStatus | undefined {
  if (status === 'funded') return undefined;
  const next = NEXT_STATUS[facts.status];
  if (status === 'canceled' && next !== 'funded') return undefined;
  return next === status ? undefined : next;
}

/** How a lost dispute is paid for, minor units: by holds that still have their money, by what came back from influencers, and the rest. */
export function shareOfLoss(
  holds: readonly (Pick<HoldState, 'contractId' | 'status' | 'priceMinor'> & { reserveMinor?: number | undefined })[],
  withdrawnMinor: number,
): { restMinor: number; reserveOf: Map<string, number> } {
  const given = holds.filter(({ status }) => status !== 'released' && status !== 'refunded' && status !== 'unfunded');
  const restMinor = withdrawnMinor - given.reduce((total, { priceMinor }) => total + priceMinor, 0);
  return { restMinor, reserveOf: reservesFor(holds, Math.max(0, restMinor)) };
}

/** What came back from influencers that pays for an amount, minor units: how much of each contract's. */
export function reservesFor(
  holds: readonly { contractId: string; reserveMinor?: number | undefined }[],
  amountMinor: number,
): Map<string, number> {
  let left = amountMinor;
  const reserveOf = new Map<string, number>();
  for (const { contractId, reserveMinor = 0 } of holds) {
    const usedMinor = Math.min(left, reserveMinor);
    if (usedMinor > 0) reserveOf.set(contractId, usedMinor);
    left -= usedMinor;
  }
  return reserveOf;
}

/** A hold and whether the brand has approved every piece of content that its contract asks for. */
type RefundState = Pick<HoldState, 'status'> & {
  isDelivered?: boolean | undefined;
  /** Content for it waits for the brand, or is approved in part. */
  isHandedIn?: boolean | undefined;
  /** What a dispute decided about it. */
  verdict?: Verdict | undefined;
};

/**
 * A refund of the whole hold that the brand asks for; refuses what is not held, what is released, what is frozen, and what content was handed in for: that is
 * for both sides to settle, or for staff in a dispute.
 */
export function decideRefund(
  hold: RefundState,
): 'refundable' | Refused<'contract_not_funded' | 'already_released' | 'release_not_ready' | 'content_handed_in'> {
  if (hold.status === 'funded' && hold.verdict)
    return refuse('release_not_ready', 'A dispute has decided where this money goes; it moves by itself.');
  if (hold.status === 'funded' && hold.isDelivered)
    return refuse(
      'release_not_ready',
      'You have approved all content of this contract; its money can no longer be taken back.',
    );
  if (hold.status === 'funded' && hold.isHandedIn) return refuse('content_handed_in');
  if (hold.status === 'funded') return 'refundable';
  if (hold.status === 'unfunded' || hold.status === 'pending') return refuse('contract_not_funded');
  if (hold.status === 'disputed' || hold.status === 'releasing')
    return refuse('release_not_ready', `The money is ${hold.status}; wait for the outcome.`);
  return refuse('already_released', `The money is ${hold.status}.`);
}

/** The holds of a payment that can be refunded; refuses, with the first reason, when there is none. */
export function refundableHolds<H extends RefundState>(
  holds: readonly H[],
): H[] | Refused<'contract_not_funded' | 'already_released' | 'release_not_ready' | 'content_handed_in'> {
  const decided = holds.map((hold) => ({ hold, decision: decideRefund(hold) }));
  const refundable = decided.filter(({ decision }) => decision === 'refundable').map(({ hold }) => hold);
  if (refundable.length > 0) return refundable;
  const refusal = decided.map(({ decision }) => decision).find((decision) => typeof decision === 'object');
  return typeof refusal === 'object' && isRefused(refusal) ? refusal : refuse('contract_not_funded');
}
