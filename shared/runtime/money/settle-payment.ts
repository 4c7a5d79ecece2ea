import type { EventDraft } from '#contract/events.ts';
import { type Change, replace, unchanged } from '#data/change.ts';
import { type Command, commit } from '#data/commit.ts';
import { updateContract } from '#data/contract.ts';
import { editHold, type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { partitions } from '#data/keys.ts';
import { recordEntry } from '#data/ledger.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { findOne, keyText, readKeys } from '#data/read.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { isRefused } from '#domain/decision.ts';
import { heldUntilMs } from '#domain/hold-clock.ts';
import { type LedgerEntry, planChargeBack, planDispute, planFunding, planLoss, planRefund } from '#domain/ledger.ts';
import { type ChainHead, headAfter } from '#domain/ledger-chain.ts';
import { money } from '#domain/money.ts';
import { type DisputeFacts, type IntentFacts, nextPaymentStatus, shareOfLoss } from '#domain/payment.ts';
import { isoOf, msOf } from '../clock.ts';
import { platformCountry } from '../config.ts';
import { sha256Hex } from '../hash.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import { adjustBudget, type EntryCause, recordHoldEntry } from './move-hold.ts';
import { reopenRefund } from './refund-hold.ts';
import type { Cause } from './release-hold.ts';

/**
 * Brings a payment in line with what the provider says about it now: paid, declined or given up · disputed · refunded elsewhere. Every part is decided from
 * the state of both sides alone, so that repeated, late and reordered webhooks end in the same state. Throws when the provider's amount is not the payment's.
 */
export async function settlePayment(facts: IntentFacts, cause: Cause): Promise<void> {
  await commitPayment(facts, cause, settleStatus);
  if (facts.dispute) {
    await commitPayment(facts, cause, settleDisputedMoney);
    await commitPayment(facts, cause, settleDispute);
  }
  if (facts.refunds.length > 0) await commitPayment(facts, cause, settleForeignRefunds);
  await reopenFailedRefunds(facts, cause);
}

/** Gives up a payment that the provider never opened. */
export async function abandonPayment(payment: PaymentItem, code: string, cause: Cause): Promise<void> {
  const { workspaceId, paymentId, currency, amountMinor } = payment;
  const nothing = { chargeId: null, paidAtMs: null, providerFeeMinor: 0, dispute: null, refunds: [] };
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
  /** Minted before the first attempt. */
  entryIds: readonly string[];
}
/** `problem` is for a person: it is told once the changes, which restate what was read, have shown that it is no torn reading. */
type Settled = { changes: Change[]; event?: EventDraft; problem?: string } | undefined;

async function commitPayment(facts: IntentFacts, cause: Cause, settle: (given: Settlement) => Settled): Promise<void> {
  const context = systemCommitContext(cause);
  const entryIds = Array.from({ length: 21 }, () => newId('entry'));
  type Told = { status: number; body: { problem?: string } };
  const command: Command<{ payment: ReturnType<typeof paymentRef> }, HoldItem[], Told> = {
    reads: { payment: paymentRef(facts.workspaceId, facts.paymentId) },
    more: ({ payment }) => (payment ? readHolds(payment) : Promise.resolve([])),
    decide: ({ payment }, holds) => {
      if (!payment) throw new Error(`The provider has a payment ${facts.paymentId} that is not in the table.`);
      const { nowIso, eventId } = context;
      const given = { payment, holds, facts, nowIso, eventId, causeId: cause.eventId ?? eventId, entryIds };
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
  if (payment.intentId) return undefined;
  return { changes: [replace(Payments, payment, { ...payment, intentId: facts.intentId, updatedAt: nowIso })] };
}

/** Money arrived: every contract's hold has its share. */
function fund(given: Settlement): Settled {
  const { payment, holds, facts, nowIso, entryIds } = given;
  const asIs = [unchanged(Payments, payment)];
  if (facts.amountMinor !== payment.amountMinor || facts.currency !== payment.currency || !facts.chargeId)
    return {
      changes: asIs,
      problem: `The provider took ${facts.amountMinor} ${facts.currency} for ${payment.paymentId}, which asks for ${payment.amountMinor} ${payment.currency}`,
    };
  const foreign = holds.find(
    ({ status, paymentId }) => paymentId !== payment.paymentId || (status !== 'pending' && status !== 'unfunded'),
  );
  if (foreign)
    return {
      changes: asIs,
      problem: `${payment.paymentId} was paid, but ${foreign.contractId} is ${foreign.status}`,
    };
  const { chargeId } = facts;
  const entry = planFunding(entryIds[0] as string, holds, facts.providerFeeMinor);
  const recorded = recordPaymentEntry(given, entry, { action: 'PaymentFunded', providerId: chargeId, holds });
  // The clock runs from the money's arrival at the provider, however late its webhook comes.
  const arrivedAtMs = Math.min(facts.paidAtMs ?? msOf(nowIso), msOf(nowIso));
  const heldUntil = isoOf(heldUntilMs(arrivedAtMs, platformCountry()));
  const onContract = { fundedAt: isoOf(arrivedAtMs), heldUntil };
  const paid = { status: 'funded' as const, intentId: facts.intentId, chargeId, fundedAt: nowIso, heldUntil };
  const after = { ...payment, ...paid, ledger: recorded.headOf(payment.paymentId) };
  return {
    changes: [
      replacePayment(payment, { ...after, failureCode: undefined, states: statesOf(holds, () => 'funded') }, nowIso),
      ...holds.flatMap((hold) =>
        moveQuietly(hold, 'funded', { chargeId, heldUntil, ledger: recorded.headOf(hold.contractId) }, onContract),
      ),
      ...recorded.changes,
      adjustBudget(payment, { fundedMinor: payment.amountMinor }),
    ],
    event: paymentEvent('PaymentFunded', payment, {
      influencerIds: payment.shares.map(({ influencerId }) => influencerId),
    }),
  };
}

/** Declined or given up: nothing is held; holds of a declined payment keep its id, since it may still be paid. */
function giveBack({ payment, holds, facts, nowIso }: Settlement, status: 'failed' | 'canceled'): Settled {
  const own = holds.filter(
    (hold) => hold.paymentId === payment.paymentId && (hold.status === 'pending' || hold.status === 'unfunded'),
  );
  const code = facts.declineCode ?? status;
  const states = { ...payment.states, ...statesOf(own, () => 'unfunded') };
  const intentId = facts.intentId || payment.intentId;
  const after = { ...payment, status, intentId, failureCode: code, states };
  return {
    changes: [
      replacePayment(payment, after, nowIso),
      ...own.flatMap((hold) => moveQuietly(hold, 'unfunded', status === 'canceled' ? { paymentId: null } : {})),
    ],
    event: paymentEvent('PaymentFailed', payment, { code, canceled: status === 'canceled' }),
  };
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

/** What the bank and the provider took or gave back since it was last looked at; a slower webhook may have read fewer movements than are known. */
function settleDisputedMoney(given: Settlement): Settled {
  const { payment, facts, nowIso, entryIds } = given;
  const { dispute } = facts;
  if (!dispute || payment.status !== 'funded') return undefined;
  const { disputeId, withdrawnMinor, feeMinor, movements } = dispute;
  const known = payment.disputed?.disputeId === disputeId ? payment.disputed : undefined;
  if (movements <= (known?.movements ?? 0)) return undefined;
  const taken = {
    withdrawnMinor: withdrawnMinor - (known?.withdrawnMinor ?? 0),
    feeMinor: feeMinor - (known?.feeMinor ?? 0),
  };
  const after = { ...payment, disputed: { disputeId, withdrawnMinor, feeMinor, movements } };
  if (taken.withdrawnMinor === 0 && taken.feeMinor === 0) return { changes: [replacePayment(payment, after, nowIso)] };
  const entry = planDispute(entryIds[0] as string, payment, taken);
  const recorded = recordPaymentEntry(given, entry, { action: 'ProviderEventReceived', providerId: disputeId });
  return {
    changes: [
      replacePayment(payment, { ...after, ledger: recorded.headOf(payment.paymentId) }, nowIso),
      ...recorded.changes,
    ],
  };
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

/** Nothing more leaves the hold; what is being transferred or refunded already is marked, and finishes or falls back to frozen. */
function freeze({ payment, holds, nowIso }: Settlement, disputeId: string): Settled {
  const touched = holds.filter(({ status }) => status === 'funded' || status === 'releasing' || status === 'refunding');
  const isFrozen = (hold: HoldItem): HoldStatus => (hold.status === 'funded' ? 'disputed' : hold.status);
  const after = { ...payment, dispute: { disputeId, status: 'open' as const } };
  return {
    changes: [
      replacePayment(payment, { ...after, states: { ...payment.states, ...statesOf(touched, isFrozen) } }, nowIso),
      ...touched.flatMap((hold) => moveQuietly(hold, isFrozen(hold), { disputeId })),
    ],
    event: paymentEvent('PaymentDisputed', payment, { disputeId }),
  };
}

function thaw({ payment, holds, nowIso }: Settlement, disputeId: string): Settled {
  const touched = holds.filter((hold) => hold.disputeId === disputeId);
  const isThawed = (hold: HoldItem): HoldStatus => (hold.status === 'disputed' ? 'funded' : hold.status);
  const after = { ...payment, dispute: { disputeId, status: 'won' as const } };
  return {
    changes: [
      replacePayment(payment, { ...after, states: { ...payment.states, ...statesOf(touched, isThawed) } }, nowIso),
      ...touched.flatMap((hold) => moveQuietly(hold, isThawed(hold), { disputeId: undefined })),
    ],
    event: paymentEvent('PaymentDisputeClosed', payment, { disputeId, outcome: 'won' }),
  };
}

/**
 * The bank took the money back: what was not released is gone from its holds; what is under way is marked, so that it is not sent any more and then goes as
 * well. What was released or refunded already is the platform's loss, as far as nothing came back for it.
 */
function chargeBack(given: Settlement, { disputeId }: DisputeFacts): Settled {
  const { payment, holds, nowIso } = given;
  const underWay = holds.filter(({ status }) => status === 'releasing' || status === 'refunding');
  const touched = holds.filter(({ status }) => status === 'funded' || status === 'disputed');
  const lost = recordLoss(given, disputeId);
  const after = { ...payment, dispute: { disputeId, status: 'lost' as const }, ledger: lost.ledger };
  return {
    changes: [
      replacePayment(
        payment,
        { ...after, states: { ...payment.states, ...statesOf(touched, () => 'refunded') } },
        nowIso,
      ),
      ...takeBack(given, touched, { disputeId }),
      ...underWay.filter((hold) => !hold.disputeId).map((hold) => editHold(hold, { disputeId })),
      ...lost.changes,
    ],
    event: paymentEvent('PaymentDisputeClosed', payment, { disputeId, outcome: 'lost' }),
  };
}

/** Who pays for what a lost dispute took beyond the holds that still had their money. */
function recordLoss(given: Settlement, disputeId: string): { changes: Change[]; ledger: ChainHead | undefined } {
  const { payment, holds, entryIds } = given;
  const { restMinor, reserveOf } = shareOfLoss(holds, payment.disputed?.withdrawnMinor ?? 0);
  if (restMinor === 0) return { changes: [], ledger: payment.ledger };
  const used = holds.flatMap((hold) => {
    const usedMinor = reserveOf.get(hold.contractId);
    return usedMinor ? [editHold(hold, { reserveMinor: (hold.reserveMinor ?? 0) - usedMinor })] : [];
  });
  const reserveMinor = [...reserveOf.values()].reduce((total, usedMinor) => total + usedMinor, 0);
  const entry = planLoss(entryIds.at(-1) as string, payment, { restMinor, reserveMinor });
  const told = { action: 'PaymentDisputeClosed', providerId: disputeId } as const;
  const recorded = recordPaymentEntry(given, entry, told);
  return { changes: [...used, ...recorded.changes], ledger: recorded.headOf(payment.paymentId) };
}

/** Refunds made at the provider by hand: whole holds they cover are gone; a part of one freezes the rest for a person. */
function settleForeignRefunds(given: Settlement): Settled {
  const { payment, holds, facts, nowIso } = given;
  const foreign = facts.refunds.filter(({ entryId, status }) => entryId === null && status !== 'failed');
  const total = foreign.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  let left = total - (payment.foreignRefundMinor ?? 0);
  const refundId = foreign[0]?.refundId;
  if (left <= 0 || !refundId || payment.status !== 'funded') return undefined;
  const covered: HoldItem[] = [];
  for (const hold of holds) {
    if (hold.status !== 'funded' || hold.priceMinor > left) continue;
    covered.push(hold);
    left -= hold.priceMinor;
  }
  const frozen = left > 0 ? holds.filter((hold) => hold.status === 'funded' && !covered.includes(hold)) : [];
  const states = {
    ...payment.states,
    ...statesOf(covered, () => 'refunded'),
    ...statesOf(frozen, () => 'disputed'),
  };
  return {
    changes: [
      replacePayment(payment, { ...payment, foreignRefundMinor: total, states }, nowIso),
      ...takeBack(given, covered, { refundId }),
      ...frozen.flatMap((hold) => moveQuietly(hold, 'disputed', { disputeId: refundId })),
    ],
    event: paymentEvent('PaymentDisputed', payment, { disputeId: refundId }),
  };
}

/** Money that left the holds for the payer without the platform's doing: by a lost dispute, or by a refund made at the provider. */
function takeBack(
  { payment, nowIso, eventId, entryIds }: Settlement,
  holds: readonly HoldItem[],
  by: { disputeId: string } | { refundId: string },
): Change[] {
  const total = holds.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  if (total === 0) return [];
  const [action, providerId] =
    'disputeId' in by ? (['PaymentDisputeClosed', by.disputeId] as const) : (['PaymentDisputed', by.refundId] as const);
  return [
    ...holds.flatMap((hold, index) => {
      const entryId = entryIds[index] as string;
      const entry =
        'disputeId' in by
          ? planChargeBack(entryId, hold, payment.paymentId)
          : planRefund(entryId, 'charged_back', hold);
      const gone = recordHoldEntry(hold, entry, { nowIso, eventId, action, providerId });
      return [...moveQuietly(gone.hold, 'refunded', {}), ...gone.changes];
    }),
    adjustBudget(payment, { refundedMinor: total }),
  ];
}

async function reopenFailedRefunds(facts: IntentFacts, cause: Cause): Promise<void> {
  const failed = facts.refunds.flatMap(({ entryId, status }) => (entryId && status === 'failed' ? [entryId] : []));
  if (failed.length === 0) return;
  const payment = await findOne(paymentRef(facts.workspaceId, facts.paymentId));
  const holds = payment ? await readHolds(payment) : [];
  for (const hold of holds)
    if (hold.refundEntryId && failed.includes(hold.refundEntryId)) await reopenRefund(hold, hold.refundEntryId, cause);
}

/** A hold and its contract in another state; the payment is written by the same commit as a whole. */
export function moveQuietly(
  hold: HoldItem,
  status: HoldStatus,
  edit: Partial<Record<keyof HoldItem, unknown>>,
  onContract: { fundedAt?: string; heldUntil?: string } = {},
): Change[] {
  return [
    editHold(hold, { ...edit, status }),
    ...updateContract(hold, { set: { fundingStatus: status, ...onContract } }),
  ];
}

function replacePayment(before: PaymentItem, after: Omit<PaymentItem, 'version'>, nowIso: string): Change {
  return replace(Payments, before, { ...after, updatedAt: nowIso });
}

/** What a payment says about its holds. */
export function statesOf(
  holds: readonly HoldItem[],
  state: (hold: HoldItem) => HoldStatus,
): Record<string, HoldStatus> {
  return Object.fromEntries(holds.map((hold) => [hold.contractId, state(hold)]));
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
