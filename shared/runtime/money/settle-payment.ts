import type { EventDraft } from '#contract/events.ts';
import { type Change, create, replace, unchanged } from '#data/change.ts';
import { type Command, commit } from '#data/commit.ts';
import { updateContract } from '#data/contract.ts';
import { type HeldPart, type HoldEdit, type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { partitions } from '#data/keys.ts';
import { recordEntry } from '#data/ledger.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { findOne, keyText, readKeys } from '#data/read.ts';
import { accounts } from '#domain/accounts.ts';
import { paidByCharge } from '#domain/charge.ts';
import { chargeLegs, chargeOf, outsideLegs, providerFeeOf, settledCharge } from '#domain/charged-payment.ts';
import { isRefused } from '#domain/decision.ts';
import { decideHandRefund, type HandRefund } from '#domain/hand-refund.ts';
import { heldUntilMs, isHeld } from '#domain/hold-clock.ts';
import { cutOff, editParts, milestoneNamed, moneyOf, partIdOf, partsOf } from '#domain/hold-parts.ts';
import {
  type LedgerEntry,
  planChargeBack,
  planDispute,
  planFunding,
  planLoss,
  planRefund,
  planReturnedByHand,
  together,
} from '#domain/ledger.ts';
import { type ChainHead, headAfter } from '#domain/ledger-chain.ts';
import { money } from '#domain/money.ts';
import {
  type DisputeFacts,
  type IntentFacts,
  nextPaymentStatus,
  paymentWait,
  planSuccessor,
  reservesFor,
  shareOfLoss,
} from '#domain/payment.ts';
import { reviewEndsAtMs } from '#domain/release.ts';
import { isoOf, msOf } from '../clock.ts';
import { platformCountry } from '../config.ts';
import { sha256Hex } from '../hash.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import { reopenLateRefund } from './claw-back.ts';
import {
  aboutPart,
  adjustBudget,
  type EntryCause,
  nameOfPart,
  noteOnPayment,
  recordHoldEntries,
  statesOf,
  statusIn,
  toldBy,
} from './move-hold.ts';
import { openPayment } from './open-payment.ts';
import { proposeClawBacks } from './propose-claw-backs.ts';
import { reopenRefund } from './refund-hold.ts';
import type { Cause } from './release-hold.ts';
import { stuckPartsOf } from './stuck-refund.ts';

/**
 * Brings a payment in line with what the provider says about it now: paid, declined or given up · disputed · refunded elsewhere. Every part is decided from
 * the state of both sides alone, so that repeated, late and reordered webhooks end in the same state. Throws when the provider's amount is not the payment's.
 */
export async function settlePayment(facts: IntentFacts, cause: Cause): Promise<void> {
  await commitPayment(facts, cause, settleStatus);
  // Nothing can be refunded by hand while it is disputed: what was refunded was so before.
  for (const refund of facts.refunds.filter(({ entryId }) => entryId === null).reverse())
    await commitPayment(facts, cause, (given) =>
      refund.status === 'failed' ? settleFailedByHand(given, refund) : settleForeignRefund(given, refund),
    );
  if (facts.dispute) {
    await commitPayment(facts, cause, settleDisputedMoney);
    await commitPayment(facts, cause, settleDispute);
  }
  await reopenFailedRefunds(facts, cause);
  if (facts.refunds.some(({ entryId }) => entryId === null)) await proposeClawBacks(facts, cause);
}

/**
 * The card networks warn that a payment may be fraud, which a dispute may follow (docs.stripe.com/disputes/measuring#early-fraud-warnings): what is held
 * of it is not released for a while. Once told, a warning is told again in vain.
 */
export async function settleWarning(facts: IntentFacts, warningId: string, cause: Cause): Promise<void> {
  await settlePayment(facts, cause);
  await commitPayment(facts, cause, (given) => {
    const { payment, nowIso } = given;
    if (payment.status !== 'funded' || payment.warning?.warningId === warningId) return undefined;
    const until = (heldUntil: string | undefined) =>
      isoOf(reviewEndsAtMs(msOf(nowIso), heldUntil === undefined ? null : msOf(heldUntil)));
    const warned = editHolds(given, (part) =>
      isHeld(part.status) ? { reviewUntil: until(part.heldUntil) } : undefined,
    );
    const warning = { warningId, reviewUntil: until(payment.heldUntil) };
    return {
      changes: [replacePayment(payment, { ...payment, warning }, nowIso), ...warned.changes],
      event: paymentEvent('PaymentWarned', payment, { warningId, reviewUntil: until(payment.heldUntil) }),
    };
  });
}

/** Gives up a payment that the provider never opened. */
export async function abandonPayment(payment: PaymentItem, code: string, cause: Cause): Promise<void> {
  const { workspaceId, paymentId, currency, amountMinor } = payment;
  const nothing = { chargeId: null, paidAtMs: null, providerFeeMinor: 0, settled: null, dispute: null, refunds: [] };
  const ours = { workspaceId, paymentId, currency, amountMinor, intentId: '' };
  await commitPayment({ ...nothing, ...ours, status: 'canceled', declineCode: code }, cause, settleStatus);
}

interface Settlement {
  payment: PaymentItem;
  holds: HoldItem[];
  facts: IntentFacts;
  nowIso: string;
  /** Of the event that this commit writes. */
  eventId: string;
  /** Of the event that this commit is an answer to. */
  causeId: string;
  /** Minted before the first attempt; those of what was changed into another currency are apart. */
  entryIds: readonly string[];
  legIds: readonly [string, string];
}
/** `problem` is for a person: it is told once the changes, which restate what was read, have shown that it is no torn reading. */
type Settled = { changes: Change[]; event?: EventDraft; problem?: string } | undefined;

/** From here on entries of what was set aside; before, one entry for each contract of a payment. */
const ASIDE_AT = 21;

async function commitPayment(facts: IntentFacts, cause: Cause, settle: (given: Settlement) => Settled): Promise<void> {
  const context = systemCommitContext(cause);
  const entryIds = Array.from({ length: 2 * ASIDE_AT }, () => newId('entry'));
  const legIds = [newId('entry'), newId('entry')] as const;
  type Told = { status: number; body: { problem?: string } };
  const command: Command<{ payment: ReturnType<typeof paymentRef> }, HoldItem[], Told> = {
    reads: { payment: paymentRef(facts.workspaceId, facts.paymentId) },
    more: ({ payment }) => (payment ? readHolds(payment) : Promise.resolve([])),
    decide: ({ payment }, holds) => {
      if (!payment) throw new Error(`The provider has a payment ${facts.paymentId} that is not in the table.`);
      const { nowIso, eventId } = context;
      const given = { payment, holds, facts, nowIso, eventId, causeId: cause.eventId ?? eventId, entryIds, legIds };
      const { problem, ...settled } = (isOfAnotherIntent(given) ? refuseIntent(given) : settle(given)) ?? {
        changes: [],
      };
      return { ...settled, answer: { status: 200, body: problem === undefined ? {} : { problem } } };
    },
  };
  const outcome = await commit(context, command);
  if (isRefused(outcome)) throw new Error(`Settling a payment was refused: ${outcome.refused}.`);
  if (outcome.body.problem) throw new Error(`${outcome.body.problem}; a person must look.`);
}

async function readHolds({ workspaceId, campaignId, shares }: PaymentItem): Promise<HoldItem[]> {
  const refs = shares.map(({ contractId }) => holdRef(workspaceId, campaignId, contractId));
  const found = await readKeys(refs.map(({ key }) => key));
  return refs.map(({ key }) => Holds.parse(found.get(keyText(key)) ?? {}));
}

/** The provider has a second object for a payment, e.g. made under a key that it had forgotten. */
function isOfAnotherIntent({ payment, facts }: Settlement): boolean {
  return Boolean(payment.intentId && facts.intentId && facts.intentId !== payment.intentId);
}

/** It decides nothing; money that came by it belongs back to the payer. */
function refuseIntent({ payment, facts }: Settlement): Settled {
  if (facts.status !== 'succeeded') return undefined;
  return {
    changes: [unchanged(Payments, payment)],
    problem: `${payment.paymentId} was paid a second time, by ${facts.intentId} beside ${payment.intentId}`,
  };
}

function settleStatus(given: Settlement): Settled {
  const { payment, facts, nowIso } = given;
  const next = nextPaymentStatus(payment.status, facts);
  if (next === 'funded') return fund(given);
  if (next === 'failed' || next === 'canceled') return giveBack(given, next);
  const waitsFor = paymentWait(payment.status, facts);
  if (payment.intentId && payment.waitsFor === waitsFor) return undefined;
  const intentId = payment.intentId || facts.intentId;
  return { changes: [replacePayment(payment, { ...payment, intentId, waitsFor }, nowIso)] };
}

/** Money arrived: every contract's hold has its share. */
function fund(given: Settlement): Settled {
  const { payment, holds, facts, nowIso, entryIds } = given;
  const asIs = [unchanged(Payments, payment)];
  const asked = chargeOf(payment);
  if (facts.amountMinor !== asked.amountMinor || facts.currency !== asked.currency || !facts.chargeId)
    return {
      changes: asIs,
      problem: `The provider took ${facts.amountMinor} ${facts.currency} for ${payment.paymentId}, which asks for ${asked.amountMinor} ${asked.currency}`,
    };
  const parts = holds.map((hold) => coveredBy(payment, hold).filter(waitsForMoney));
  const lots = holds.map((hold, index) => moneyOf(hold, parts[index] ?? []));
  const foreign = payment.shares.findIndex((share, index) => lots[index]?.priceMinor !== share.priceMinor);
  if (foreign !== -1)
    return {
      changes: asIs,
      problem: `${payment.paymentId} was paid, but ${lots[foreign]?.contractId} is ${lots[foreign]?.status}`,
    };
  const { chargeId } = facts;
  const charge = settledCharge(payment, facts);
  const paidFor = parts.flat().map((part) => ({ ...part, milestone: milestoneNamed(part) }));
  const entry = planFunding(entryIds[0] as string, paidFor, providerFeeOf(payment, facts));
  const told = { action: 'PaymentFunded', providerId: chargeId } as const;
  const recorded = recordPaymentEntry(given, entry, { ...told, holds: lots });
  const changed = recordPaymentLegs(given, chargeLegs(given.legIds, payment, charge), {
    ...told,
    after: recorded.headOf(payment.paymentId),
  });
  // The clock runs from the money's arrival at the provider, however late its webhook comes.
  const arrivedAtMs = Math.min(facts.paidAtMs ?? msOf(nowIso), msOf(nowIso));
  const heldUntil = isoOf(heldUntilMs(arrivedAtMs, platformCountry()));
  const arrived = { fundedAt: isoOf(arrivedAtMs), heldUntil };
  const paid = { status: 'funded' as const, intentId: facts.intentId, chargeId, fundedAt: nowIso, heldUntil };
  const after = { ...payment, ...paid, charge, ledger: changed.ledger };
  const moved = holds.map((hold) =>
    editParts({ ...hold, ledger: recorded.headOf(hold.contractId) }, (part) =>
      isCovered(payment, part) ? { status: 'funded', chargeId, ...arrived } : undefined,
    ),
  );
  return {
    changes: [
      replacePayment(
        payment,
        { ...after, failureCode: undefined, waitsFor: undefined, states: statesOf(payment, moved) },
        nowIso,
      ),
      ...holds.flatMap((hold, index) =>
        writeMoved(hold, moved[index] as HoldItem, arrivedAt(moved[index] as HoldItem)),
      ),
      ...recorded.changes,
      ...changed.changes,
      adjustBudget(payment, { fundedMinor: payment.amountMinor }),
    ],
    event: paymentEvent('PaymentFunded', payment, {
      influencerIds: payment.shares.map(({ influencerId }) => influencerId),
    }),
  };
}

/** The parts of a hold that a payment pays in. */
function coveredBy(payment: PaymentItem, hold: HoldItem): HeldPart[] {
  return partsOf(hold).filter((part) => isCovered(payment, part));
}

function isCovered({ paymentId }: Pick<PaymentItem, 'paymentId'>, part: HeldPart): boolean {
  return part.paymentId === paymentId;
}

function waitsForMoney({ status }: HeldPart): boolean {
  return status === 'pending' || status === 'unfunded';
}

/** What a contract says of the money that came: the first to come, and the first that has to leave. */
function arrivedAt(hold: HoldItem): { fundedAt?: string; heldUntil?: string } {
  const firstOf = (values: (string | undefined)[]) => values.filter((value) => value !== undefined).sort()[0];
  const fundedAt = firstOf(partsOf(hold).map((part) => part.fundedAt));
  return { ...(fundedAt ? { fundedAt } : {}), ...(hold.heldUntil ? { heldUntil: hold.heldUntil } : {}) };
}

/** Declined or given up: nothing is held; holds of a declined payment keep its id, since it may still be paid. What a payment that was given up was to pay for besides goes on to its successor. */
function giveBack({ payment, holds, facts, nowIso }: Settlement, status: 'failed' | 'canceled'): Settled {
  const before = holds.filter((hold) => coveredBy(payment, hold).some(waitsForMoney));
  const freed = before.map((hold) =>
    editParts(hold, (part) =>
      isCovered(payment, part) && waitsForMoney(part)
        ? { status: 'unfunded', ...(status === 'canceled' ? { paymentId: null } : {}) }
        : undefined,
    ),
  );
  const next = status === 'canceled' ? succeed(payment, { before, freed }, nowIso) : undefined;
  const code = facts.declineCode ?? status;
  const own = Object.fromEntries(before.map(({ contractId }) => [contractId, 'unfunded' as const]));
  const after = {
    ...payment,
    ...{ status, intentId: facts.intentId || payment.intentId, failureCode: code, waitsFor: undefined },
    successor: status === 'canceled' && !next ? undefined : payment.successor,
    states: { ...payment.states, ...own },
  };
  const moved = freed.map((hold) => next?.holds.get(hold.contractId) ?? hold);
  return {
    changes: [
      replacePayment(payment, after, nowIso),
      ...before.flatMap((hold, index) => writeMoved(hold, moved[index] as HoldItem)),
      ...(next ? [create(Payments, next.payment)] : []),
    ],
    event: paymentEvent('PaymentFailed', payment, {
      ...{ code, canceled: status === 'canceled' },
      ...(next
        ? {
            replacedBy: {
              paymentId: next.payment.paymentId,
              amount: money(next.payment.amountMinor, payment.currency),
            },
          }
        : {}),
    }),
  };
}

/** The payment that takes the place of one that is given up, where somebody asked for that, with its holds; `freed` are those of the payment once it is given up. */
function succeed(
  payment: PaymentItem,
  { before, freed }: { before: readonly HoldItem[]; freed: readonly HoldItem[] },
  nowIso: string,
): { payment: PaymentItem; holds: Map<string, HoldItem> } | undefined {
  const { successor } = payment;
  if (!successor) return undefined;
  const names = new Set(before.flatMap((hold) => coveredBy(payment, hold).filter(waitsForMoney)).map(nameOfPart));
  const left = freed
    .flatMap(partsOf)
    .filter((part) => names.has(nameOfPart(part)) && !successor.without.includes(part.contractId));
  const planned = planSuccessor(left, payment, nowIso);
  if (!planned) return undefined;
  const { payment: next, moved } = openPayment(left, { ...planned, paymentId: successor.paymentId }, nowIso);
  return { payment: next, holds: new Map(moved.map(({ after }) => [after.contractId, after])) };
}

/** An entry about a whole payment, in its chain and in those of the holds it moves. */
function recordPaymentEntry(
  { payment, nowIso, eventId, causeId }: Settlement,
  entry: LedgerEntry,
  told: { action: EntryCause['action']; providerId: string; holds?: readonly HoldItem[] },
): { changes: Change[]; headOf: (chain: string) => ChainHead } {
  const { workspaceId, campaignId, paymentId } = payment;
  const { action, providerId, holds = [] } = told;
  const { changes, sealed } = recordEntry(entry, {
    ...{ workspaceId, campaignId, paymentId, providerId, action },
    eventId: action === 'ProviderEventReceived' ? causeId : eventId,
    occurredAt: nowIso,
    parties: holds,
    chains: {
      [paymentId]: payment.ledger,
      ...Object.fromEntries(holds.map(({ contractId, ledger }) => [contractId, ledger])),
    },
    hash: sha256Hex,
  });
  return { changes, headOf: (chain) => headAfter(sealed, chain) };
}

/** Entries of what was changed into another currency for a payment, after the last one of its chain, with the new last one. */
function recordPaymentLegs(
  given: Settlement,
  legs: readonly LedgerEntry[],
  { after, ...told }: { action: EntryCause['action']; providerId: string; after: ChainHead | undefined },
): { changes: Change[]; ledger: ChainHead | undefined } {
  const { payment } = given;
  let ledger = after;
  const changes = legs.flatMap((leg) => {
    const recorded = recordPaymentEntry({ ...given, payment: { ...payment, ledger } }, leg, told);
    ledger = recorded.headOf(payment.paymentId);
    return recorded.changes;
  });
  return { changes, ledger };
}

/** What the bank and the provider took or gave back since it was last looked at; a slower webhook may have read fewer movements than are known. */
function settleDisputedMoney(given: Settlement): Settled {
  const { payment, facts, nowIso, entryIds } = given;
  const { dispute } = facts;
  if (!dispute || payment.status !== 'funded') return undefined;
  const { disputeId, movements } = dispute;
  const known = payment.disputed?.disputeId === disputeId ? payment.disputed : undefined;
  if (movements <= (known?.movements ?? 0)) return undefined;
  const disputed = { disputeId, movements, ...takenBy(dispute, payment) };
  const taken = {
    withdrawnMinor: disputed.withdrawnMinor - (known?.withdrawnMinor ?? 0),
    feeMinor: disputed.feeMinor - (known?.feeMinor ?? 0),
  };
  const after = { ...payment, disputed };
  if (taken.withdrawnMinor === 0 && taken.feeMinor === 0) return { changes: [replacePayment(payment, after, nowIso)] };
  const entry = planDispute(entryIds[0] as string, payment, taken);
  const told = { action: 'ProviderEventReceived', providerId: disputeId } as const;
  const recorded = recordPaymentEntry(given, entry, told);
  const legs = disputeLegs(given, disputed, known);
  const changed = recordPaymentLegs(given, legs, { ...told, after: recorded.headOf(payment.paymentId) });
  return {
    changes: [
      replacePayment(payment, { ...after, ledger: changed.ledger }, nowIso),
      ...recorded.changes,
      ...changed.changes,
    ],
  };
}

type Disputed = NonNullable<PaymentItem['disputed']>;

/** What a dispute has taken in the campaign's currency; of a charge in another one also what of that, and what it took from the balance. */
function takenBy(
  { withdrawnMinor: chargedMinor, feeMinor, settled }: DisputeFacts,
  { charge, amountMinor, currency }: PaymentItem,
): Pick<Disputed, 'withdrawnMinor' | 'feeMinor' | 'chargedMinor' | 'settledMinor'> {
  if (!charge) return { withdrawnMinor: chargedMinor, feeMinor };
  const withdrawnMinor = paidByCharge(amountMinor, chargedMinor, charge.amountMinor);
  const own = settled?.currency === currency ? settled : { withdrawnMinor, feeMinor: 0 };
  return { withdrawnMinor, feeMinor: own.feeMinor, chargedMinor, settledMinor: own.withdrawnMinor };
}

/** The entries of what a bank took of a charge in another currency, or gave back of it, since that was known. */
function disputeLegs(
  { payment, legIds }: Settlement,
  now: Omit<Disputed, 'disputeId' | 'movements'>,
  known: Disputed | undefined,
): LedgerEntry[] {
  const { charge, currency } = payment;
  if (!charge) return [];
  const since = (part: 'withdrawnMinor' | 'settledMinor' | 'chargedMinor') => (now[part] ?? 0) - (known?.[part] ?? 0);
  return outsideLegs(legIds, accounts.clearing, {
    amount: money(since('withdrawnMinor'), currency),
    settledMinor: since('settledMinor'),
    charged: money(since('chargedMinor'), charge.currency),
  });
}

function settleDispute(given: Settlement): Settled {
  const { payment, facts } = given;
  const { dispute } = facts;
  if (!dispute || payment.status !== 'funded') return undefined;
  const known = payment.dispute?.disputeId === dispute.disputeId ? payment.dispute.status : undefined;
  // A closed dispute stays closed: a slower webhook may have read it while it was still open.
  if (known === dispute.status || (known !== undefined && dispute.status === 'open')) return undefined;
  if (dispute.status === 'open') return freeze(given, dispute.disputeId);
  return dispute.status === 'won' ? thaw(given, dispute.disputeId) : chargeBack(given, dispute);
}

/** Holds of a payment after an edit of some of their parts, with what the payment says of them then; untouched ones are left out. */
function editHolds(
  { payment, holds }: Settlement,
  edit: (part: HeldPart) => HoldEdit | undefined,
): { changes: Change[]; states: PaymentItem['states'] } {
  const moved = holds.map((before) => ({
    before,
    after: editParts(before, (part) => (isCovered(payment, part) ? edit(part) : undefined)),
  }));
  const touched = moved.filter(({ before, after }) => before !== after);
  return {
    changes: touched.flatMap(({ before, after }) => writeMoved(before, after)),
    states: {
      ...payment.states,
      ...statesOf(
        payment,
        touched.map(({ after }) => after),
      ),
    },
  };
}

/** Nothing more leaves the hold; what is being transferred or refunded already is marked, and finishes or falls back to frozen. */
function freeze(given: Settlement, disputeId: string): Settled {
  const { payment, nowIso } = given;
  const frozen = editHolds(given, ({ status, partyDisputeId }) => {
    if (status === 'funded') return { status: 'disputed', disputeId };
    if (status === 'disputed' && partyDisputeId) return { disputeId };
    return status === 'releasing' || status === 'refunding' ? { disputeId } : undefined;
  });
  const after = { ...payment, dispute: { disputeId, status: 'open' as const }, states: frozen.states };
  return {
    changes: [replacePayment(payment, after, nowIso), ...frozen.changes],
    event: paymentEvent('PaymentDisputed', payment, { disputeId }),
  };
}

function thaw(given: Settlement, disputeId: string): Settled {
  const { payment, nowIso } = given;
  const thawed = editHolds(given, (part) => {
    if (part.disputeId !== disputeId) return undefined;
    // What the two sides are at odds about stays frozen, whatever the bank says.
    const isFree = part.status === 'disputed' && !part.partyDisputeId;
    return { disputeId: undefined, ...(isFree ? { status: 'funded' } : {}) };
  });
  const after = { ...payment, dispute: { disputeId, status: 'won' as const }, states: thawed.states };
  return {
    changes: [replacePayment(payment, after, nowIso), ...thawed.changes],
    event: paymentEvent('PaymentDisputeClosed', payment, { disputeId, outcome: 'won' }),
  };
}

/**
 * The bank took the money back: what was not released is gone from its holds; what is under way is marked, so that it is not sent any more and then goes as
 * well. What was released or refunded already is the platform's loss, as far as nothing came back for it.
 */
function chargeBack(given: Settlement, { disputeId }: DisputeFacts): Settled {
  const { payment, nowIso } = given;
  const loss = shareOfLossOf(given);
  const gone = takeBack(given, { disputeId }, (part) => {
    const usedMinor = loss.reserveOf.get(nameOfPart(part)) ?? 0;
    if (part.status === 'funded' || part.status === 'disputed') return { status: 'refunded' };
    if (part.status === 'releasing' || part.status === 'refunding') return part.disputeId ? undefined : { disputeId };
    return usedMinor === 0 ? undefined : { reserveMinor: (part.reserveMinor ?? 0) - usedMinor };
  });
  const lost = recordLoss(given, loss, { disputeId });
  const dispute = { disputeId, status: 'lost' as const };
  const lossMinor = (payment.lossMinor ?? 0) + lost.lossMinor;
  const after = { ...payment, dispute, ledger: lost.ledger, states: gone.states, lossMinor: lossMinor || undefined };
  return {
    changes: [replacePayment(payment, after, nowIso), ...gone.changes, ...lost.changes],
    event: paymentEvent('PaymentDisputeClosed', payment, { disputeId, outcome: 'lost' }),
  };
}

function shareOfLossOf({ payment, holds }: Settlement): ReturnType<typeof shareOfLoss> {
  const parts = holds.flatMap((hold) => coveredBy(payment, hold));
  return shareOfLoss(
    parts.map((part) => ({ ...part, contractId: nameOfPart(part) })),
    payment.disputed?.withdrawnMinor ?? 0,
  );
}

/** Who pays for what a lost dispute, or a refund made by hand, took beyond the holds that still had their money. */
function recordLoss(
  given: Settlement,
  { restMinor, reserveOf }: ReturnType<typeof shareOfLoss>,
  by: { disputeId: string } | { refundId: string },
): { changes: Change[]; ledger: ChainHead | undefined; lossMinor: number } {
  const { payment, entryIds } = given;
  if (restMinor === 0) return { changes: [], ledger: payment.ledger, lossMinor: 0 };
  const reserveMinor = [...reserveOf.values()].reduce((total, usedMinor) => total + usedMinor, 0);
  const isByHand = 'refundId' in by;
  const entry = planLoss(entryIds.at(-1) as string, payment, { restMinor, reserveMinor, isByHand });
  const told = isByHand
    ? ({ action: 'PaymentRefundedByHand', providerId: by.refundId } as const)
    : ({ action: 'PaymentDisputeClosed', providerId: by.disputeId } as const);
  const recorded = recordPaymentEntry(given, entry, told);
  const lossMinor = Math.max(0, restMinor - reserveMinor);
  return { changes: recorded.changes, ledger: recorded.headOf(payment.paymentId), lossMinor };
}

type HandRefundMade = IntentFacts['refunds'][number];

/** What a part of a charge is in the campaign's money, minor units; the same where it was charged in that. */
function inCampaignMoney({ amountMinor, charge }: PaymentItem, chargedMinor: number): number {
  return charge ? paidByCharge(amountMinor, chargedMinor, charge.amountMinor) : chargedMinor;
}

/**
 * A refund made at the provider by hand: whole holds, or whole parts of one, that it covers are gone, and a piece of one more, whose rest goes on as it was.
 * What it gave beyond everything that is held was given out already: what came back from influencers pays for it, the rest is the platform's loss.
 */
function settleForeignRefund(given: Settlement, refund: HandRefundMade): Settled {
  const { refundId, amountMinor } = refund;
  const { payment, holds, nowIso } = given;
  if (payment.status !== 'funded' || payment.foreignRefunds?.[refundId]) return undefined;
  const own = holds.flatMap((hold) => coveredBy(payment, hold));
  const decided = decideHandRefund(
    own.filter((part) => mayGoByHand(part, given.facts)),
    amountMinor,
  );
  const { heldMinor, leftMinor } = decided;
  const untouched = own.filter((part) => part !== decided.piece?.part && !decided.whole.includes(part));
  // What is on its way is told of again: only then is it known what the refund was for.
  if (leftMinor > 0 && untouched.some(({ status }) => status === 'releasing' || status === 'refunding'))
    throw new Error(`${refundId} was made by hand while money of ${payment.paymentId} is moving; it is told of again.`);
  const beyondMinor = inCampaignMoney(payment, leftMinor);
  const reserveOf = reservesFor(
    own.map((part) => ({ ...part, contractId: nameOfPart(part) })),
    beyondMinor,
  );
  const { cutHolds, gone: whole } = cutByHand(holds, decided);
  const gone = takeBack({ ...given, holds: cutHolds }, { refundId }, (part) => {
    if (whole.has(nameOfPart(part))) return { ...SETTLED_BY_HAND, status: 'refunded' };
    const usedMinor = reserveOf.get(nameOfPart(part)) ?? 0;
    if (usedMinor > 0) return { reserveMinor: (part.reserveMinor ?? 0) - usedMinor };
    return decided.piece && nameOfPart(part) === nameOfPart(decided.piece.part) ? keptByHand(part, nowIso) : undefined;
  });
  const beyond = recordLoss(given, { restMinor: beyondMinor, reserveOf }, { refundId });
  const back = { amountMinor: heldMinor + beyondMinor, chargedMinor: decided.chargedMinor + leftMinor };
  const changed = settleForeignCharge(given, back, { refund, after: beyond.ledger });
  const foreign = { heldMinor, beyondMinor, lossMinor: beyond.lossMinor, ...changed.taken };
  const after = {
    ...{ ...payment, states: gone.states, ledger: changed.ledger, foreignCharge: changed.foreignCharge },
    foreignRefunds: { ...payment.foreignRefunds, [refundId]: foreign },
    lossMinor: (payment.lossMinor ?? 0) + beyond.lossMinor || undefined,
  };
  return {
    changes: [replacePayment(payment, after, nowIso), ...gone.changes, ...beyond.changes, ...changed.changes],
    event: paymentEvent('PaymentRefundedByHand', payment, toldByHand(payment, refund, { decided, beyondMinor })),
  };
}

/** What is said of such a refund: whose money is gone, and of whose a piece is. */
function toldByHand(
  { currency, charge }: PaymentItem,
  { refundId, amountMinor }: HandRefundMade,
  { decided, beyondMinor }: { decided: HandRefund<HeldPart>; beyondMinor: number },
): object {
  const { whole, piece } = decided;
  const { contractId, influencerId, priceMinor = 0 } = piece?.part ?? {};
  const backMinor = piece?.backMinor ?? 0;
  const amounts = { back: money(backMinor, currency), left: money(priceMinor - backMinor, currency) };
  return {
    ...{ refundId, refunded: money(amountMinor, charge?.currency ?? currency), beyond: money(beyondMinor, currency) },
    influencerIds: [...new Set(whole.map((part) => part.influencerId))],
    ...(piece ? { partly: { contractId, influencerId, ...amounts } } : {}),
  };
}

/** The holds with what went back of one part cut off it, and the parts of which all is gone then. */
function cutByHand(
  holds: readonly HoldItem[],
  { whole, piece }: HandRefund<HeldPart>,
): { cutHolds: HoldItem[]; gone: Set<string> } {
  const gone = new Set(whole.map(nameOfPart));
  const cutHolds = holds.map((hold) => {
    if (piece?.part.contractId !== hold.contractId) return hold;
    const cut = cutOff(hold, partIdOf(piece.part), piece);
    gone.add(`${hold.contractId} ${cut.restId}`);
    return cut.hold;
  });
  return { cutHolds, gone };
}

/** The rest of a part of which a piece went back: its own refund, where one was refused, is asked for under another key, since it is of less. */
function keptByHand({ status, asked }: HeldPart, nowIso: string): HoldEdit {
  return status === 'refunding' ? { asked: { count: (asked?.count ?? 0) + 1, at: nowIso } } : {};
}

/** Money that a refund made by hand may have been for: what is held, also while the two sides are at odds about it, and what the provider refused to give back. */
function mayGoByHand({ status, disputeId, partyDisputeId, ...part }: HeldPart, { refunds }: IntentFacts): boolean {
  if (disputeId) return false;
  const isMade = refunds.some((one) => one.entryId === part.refundEntryId && one.status !== 'failed');
  return (
    status === 'funded' ||
    (status === 'disputed' && Boolean(partyDisputeId)) ||
    (status === 'refunding' && part.refusal !== undefined && !isMade)
  );
}

const SETTLED_BY_HAND = {
  ...{ refundEntryId: undefined, refundTries: undefined, refundStuckAt: undefined },
  ...{ refusal: undefined, asked: undefined },
};

/** A refund made by hand did not arrive: what it gave beyond what was held is no loss any more, and the rest is owed to the brand. */
function settleFailedByHand(given: Settlement, { refundId }: HandRefundMade): Settled {
  const { payment, nowIso, entryIds } = given;
  const foreign = payment.foreignRefunds?.[refundId];
  if (!foreign || foreign.failed) return undefined;
  const goodMinor = Math.min(foreign.lossMinor, payment.lossMinor ?? 0);
  const entry = planReturnedByHand(entryIds[0] as string, payment, {
    goodMinor,
    owedMinor: foreign.heldMinor + foreign.beyondMinor - goodMinor,
  });
  const told = { action: 'ProviderEventReceived', providerId: refundId } as const;
  const recorded = recordPaymentEntry(given, entry, told);
  const changed = returnForeignCharge(given, foreign, { ...told, after: recorded.headOf(payment.paymentId) });
  const after = {
    ...{ ...payment, ledger: changed.ledger, foreignCharge: changed.foreignCharge },
    foreignRefunds: { ...payment.foreignRefunds, [refundId]: { ...foreign, failed: true } },
    lossMinor: (payment.lossMinor ?? 0) - goodMinor || undefined,
  };
  return { changes: [replacePayment(payment, after, nowIso), ...recorded.changes, ...changed.changes] };
}

interface ForeignCharge {
  changes: Change[];
  ledger: ChainHead | undefined;
  foreignCharge: PaymentItem['foreignCharge'];
  taken?: { chargedMinor: number; settledMinor: number };
}

/** What such a refund gave back of a charge in another currency, with what of the balance it took for it. */
function settleForeignCharge(
  given: Settlement,
  { amountMinor, chargedMinor }: { amountMinor: number; chargedMinor: number },
  { refund, after }: { refund: HandRefundMade; after: ChainHead | undefined },
): ForeignCharge {
  const { payment, legIds } = given;
  const { charge, currency, foreignCharge } = payment;
  if (!charge || chargedMinor === 0) return { changes: [], ledger: after, foreignCharge };
  const { settled } = refund;
  const settledMinor =
    settled?.currency === currency && settled.amountMinor > 0
      ? paidByCharge(settled.amountMinor, chargedMinor, refund.amountMinor)
      : amountMinor;
  const amounts = { amount: money(amountMinor, currency), settledMinor, charged: money(chargedMinor, charge.currency) };
  const legs = outsideLegs(legIds, accounts.refunds, amounts);
  const told = { action: 'PaymentRefundedByHand', providerId: refund.refundId } as const;
  const recorded = recordPaymentLegs(given, legs, { ...told, after });
  const taken = { chargedMinor, settledMinor };
  return { ...recorded, foreignCharge: addCharge(foreignCharge, taken, 1), taken };
}

/** The same of one that did not arrive: what it gave is back. */
function returnForeignCharge(
  given: Settlement,
  { heldMinor, beyondMinor, chargedMinor = 0, settledMinor = 0 }: NonNullable<PaymentItem['foreignRefunds']>[string],
  told: Parameters<typeof recordPaymentLegs>[2],
): ForeignCharge {
  const { payment, legIds } = given;
  const { charge, currency, foreignCharge } = payment;
  if (!charge || chargedMinor === 0) return { changes: [], ledger: told.after, foreignCharge };
  const legs = outsideLegs(legIds, accounts.refunds, {
    amount: money(-heldMinor - beyondMinor, currency),
    settledMinor: -settledMinor,
    charged: money(-chargedMinor, charge.currency),
  });
  const taken = { chargedMinor, settledMinor };
  return { ...recordPaymentLegs(given, legs, told), foreignCharge: addCharge(foreignCharge, taken, -1) };
}

function addCharge(
  { chargedMinor, settledMinor } = { chargedMinor: 0, settledMinor: 0 },
  more: { chargedMinor: number; settledMinor: number },
  sign: 1 | -1,
): PaymentItem['foreignCharge'] {
  return {
    chargedMinor: chargedMinor + sign * more.chargedMinor,
    settledMinor: settledMinor + sign * more.settledMinor,
  };
}

/**
 * Holds of a payment after an edit of their parts, where money of those that become refunded left for the payer without the platform's doing: by a lost dispute,
 * or by a refund made at the provider. Each hold gets one entry for all of its own.
 */
function takeBack(
  { payment, holds, nowIso, eventId, entryIds }: Settlement,
  by: { disputeId: string } | { refundId: string },
  edit: (part: HeldPart) => HoldEdit | undefined,
): { changes: Change[]; states: PaymentItem['states'] } {
  const [action, providerId] =
    'disputeId' in by
      ? (['PaymentDisputeClosed', by.disputeId] as const)
      : (['PaymentRefundedByHand', by.refundId] as const);
  const changes: Change[] = [];
  let totalMinor = 0;
  const moved = holds.flatMap((hold, index) => {
    const gone: HeldPart[] = [];
    const after = editParts(hold, (part) => {
      const edited = isCovered(payment, part) ? edit(part) : undefined;
      if (edited?.status === 'refunded') gone.push(part);
      return edited;
    });
    if (after === hold) return [];
    if (gone.length === 0) {
      changes.push(...writeMoved(hold, after));
      return [after];
    }
    const money = { ...moneyOf(hold, gone), paymentId: payment.paymentId };
    totalMinor += money.priceMinor;
    const entryId = entryIds[index] as string;
    const leaving = (part: HeldPart) =>
      aboutPart(
        part,
        'disputeId' in by
          ? planChargeBack(entryId, part, payment.paymentId)
          : planRefund(entryId, 'charged_back', part),
      );
    const leftAside = (part: HeldPart) =>
      aboutPart(part, planRefund(entryIds[index + ASIDE_AT] as string, 'refunded', part));
    const isAside = ({ status }: HeldPart) => 'refundId' in by && status === 'refunding';
    const entries = [gone.filter((part) => !isAside(part)).map(leaving), gone.filter(isAside).map(leftAside)].flatMap(
      ([one, ...others]) => (one ? [together([one, ...others])] : []),
    );
    const recorded = recordHoldEntries(money, entries, { nowIso, eventId, action, providerId });
    const wasStuck = gone.some(({ refundStuckAt }) => refundStuckAt !== undefined);
    const told = wasStuck ? { refundStuck: stuckPartsOf(after).length > 0 } : {};
    changes.push(...writeMoved(hold, { ...after, ledger: recorded.hold.ledger }, told), ...recorded.changes);
    return [after];
  });
  if (totalMinor > 0) changes.push(adjustBudget(payment, { refundedMinor: totalMinor }));
  return { changes, states: { ...payment.states, ...statesOf(payment, moved) } };
}

async function reopenFailedRefunds(facts: IntentFacts, cause: Cause): Promise<void> {
  const failed = facts.refunds.flatMap(({ entryId, status }) => (entryId && status === 'failed' ? [entryId] : []));
  if (failed.length === 0) return;
  const payment = await findOne(paymentRef(facts.workspaceId, facts.paymentId));
  const holds = payment ? await readHolds(payment) : [];
  for (const part of holds.flatMap(partsOf)) {
    const { refundEntryId, lateRefund } = part;
    if (refundEntryId && failed.includes(refundEntryId)) await reopenRefund(part, refundEntryId, cause);
    if (lateRefund && failed.includes(lateRefund.entryId)) await reopenLateRefund(part, lateRefund.entryId, cause);
  }
}

/** A hold as it is after some of its parts moved, and its contract; the payment is written by the same commit as a whole. */
export function writeMoved(
  before: HoldItem,
  after: HoldItem,
  onContract: { fundedAt?: string; heldUntil?: string; disputeId?: string; refundStuck?: boolean } = {},
): Change[] {
  return [replace(Holds, before, after), ...updateContract(after, { set: { ...toldBy(after), ...onContract } })];
}

/** A hold with some of its parts in another state, with its contract and every payment that paid them in saying the same. */
export function writeParts(before: HoldItem, after: HoldItem, onContract: { disputeId?: string } = {}): Change[] {
  const paymentIds = new Set(partsOf(after).flatMap(({ paymentId }) => paymentId ?? []));
  return [
    ...writeMoved(before, after, onContract),
    ...[...paymentIds].map((paymentId) => noteOnPayment(after, paymentId, statusIn(after, paymentId))),
  ];
}

function replacePayment(before: PaymentItem, after: Omit<PaymentItem, 'version'>, nowIso: string): Change {
  return replace(Payments, before, { ...after, updatedAt: nowIso });
}

type PaymentEvent = Extract<EventDraft, { data: { contractIds: string[] } }>['type'];

/** The event of a payment; its sequence is the payment's version after it. */
export function paymentEvent(type: PaymentEvent, payment: PaymentItem, more: object = {}): EventDraft {
  const { workspaceId, campaignId, paymentId, shares, currency, amountMinor, version } = payment;
  return {
    type,
    aggregateId: paymentId,
    seq: version + 1,
    partition: partitions.campaign(workspaceId, campaignId),
    data: {
      workspaceId,
      campaignId,
      paymentId,
      contractIds: shares.map(({ contractId }) => contractId),
      amount: money(amountMinor, currency),
      ...more,
    },
  } as EventDraft;
}
