import { type HoldStatus, isSettled } from './contract.ts';
import type { Currency } from './currencies.ts';
import { ANSWER_DAYS, APPEAL_DAYS, DISCUSSION_DAYS } from './dispute.ts';
import { type PartedHold, type PartOf, partsOf } from './hold-parts.ts';
import { add, type Money } from './money.ts';
import type { Side } from './offer.ts';
import type { Verdict } from './release.ts';

/** How far a deal is, as far as getting out of it is concerned, in the order of its life. */
export const DEAL_STAGES = [
  'offered',
  'accepted',
  'payment_pending',
  'held',
  'delivered',
  'approved',
  'partly_released',
  'disputed',
  'moving',
  'released',
  'paid_out',
  'given_back',
  'cancelled',
] as const;
export type DealStage = (typeof DEAL_STAGES)[number];

export const CANCEL_ASKERS = ['brand', 'influencer', 'staff'] as const;
export type CancelAsker = (typeof CANCEL_ASKERS)[number];

/** What getting out moves: nothing, as nothing was paid in · what is held, back to the brand. */
export type CancelMove = 'nothing' | 'held_to_brand';
/** What one asks for: the endpoint that does it. */
export type CancelBy = 'withdraw_offer' | 'reject_offer' | 'cancel_contract' | 'resolve_dispute';
/** What helps instead where somebody may not. */
export const CANCEL_INSTEADS = ['wait', 'open_dispute', 'settle_dispute', 'ask_the_sides', 'nothing'] as const;
export type CancelInstead = (typeof CANCEL_INSTEADS)[number];
/** The code of a refusal. */
export type CancelRefusal =
  | 'money_is_moving'
  | 'content_handed_in'
  | 'dispute_open_already'
  | 'already_released'
  | 'contract_cancelled'
  | 'not_allowed';

/** One cell of the table: what one asker may do at one stage and what it comes to; or why not, and what helps instead. */
export type CancelRule =
  | { may: true; by: CancelBy; moves: CancelMove; within: string }
  | { may: false; code: CancelRefusal; instead: CancelInstead };

const no = (code: CancelRefusal, instead: CancelInstead): CancelRule => ({ may: false, code, instead });
const cancel = (moves: CancelMove, within: string): CancelRule => ({ may: true, by: 'cancel_contract', moves, within });

const AT_ONCE = 'at once';
const BACK_TO_CARD = 'the refund begins at once; banks show it on the card within 5 to 10 days';
const BOTH_MAY_UNPAID = cancel('nothing', AT_ONCE);
const BOTH_MAY_PENDING = cancel(
  'nothing',
  'at once; the payment under way is given up first, and another one takes its place for what else it was to pay for',
);
const BOTH_MAY_HELD = cancel('held_to_brand', BACK_TO_CARD);
const STAFF_NEVER = no('not_allowed', 'ask_the_sides');
const SETTLED = {
  brand: no('already_released', 'nothing'),
  influencer: no('already_released', 'nothing'),
  staff: STAFF_NEVER,
};

/** What happens at a stage, in words, when nobody asks for anything. */
interface StageRule extends Record<CancelAsker, CancelRule> {
  stage: string;
  byItself: string;
}

/**
 * Who may get out of a deal at which stage, what moves with it and how long that takes: the one table that decisions, docs and screens read. Whatever is held goes back whole: the
 * platform gives up its fee with it, and bears what the card cost. What has been released stays with the influencer.
 */
