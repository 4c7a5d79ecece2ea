import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import type { ContractItem } from '#data/contract.ts';
import { editedHold, editHold, type HeldPart, type HoldItem, holdRef, wholeOf } from '#data/hold.ts';
import { type PaymentItem, paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { addToTurnover } from '#data/turnover.ts';
import { accounts } from '#domain/accounts.ts';
import { isRefused } from '#domain/decision.ts';
import type { FeeCustomer } from '#domain/fee-tax.ts';
import { moneyOf, ONLY_PART, partIdOf, partsOf } from '#domain/hold-parts.ts';
import { type LedgerEntry, netOf, planPosted, planReserve, planVoided, toLossOf } from '#domain/ledger.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import {
  type Arrived,
  changedPayouts,
  clawBackEntries,
  exchangeLegs,
  exchangeMade,
  type PayoutExchange,
  paidOutOf,
} from './exchange-payout.ts';
import { fallBack, withLoss } from './fall-back.ts';
import { feeTaxOn, readFeeCustomer } from './fee-tax.ts';
import { adjustBudget, type EntryCause, heldEvent, moveHold, recordHoldEntries, recordHoldEntry } from './move-hold.ts';

/** Names one hold. */
export interface HoldName {
  workspaceId: string;
  campaignId: string;
  contractId: string;
}

interface Move {
  changes: Change[];
  /** Without one, the entries name the event that was the cause. */
  event?: EventDraft;
}

/** The event that a movement is an answer to: its own is written only where the movement is news. */
export type Cause = { correlationId?: string; eventId?: string };

/** Which part of a hold a movement is about: one by its id, or the one that a test is true of. */
type Which = string | undefined | ((part: HeldPart) => boolean);

/** The part of a hold that is meant; a hold without parts is meant by no id, and by the id of its only part. */
function findPart(hold: HoldItem, which: Which): HeldPart | undefined {
  const id = which ?? ONLY_PART;
  return partsOf(hold).find(typeof id === 'function' ? id : (part) => partIdOf(part) === id);
}

/**
 * One commit on a hold, or on the part of it that is meant: `decide` says what moves, or undefined when that is not in the state for it (then somebody else
 * has done it). With `readsPayment` it also sees the payment, with `readsCustomer` whom the platform's fee is for. Answers whether anything moved.
 */
export async function commitHold(
  name: HoldName,
  which: Which,
  decide: (
    hold: HeldPart,
    by: Pick<EntryCause, 'eventId' | 'nowIso'>,
    payment: PaymentItem | undefined,
    customer: FeeCustomer | undefined,
  ) => Move | undefined,
  cause: Cause & { readsPayment?: boolean; readsCustomer?: boolean } = {},
): Promise<boolean> {
  const context = systemCommitContext(cause);
  const outcome = await commit(context, {
    reads: { hold: holdRef(name.workspaceId, name.campaignId, name.contractId) },
    more: ({ hold }) => {
      const paymentId = hold && findPart(hold, which)?.paymentId;
      return Promise.all([
        cause.readsPayment && paymentId ? findOne(paymentRef(hold.workspaceId, paymentId)) : undefined,
        cause.readsCustomer && hold ? readFeeCustomer(hold.influencerId) : undefined,
      ]);
    },
    decide: ({ hold }, [payment, customer]) => {
      const { eventId, nowIso } = context;
      const part = hold && findPart(hold, which);
      const move = part && decide(part, { eventId, nowIso }, payment, customer);
      return { ...(move ?? { changes: [] }), answer: { status: 200, body: move !== undefined } };
    },
  });
  if (isRefused(outcome)) throw new Error(`A movement of held money was refused: ${outcome.refused}.`);
  return outcome.body;
}

