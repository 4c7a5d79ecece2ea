import type { Change } from '#data/change.ts';
import type { HeldPart, HoldEdit } from '#data/hold.ts';
import type { PaymentItem } from '#data/payment.ts';
import { planChargeBack, planLoss } from '#domain/ledger.ts';
import { adjustBudget, type EntryCause, moveHold, recordHoldEntry } from './move-hold.ts';

/**
 * A hold whose transfer or refund did not happen: held again, frozen by a dispute that is open, or gone with one that was lost meanwhile. The payment must
 * still be as it was read, since a dispute that closes at the same time leaves out what is under way.
 */
export function fallBack(
  hold: HeldPart,
  payment: PaymentItem | undefined,
  given: { edit: HoldEdit; goneEntryId: string; cause: EntryCause },
): Change[] {
  if (!payment) throw new Error(`The hold of ${hold.contractId} names a payment that is not in the table.`);
  const { edit, goneEntryId, cause } = given;
  const { dispute } = payment;
  if (dispute?.status === 'lost') {
    const entry = planChargeBack(goneEntryId, hold, payment.paymentId);
    const gone = recordHoldEntry(hold, entry, { ...cause, providerId: dispute.disputeId });
    return [
      ...moveHold(gone.hold, 'refunded', edit, payment),
      ...gone.changes,
      adjustBudget(hold, { refundedMinor: hold.priceMinor }),
    ];
  }
  const disputeId = dispute?.status === 'open' ? dispute.disputeId : hold.disputeId;
  const told = edit.refundStuckAt === undefined ? {} : { refundStuck: true };
  return moveHold(hold, disputeId ? 'disputed' : 'funded', { ...edit, disputeId }, payment, told);
}

interface Recorded {
  changes: Change[];
  hold: HeldPart;
}

/** The entries of money that left, with the platform's loss where a lost dispute about its payment has taken the same money; the payment must still be as it was read. */
export function withLoss(
  left: Recorded,
  payment: PaymentItem | undefined,
  given: { lossEntryId: string; cause: EntryCause },
): Recorded & { lossMinor: number } {
  if (payment?.dispute?.status !== 'lost') return { ...left, lossMinor: 0 };
  const { lossEntryId, cause } = given;
  const lossMinor = left.hold.priceMinor;
  const entry = planLoss(lossEntryId, payment, { restMinor: lossMinor, reserveMinor: 0 });
  const lost = recordHoldEntry(left.hold, entry, { ...cause, providerId: payment.dispute.disputeId });
  return { changes: [...left.changes, ...lost.changes], hold: lost.hold, lossMinor };
}