export const CANCEL_RULES: Record<DealStage, StageRule> = {
  offered: {
    stage: 'Before acceptance',
    byItself: 'The offer expires on its day.',
    brand: { may: true, by: 'withdraw_offer', moves: 'nothing', within: AT_ONCE },
    influencer: { may: true, by: 'reject_offer', moves: 'nothing', within: AT_ONCE },
    staff: STAFF_NEVER,
  },
  accepted: {
    stage: 'Accepted, not paid in',
    byItself: 'It waits to be paid in.',
    ...{ brand: BOTH_MAY_UNPAID, influencer: BOTH_MAY_UNPAID, staff: STAFF_NEVER },
  },
  payment_pending: {
    stage: 'Payment under way',
    byItself: 'It is held once the payment succeeds, and not paid in when it fails.',
    ...{ brand: BOTH_MAY_PENDING, influencer: BOTH_MAY_PENDING, staff: STAFF_NEVER },
  },
  held: {
    stage: 'Held, nothing handed in',
    byItself: 'It goes back to the brand when the campaign ends, or a day before the money may no longer be held.',
    ...{ brand: BOTH_MAY_HELD, influencer: BOTH_MAY_HELD, staff: STAFF_NEVER },
  },
  delivered: {
    stage: 'Held, content handed in and not all approved',
    byItself: 'It waits for the brand to decide on the content.',
    ...{ brand: no('content_handed_in', 'open_dispute'), influencer: BOTH_MAY_HELD, staff: STAFF_NEVER },
  },
  approved: {
    stage: 'Held, all content approved',
    byItself: 'It is released once the agreed time to object has passed since the last piece went live.',
    ...{ brand: no('content_handed_in', 'open_dispute'), influencer: BOTH_MAY_HELD, staff: STAFF_NEVER },
  },
  partly_released: {
    stage: 'Partly released, nothing handed in for the rest',
    byItself: 'What is released stays with the influencer; the rest goes back to the brand when the campaign ends.',
    ...{ brand: BOTH_MAY_HELD, influencer: BOTH_MAY_HELD, staff: STAFF_NEVER },
  },
  disputed: {
    stage: 'In dispute',
    byItself: `The other side has ${ANSWER_DAYS} days to answer and both ${DISCUSSION_DAYS} more for evidence; then staff decides, and either may appeal within ${APPEAL_DAYS} days. What the bank disputes waits for the bank.`,
    brand: no('dispute_open_already', 'settle_dispute'),
    influencer: no('dispute_open_already', 'settle_dispute'),
    staff: {
      may: true,
      by: 'resolve_dispute',
      moves: 'held_to_brand',
      within: 'as decided, once nobody can appeal any more',
    },
  },
  moving: {
    stage: 'On its way',
    byItself: 'It arrives, or comes back to be held.',
    ...{ brand: no('money_is_moving', 'wait'), influencer: no('money_is_moving', 'wait'), staff: STAFF_NEVER },
  },
  released: { stage: 'Released', byItself: 'The provider pays it to the influencer’s bank.', ...SETTLED },
  paid_out: {
    stage: 'Paid out to the bank',
    byItself: 'Nothing; only a dispute of the cardholder’s bank can take it back.',
    ...SETTLED,
  },
  given_back: { stage: 'Given back', byItself: 'Nothing.', ...SETTLED },
  cancelled: {
    stage: 'Cancelled before it was paid in',
    byItself: 'Nothing.',
    ...{
      brand: no('contract_cancelled', 'nothing'),
      influencer: no('contract_cancelled', 'nothing'),
      staff: STAFF_NEVER,
    },
  },
};

/** A hold as the table looks at it. */
export interface CancellableHold extends PartedHold {
  verdict?: Verdict | undefined;
  paidOutAt?: string | undefined;
}

/** What else decides on the stage of a contract. */
export interface StageFacts {
  /** Per part of the money, by what it is for: pieces asked for, approved, and handed in without being turned down. */
  content: (part: PartOf<CancellableHold>) => { requiredCount: number; approvedCount: number; takenCount: number };
  /** Whether what was released at that instant has reached the bank by now. */
  isAtBank: (paidOutAt: string) => boolean;
}

const MOVING: readonly HoldStatus[] = ['releasing', 'refunding'];