/** Reserves a funded, undisputed hold for a transfer: a pending entry whose id will be the provider's idempotency key; `how` is on record with it. */
export function reserveRelease(
  name: HoldName,
  { partId, exchange, ...how }: { partId?: string | undefined; withoutSecondPerson?: true } & PayoutExchange = {},
): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(name, partId, (hold, by) => {
    if (hold.status !== 'funded' || hold.disputeId || (hold.reviewUntil ?? '') > by.nowIso) return undefined;
    // Planned for what it was read as; another cut of it is planned anew.
    if (exchange && exchange.givenMinor > hold.priceMinor) return undefined;
    const reserved = recordHoldEntry(hold, planReserve(entryId, hold), { ...by, action: 'ReleaseReserved' });
    const edit = {
      ...{ transferEntryId: entryId, transferReservedAt: by.nowIso, refusal: undefined },
      ...{ asked: undefined, exchange },
    };
    return {
      changes: [...moveHold(reserved.hold, 'releasing', edit), ...reserved.changes],
      event: heldEvent('ReleaseReserved', hold, netOf(hold), how),
    };
  });
}

/** The transfer of that entry is made: the money is the influencer's and the fee is earned. */
export function postRelease(name: HoldName, entryId: string, transferId: string, arrived?: Arrived): Promise<boolean> {
  const [postedId, ...exchangeIds] = [newId('entry'), newId('entry'), newId('entry')] as const;
  const lossEntryId = newId('entry');
  return commitHold(
    name,
    ({ transferEntryId }) => transferEntryId === entryId,
    (hold, by, payment, customer) => {
      if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;
      const cause = { ...by, action: 'PaymentReleased' as const, providerId: transferId };
      const feeTax = customer && feeTaxOn(hold, customer, by.nowIso);
      const entry = planPosted(postedId, hold, feeTax?.taxMinor);
      const exchange = exchangeMade(hold, arrived, by.nowIso);
      const posted = recordHoldEntries(hold, [entry, ...exchangeLegs(exchangeIds, hold, exchange)], cause);
      const recorded = withLoss(posted, payment, { lossEntryId, cause });
      const edit = { transferId, paidOutAt: by.nowIso, exchange, feeTax };
      const whole = editedHold(hold, { ...edit, status: 'released' });
      const paidOut = { ...paidOutWith(paidOutBy(entry, hold, by.nowIso), wholeOf(hold)), ...changedPayouts(whole) };
      return {
        changes: [
          ...moveHold(recorded.hold, 'released', edit, payment, { paidOut }, recorded.lossMinor),
          ...recorded.changes,
          addToTurnover(hold, by.nowIso),
          adjustBudget(hold, { releasedMinor: netOf(hold), feesMinor: hold.feeMinor }),
        ],
        event: heldEvent('PaymentReleased', hold, netOf(hold)),
      };
    },
    { readsPayment: true, readsCustomer: true },
  );
}

type PaidOut = NonNullable<ContractItem['paidOut']>;

/** That with what the other parts of the hold were paid out before. */
function paidOutWith(now: PaidOut, hold: HoldItem): PaidOut {
  const before = hold.parts ? partsOf(hold).filter(({ status }) => status === 'released') : [];
  const { priceMinor, feeMinor } = moneyOf(hold, before);
  return { priceMinor: now.priceMinor + priceMinor, feeMinor: now.feeMinor + feeMinor, at: now.at };
}

/** What the entry of a release paid, for both sides of the contract to compare with what they were quoted. */
function paidOutBy({ lines }: LedgerEntry, { influencerId }: HeldPart, at: string): PaidOut {
  const on = (name: string) =>
    lines.filter(({ account }) => account === name).reduce((total, { amountMinor }) => total + amountMinor, 0);
  const feeMinor = on(accounts.fees) + on(accounts.tax);
  return { priceMinor: on(accounts.paid(influencerId)) + feeMinor, feeMinor, at };
}

