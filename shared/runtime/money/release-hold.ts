import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import type { ContractItem } from '#data/contract.ts';
import { editHold, type HoldItem, holdRef } from '#data/hold.ts';
import { type PaymentItem, paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { addToTurnover } from '#data/turnover.ts';
import { accounts } from '#domain/accounts.ts';
import { isRefused } from '#domain/decision.ts';
import { type LedgerEntry, netOf, planClawBack, planPosted, planReserve, planVoided } from '#domain/ledger.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import { fallBack, withLoss } from './fall-back.ts';
import { adjustBudget, type EntryCause, heldEvent, moveHold, recordHoldEntry } from './move-hold.ts';

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

/**
 * One commit on a hold: `decide` says what moves, or undefined when the hold is not in the state for it (then somebody else has done it).
 * With `readsPayment` it also sees the payment. Answers whether anything moved.
 */
export async function commitHold(
  name: HoldName,
  decide: (
    hold: HoldItem,
    by: Pick<EntryCause, 'eventId' | 'nowIso'>,
    payment: PaymentItem | undefined,
  ) => Move | undefined,
  cause: Cause & { readsPayment?: boolean } = {},
): Promise<boolean> {
  const context = systemCommitContext(cause);
  const outcome = await commit(context, {
    reads: { hold: holdRef(name.workspaceId, name.campaignId, name.contractId) },
    more: ({ hold }) =>
      cause.readsPayment && hold?.paymentId
        ? findOne(paymentRef(hold.workspaceId, hold.paymentId))
        : Promise.resolve(undefined),
    decide: ({ hold }, payment) => {
      const { eventId, nowIso } = context;
      const move = hold && decide(hold, { eventId, nowIso }, payment);
      return { ...(move ?? { changes: [] }), answer: { status: 200, body: move !== undefined } };
    },
  });
  if (isRefused(outcome)) throw new Error(`A movement of held money was refused: ${outcome.refused}.`);
  return outcome.body;
}

/** Reserves a funded, undisputed hold for a transfer: a pending entry whose id will be the provider's idempotency key; `how` is on record with it. */
export function reserveRelease(name: HoldName, how: { withoutSecondPerson?: true } = {}): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(name, (hold, by) => {
    if (hold.status !== 'funded' || hold.disputeId) return undefined;
    const reserved = recordHoldEntry(hold, planReserve(entryId, hold), { ...by, action: 'ReleaseReserved' });
    const edit = { transferEntryId: entryId, transferReservedAt: by.nowIso, refusal: undefined };
    return {
      changes: [...moveHold(reserved.hold, 'releasing', edit), ...reserved.changes],
      event: heldEvent('ReleaseReserved', hold, netOf(hold), how),
    };
  });
}

/** The transfer of that entry is made: the money is the influencer's and the fee is earned. */
export function postRelease(name: HoldName, entryId: string, transferId: string): Promise<boolean> {
  const [postedId, lossEntryId] = [newId('entry'), newId('entry')];
  return commitHold(
    name,
    (hold, by, payment) => {
      if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;
      const cause = { ...by, action: 'PaymentReleased' as const, providerId: transferId };
      const entry = planPosted(postedId, hold);
      const posted = recordHoldEntry(hold, entry, cause);
      const recorded = withLoss(posted, payment, { lossEntryId, cause });
      return {
        changes: [
          ...moveHold(recorded.hold, 'released', { transferId }, payment, {
            paidOut: paidOutBy(entry, hold, by.nowIso),
          }),
          ...recorded.changes,
          addToTurnover(hold, by.nowIso),
          adjustBudget(hold, { releasedMinor: netOf(hold), feesMinor: hold.feeMinor }),
        ],
        event: heldEvent('PaymentReleased', hold, netOf(hold)),
      };
    },
    { readsPayment: true },
  );
}

/** What the entry of a release paid, for both sides of the contract to compare with what they were quoted. */
function paidOutBy({ lines }: LedgerEntry, { influencerId }: HoldItem, at: string): ContractItem['paidOut'] {
  const on = (name: string) =>
    lines.filter(({ account }) => account === name).reduce((total, { amountMinor }) => total + amountMinor, 0);
  const feeMinor = on(accounts.fees);
  return { priceMinor: on(accounts.paid(influencerId)) + feeMinor, feeMinor, at };
}

/** The provider refused the transfer: the reservation goes back to the hold, and shares the fate of a dispute that came meanwhile. */
export function voidRelease(name: HoldName, entryId: string, code: string): Promise<boolean> {
  const [voidedId, goneEntryId] = [newId('entry'), newId('entry')];
  return commitHold(
    name,
    (hold, by, payment) => {
      if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;
      const refusal = { code, at: by.nowIso };
      const edit = { transferEntryId: undefined, transferReservedAt: undefined, refusal };
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

/** Money that came back from the influencer after the payout: into the reserve of its payment, or against the loss when a dispute about it is lost. `totalMinor` is all that ever came back. */
export function postClawBack(name: HoldName, totalMinor: number, transferId: string, cause: Cause): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(
    name,
    (hold, { nowIso, eventId }, payment) => {
      const amountMinor = totalMinor - (hold.clawedBackMinor ?? 0);
      // A slower webhook knows of less than has been taken.
      if (amountMinor <= 0 || !payment) return undefined;
      if (hold.status !== 'released')
        throw new Error(`${transferId} was taken back before its release is posted; it is told of again.`);
      const isLost = payment.dispute?.status === 'lost';
      const entry = planClawBack(entryId, hold, { amountMinor, paymentId: payment.paymentId, isLost });
      const told = { nowIso, eventId: cause.eventId ?? eventId, action: 'ProviderEventReceived' as const };
      const back = recordHoldEntry(hold, entry, { ...told, providerId: transferId });
      const reserveMinor = (hold.reserveMinor ?? 0) + (isLost ? 0 : amountMinor);
      const edit = { clawedBackMinor: totalMinor, ...(reserveMinor > 0 ? { reserveMinor } : {}) };
      return {
        changes: [...moveHold(back.hold, 'released', edit, payment, { takenBackMinor: totalMinor }), ...back.changes],
        event: heldEvent('PaymentClawedBack', hold, amountMinor),
      };
    },
    { ...cause, readsPayment: true },
  );
}

/** The provider's own word that the transfer exists; it changes nothing but the time of that word. Throws for a transfer that no hold stands for. */
export async function confirmTransfer(name: HoldName, entryId: string): Promise<void> {
  const context = systemCommitContext();
  await commit(context, {
    reads: { hold: holdRef(name.workspaceId, name.campaignId, name.contractId) },
    decide: ({ hold }) => {
      // Its reservation is written before a transfer is asked for, and given up only when none was made.
      if (hold?.transferEntryId !== entryId)
        throw new Error(
          `The provider has a transfer of entry ${entryId} for ${name.contractId}, which reserves nothing under it; a person must look.`,
        );
      return {
        changes: hold.transferConfirmedAt ? [] : [editHold(hold, { transferConfirmedAt: context.nowIso })],
        answer: { status: 200, body: {} },
      };
    },
  });
}