/** How far a contract is; the least free of its parts that are neither settled nor in dispute decides for all of them. */
export function stageOf(hold: CancellableHold, { content, isAtBank }: StageFacts): DealStage {
  const all = partsOf(hold);
  // A dispute freezes what it is about; one can still get out of the rest.
  const parts = all.filter(({ status }) => status !== 'disputed');
  if (parts.length < all.length && parts.every(({ status }) => isSettled(status))) return 'disputed';
  const has = (...statuses: HoldStatus[]) => parts.some(({ status }) => statuses.includes(status));
  if (parts.some(({ status, verdict }) => MOVING.includes(status) || (status === 'funded' && verdict))) return 'moving';
  const held = parts.filter(({ status }) => status === 'funded').map(content);
  if (held.some(({ requiredCount, approvedCount }) => requiredCount > 0 && approvedCount >= requiredCount))
    return 'approved';
  if (held.some(({ takenCount, approvedCount }) => takenCount > 0 || approvedCount > 0)) return 'delivered';
  if (held.length > 0 || (has('unfunded', 'pending') && has('released', 'refunded')))
    return has('released') ? 'partly_released' : 'held';
  if (has('pending')) return 'payment_pending';
  if (has('unfunded')) return 'accepted';
  const paidOut = parts.filter(({ status }) => status === 'released');
  if (paidOut.length === 0) return has('refunded') ? 'given_back' : 'cancelled';
  return paidOut.every(({ paidOutAt }) => paidOutAt !== undefined && isAtBank(paidOutAt)) ? 'paid_out' : 'released';
}

/** The payments that must be given up before what they would pay for can be cancelled: under way, or declined and free to be tried again. */
export function openPaymentsOf(hold: PartedHold): string[] {
  const unpaid = partsOf(hold).filter(({ status }) => status === 'pending' || status === 'unfunded');
  return [...new Set(unpaid.flatMap(({ paymentId }) => paymentId ?? []))];
}

/** What one line of the consequences is about. */
export const CANCEL_LINES = [
  'back_to_brand',
  /** The same as the brand was charged for it, in another currency; only it sees that. */
  'back_as_charged',
  'platform_fee_given_up',
  'stays_released',
  'stays_in_dispute',
  'no_longer_owed',
  'freed_in_budget',
] as const;
export type CancelLine = (typeof CANCEL_LINES)[number];

/** What would follow from getting out now, line by line, minor units; nothing where it may not be done. */
export function consequencesOf(hold: CancellableHold, rule: CancelRule): { line: CancelLine; amountMinor: number }[] {
  if (!rule.may) return [];
  const sum = (statuses: readonly HoldStatus[], of: 'priceMinor' | 'feeMinor') =>
    partsOf(hold)
      .filter(({ status }) => statuses.includes(status))
      .reduce((total, part) => total + part[of], 0);
  const unpaidMinor = sum(['unfunded', 'pending'], 'priceMinor');
  const lines: { line: CancelLine; amountMinor: number }[] = [
    { line: 'back_to_brand', amountMinor: sum(['funded'], 'priceMinor') },
    { line: 'platform_fee_given_up', amountMinor: sum(['funded'], 'feeMinor') },
    { line: 'stays_released', amountMinor: sum(['released'], 'priceMinor') },
    { line: 'stays_in_dispute', amountMinor: sum(['disputed'], 'priceMinor') },
    { line: 'no_longer_owed', amountMinor: unpaidMinor },
    { line: 'freed_in_budget', amountMinor: unpaidMinor },
  ];
  return lines.filter(({ amountMinor }) => amountMinor > 0);
}

/** What the brand would get of what it was charged in other currencies than the contract's. */
export function chargedBackOf(hold: CancellableHold, rule: CancelRule): Money[] {
  if (!rule.may) return [];
  const sums = new Map<Currency, Money>();
  for (const { status, charged } of partsOf(hold)) {
    if (!charged || status !== 'funded') continue;
    const before = sums.get(charged.currency);
    sums.set(charged.currency, before ? add(before, charged) : charged);
  }
  return [...sums.values()];
}

/** The rule for a side at a stage. */
export function ruleOf(stage: DealStage, asker: Side): CancelRule {
  return CANCEL_RULES[stage][asker];
}