/** The provider refused the transfer: the reservation goes back to the hold, and shares the fate of a dispute that came meanwhile; with `until` it is tried again then. */
export function voidRelease(name: HoldName, entryId: string, code: string, until?: string): Promise<boolean> {
  const [voidedId, goneEntryId] = [newId('entry'), newId('entry')];
  return commitHold(
    name,
    ({ transferEntryId }) => transferEntryId === entryId,
    (hold, by, payment) => {
      if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;
      const refusal = { code, at: by.nowIso, ...(until === undefined ? {} : { until }) };
      const edit = { transferEntryId: undefined, transferReservedAt: undefined, exchange: undefined, refusal };
      const cause = { ...by, action: 'ReleaseRefused' as const };
      const voided = recordHoldEntry(hold, planVoided(voidedId, hold), cause);
      return {
        changes: [...voided.changes, ...fallBack(voided.hold, payment, { edit, goneEntryId, cause })],
        event: heldEvent('ReleaseRefused', hold, netOf(hold), { code }),
      };
    },
    { readsPayment: true },
  );
}

/** Money that came back from the influencer after the payout: into the reserve of its payment, or against the loss when a dispute about it is lost. `totalMinor` is all that ever came back of the transfer which that entry reserved the money for. */
export function postClawBack(
  name: HoldName,
  { transferId, totalMinor, reservedBy }: { transferId: string; totalMinor: number; reservedBy: string },
  cause: Cause,
): Promise<boolean> {
  const entryIds = [newId('entry'), newId('entry')] as const;
  return commitHold(
    name,
    ({ transferEntryId }) => transferEntryId === reservedBy,
    (hold, { nowIso, eventId }, payment) => {
      const amountMinor = totalMinor - (hold.clawedBackMinor ?? 0);
      // A slower webhook knows of less than has been taken.
      if (amountMinor <= 0 || !payment) return undefined;
      if (hold.status !== 'released')
        throw new Error(`${transferId} was taken back before its release is posted; it is told of again.`);
      const isLost = payment.dispute?.status === 'lost' || (payment.lossMinor ?? 0) > 0;
      const money = { amountMinor, isLost, lossMinor: payment.lossMinor ?? 0 };
      const toLossMinor = toLossOf(money);
      const entries = clawBackEntries(entryIds, hold, { ...money, paymentId: payment.paymentId });
      const told = { nowIso, eventId: cause.eventId ?? eventId, action: 'ProviderEventReceived' as const };
      const back = recordHoldEntries(hold, entries, { ...told, providerId: transferId });
      const reserveMinor = (hold.reserveMinor ?? 0) + amountMinor - toLossMinor;
      const edit = { clawedBackMinor: totalMinor, ...(reserveMinor > 0 ? { reserveMinor } : {}) };
      return {
        changes: [
          ...moveHold(
            back.hold,
            'released',
            edit,
            payment,
            {
              takenBackMinor: clawedBackOf(wholeOf(hold)) + amountMinor,
              ...(hold.exchange ? { paidOut: paidOutOf(editedHold(hold, edit)) } : {}),
            },
            -toLossMinor,
          ),
          ...back.changes,
        ],
        event: heldEvent('PaymentClawedBack', hold, amountMinor),
      };
    },
    { ...cause, readsPayment: true },
  );
}

/** All that was ever taken back of a contract's money. */
export function clawedBackOf(hold: HoldItem): number {
  return partsOf(hold).reduce((total, { clawedBackMinor = 0 }) => total + clawedBackMinor, 0);
}

/** The provider's own word that the transfer exists; it changes nothing but the time of that word. Throws for a transfer that no hold stands for. */
export async function confirmTransfer(name: HoldName, entryId: string): Promise<void> {
  const context = systemCommitContext();
  await commit(context, {
    reads: { hold: holdRef(name.workspaceId, name.campaignId, name.contractId) },
    decide: ({ hold }) => {
      const part = hold && findPart(hold, ({ transferEntryId }) => transferEntryId === entryId);
      // Its reservation is written before a transfer is asked for, and given up only when none was made.
      if (!part)
        throw new Error(
          `The provider has a transfer of entry ${entryId} for ${name.contractId}, which reserves nothing under it; a person must look.`,
        );
      return {
        changes: part.transferConfirmedAt ? [] : [editHold(part, { transferConfirmedAt: context.nowIso })],
        answer: { status: 200, body: {} },
      };
    },
  });
}
