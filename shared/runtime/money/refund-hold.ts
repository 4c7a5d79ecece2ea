import type { Change } from '#data/change.ts';
import { planRefund } from '#domain/ledger.ts';
import { newId } from '../ids.ts';
import { fallBack } from './fall-back.ts';
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

/** The provider refused the refund: the reservation goes back to the hold, and shares the fate of a dispute that came meanwhile. */
export function voidRefund(name: HoldName, entryId: string, code: string): Promise<boolean> {
  const [voidedId, goneEntryId] = [newId('entry'), newId('entry')];
  return commitHold(
    name,
    (hold, nowIso, payment) => {
      if (hold.status !== 'refunding' || hold.refundEntryId !== entryId) return undefined;
      const edit = { refundEntryId: undefined, refusal: { code, at: nowIso } };
      return {
        changes: [
          ...recordHoldEntry(hold, planRefund(voidedId, 'refund_voided', hold), nowIso),
          ...fallBack(hold, payment, { edit, goneEntryId, nowIso }),
        ],
        event: heldEvent('RefundRefused', hold, hold.priceMinor, { code }),
      };
    },
    { readsPayment: true },
  );
}

/** A refund that was made did not arrive: the money is back and held again, or frozen by an open dispute; one that was lost has taken it by another way. */
export function reopenRefund(
  name: HoldName,
  entryId: string,
  cause: { correlationId?: string } = {},
): Promise<boolean> {
  const reopenedId = newId('entry');
  return commitHold(
    name,
    (hold, nowIso, payment) => {
      if (hold.status !== 'refunded' || hold.refundEntryId !== entryId || payment?.dispute?.status === 'lost')
        return undefined;
      const edit = { refundEntryId: undefined, refundId: undefined, refusal: { code: 'refund_failed', at: nowIso } };
      return {
        changes: [
          ...fallBack(hold, payment, { edit, goneEntryId: reopenedId, nowIso }),
          ...recordHoldEntry(hold, planRefund(reopenedId, 'refund_failed', hold), nowIso, hold.refundId),
          adjustBudget(hold, { refundedMinor: -hold.priceMinor }),
        ],
        event: heldEvent('RefundFailed', hold, hold.priceMinor),
      };
    },
    { ...cause, readsPayment: true },
  );
}
