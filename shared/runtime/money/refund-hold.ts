import type { Change } from '#data/change.ts';
import { planRefund } from '#domain/ledger.ts';
import { newId } from '../ids.ts';
import { adjustBudget, heldEvent, moveHold, recordHoldEntry } from './move-hold.ts';
import { commitHold, type HoldName } from './release-hold.ts';

/** Reserves a funded, undisputed hold for a refund; `only` are further conditions of the decision that asked for it. */
export function reserveRefund(name: HoldName, only: readonly Change[]): Promise<boolean> {
  const entryId = newId('entry');
  return commitHold(name, (hold, nowIso) => {
    if (hold.status !== 'funded' || hold.disputeId) return undefined;
    return {
      changes: [
        ...moveHold(hold, 'refunding', { refundEntryId: entryId, refusal: undefined }),
        ...recordHoldEntry(hold, planRefund(entryId, 'refund_reserved', hold), nowIso),
        ...only,
      ],
      event: heldEvent('RefundReserved', hold, hold.priceMinor),
    };
  });
}

/** The refund of that entry is made: the money has left for the payer. */
export function postRefund(name: HoldName, entryId: string, refundId: string): Promise<boolean> {
  const postedId = newId('entry');
  return commitHold(name, (hold, nowIso) => {
    if (hold.status !== 'refunding' || hold.refundEntryId !== entryId) return undefined;
    return {
      changes: [
        ...moveHold(hold, 'refunded', { refundId }),
        ...recordHoldEntry(hold, planRefund(postedId, 'refunded', hold), nowIso, refundId),
        adjustBudget(hold, { refundedMinor: hold.priceMinor }),
      ],
      event: heldEvent('PaymentRefunded', hold, hold.priceMinor),
    };
  });
}

/** The provider refused the refund: the reservation goes back to the hold. */
export function voidRefund(name: HoldName, entryId: string, code: string): Promise<boolean> {
  const voidedId = newId('entry');
  return commitHold(name, (hold, nowIso) => {
    if (hold.status !== 'refunding' || hold.refundEntryId !== entryId) return undefined;
    const status = hold.disputeId ? 'disputed' : 'funded';
    return {
      changes: [
        ...moveHold(hold, status, { refundEntryId: undefined, refusal: { code, at: nowIso } }),
        ...recordHoldEntry(hold, planRefund(voidedId, 'refund_voided', hold), nowIso),
      ],
      event: heldEvent('RefundRefused', hold, hold.priceMinor, { code }),
    };
  });
}

/** A refund that was made did not arrive: the money is back and held again. */
export function reopenRefund(
  name: HoldName,
  entryId: string,
  cause: { correlationId?: string } = {},
): Promise<boolean> {
  const reopenedId = newId('entry');
  return commitHold(
    name,
    (hold, nowIso) => {
      if (hold.status !== 'refunded' || hold.refundEntryId !== entryId) return undefined;
      return {
        changes: [
          ...moveHold(hold, 'funded', {
            refundEntryId: undefined,
            refundId: undefined,
            refusal: { code: 'refund_failed', at: nowIso },
          }),
          ...recordHoldEntry(hold, planRefund(reopenedId, 'refund_failed', hold), nowIso, hold.refundId),
          adjustBudget(hold, { refundedMinor: -hold.priceMinor }),
        ],
        event: heldEvent('RefundFailed', hold, hold.priceMinor),
      };
    },
    cause,
  );
}
