import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { editHold, type HoldItem, holdRef } from '#data/hold.ts';
import { type PaymentItem, paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { isRefused } from '#domain/decision.ts';
import { netOf, planPosted, planReserve, planVoided } from '#domain/ledger.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import { fallBack } from './fall-back.ts';
import { adjustBudget, heldEvent, moveHold, recordHoldEntry } from './move-hold.ts';

/** Names one hold. */
export interface HoldName {
  workspaceId: string;
  campaignId: string;
  contractId: string;
}

interface Move {
  changes: Change[];
  event: EventDraft;
}

/**
 * One commit on a hold: `decide` says what moves, or undefined when the hold is not in the state for it (then somebody else has done it).
 * With `readsPayment` it also sees the payment. Answers whether anything moved.
 */
export async function commitHold(
  name: HoldName,
  decide: (hold: HoldItem, nowIso: string, payment: PaymentItem | undefined) => Move | undefined,
  cause: { correlationId?: string; readsPayment?: boolean } = {},
): Promise<boolean> {
  const context = systemCommitContext(cause);
  const outcome = await commit(context, {
    reads: { hold: holdRef(name.workspaceId, name.campaignId, name.contractId) },
    more: ({ hold }) =>
      cause.readsPayment && hold?.paymentId
        ? findOne(paymentRef(hold.workspaceId, hold.paymentId))
        : Promise.resolve(undefined),
    decide: ({ hold }, payment) => {
      const move = hold && decide(hold, context.nowIso, payment);
      return { ...(move ?? { changes: [] }), answer: { status: 200, body: move !== undefined } };
    },
  });
  if (isRefused(outcome)) throw new Error(`A movement of held money was refused: ${outcome.refused}.`);
  return outcome.body;
}

/** Reserves a funded, undisputed hold for a transfer: a pending entry whose id will be the provider's idempotency key; `how` is on record with it. */
export function reserveRelease(name: HoldName, how: { withoutSecondPerson?: true } = {}): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(name, (hold, nowIso) => {
    if (hold.status !== 'funded' || hold.disputeId) return undefined;
    return {
      changes: [
        ...moveHold(hold, 'releasing', { transferEntryId: entryId, transferReservedAt: nowIso, refusal: undefined }),
        ...recordHoldEntry(hold, planReserve(entryId, hold), nowIso),
      ],
      event: heldEvent('ReleaseReserved', hold, netOf(hold), how),
    };
  });
}

/** The transfer of that entry is made: the money is the influencer's and the fee is earned. */
export function postRelease(name: HoldName, entryId: string, transferId: string): Promise<boolean> {
  const postedId = newId('entry');
  return commitHold(name, (hold, nowIso) => {
    if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;
    return {
      changes: [
        ...moveHold(hold, 'released', { transferId }),
        ...recordHoldEntry(hold, planPosted(postedId, hold), nowIso, transferId),
        adjustBudget(hold, { releasedMinor: netOf(hold), feesMinor: hold.feeMinor }),
      ],
      event: heldEvent('PaymentReleased', hold, netOf(hold)),
    };
  });
}

/** The provider refused the transfer: the reservation goes back to the hold, and shares the fate of a dispute that came meanwhile. */
export function voidRelease(name: HoldName, entryId: string, code: string): Promise<boolean> {
  const [voidedId, goneEntryId] = [newId('entry'), newId('entry')];
  return commitHold(
    name,
    (hold, nowIso, payment) => {
      if (hold.status !== 'releasing' || hold.transferEntryId !== entryId) return undefined;
      const refusal = { code, at: nowIso };
      const edit = { transferEntryId: undefined, transferReservedAt: undefined, refusal };
      return {
        changes: [
          ...recordHoldEntry(hold, planVoided(voidedId, hold), nowIso),
          ...fallBack(hold, payment, { edit, goneEntryId, nowIso }),
        ],
        event: heldEvent('ReleaseRefused', hold, netOf(hold), { code }),
      };
    },
    { readsPayment: true },
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
