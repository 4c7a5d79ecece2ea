import type { Change } from '#data/change.ts';
import type { HoldItem } from '#data/hold.ts';
import type { PaymentItem } from '#data/payment.ts';
import { planRefund } from '#domain/ledger.ts';
import { adjustBudget, moveHold, recordHoldEntry } from './move-hold.ts';

/**
 * A hold whose transfer or refund did not happen: held again, frozen by a dispute that is open, or gone with one that was lost meanwhile. The payment must
 * still be as it was read, since a dispute that closes at the same time leaves out what is under way.
 */
export function fallBack(
  hold: HoldItem,
  payment: PaymentItem | undefined,
  given: { edit: Partial<Record<keyof HoldItem, unknown>>; goneEntryId: string; nowIso: string },
): Change[] {
  if (!payment) throw new Error(`The hold of ${hold.contractId} names a payment that is not in the table.`);
  const { edit, goneEntryId, nowIso } = given;
  const { dispute } = payment;
  if (dispute?.status === 'lost')
    return [
      ...moveHold(hold, 'refunded', edit, payment),
      ...recordHoldEntry(hold, planRefund(goneEntryId, 'charged_back', hold), nowIso, dispute.disputeId),
      adjustBudget(hold, { refundedMinor: hold.priceMinor }),
    ];
  const disputeId = dispute?.status === 'open' ? dispute.disputeId : hold.disputeId;
  return moveHold(hold, disputeId ? 'disputed' : 'funded', { ...edit, disputeId }, payment);
}
