import { refundPayment } from '#contract/areas/payments.ts';
import { type Change, type Condition, replace, unchanged } from '#data/change.ts';
import { type ContractItem, contractRef, progressOf } from '#data/contract.ts';
import { editedHold, type HeldPart, type HoldItem, holdRef } from '#data/hold.ts';
import { campaignPartition } from '#data/keys.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { type PieceItem, Pieces, piecesOf } from '#data/piece.ts';
import { findAll, listAll } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { milestoneOf, partIdOf, partsOf, partsOfPayment } from '#domain/hold-parts.ts';
import { planRefund } from '#domain/ledger.ts';
import { CONTRACTS_PER_PAYMENT, refundableHolds } from '#domain/payment.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { recordHoldEntry, statesOf } from '#runtime/money/move-hold.ts';
import { paymentEvent, writeMoved } from '#runtime/money/settle-payment.ts';
import { paymentView } from '#runtime/views/payment.ts';

export const handler = endpoint(refundPayment, async (call) => {
  const { workspaceId } = call.member();
  const entryIds = Array.from({ length: CONTRACTS_PER_PAYMENT }, () => newId('entry'));
  return call.commit({
    reads: { payment: paymentRef(workspaceId, call.params.paymentId) },
    more: ({ payment }) => readDeals(payment, call.body.contractId),
    decide: ({ payment }, deals, { eventId }) => {
      if (payment) call.onCampaign(payment.campaignId);
      if (!payment || deals.length === 0) return refuse('not_found');
      const { milestone } = call.body;
      const asked = deals.flatMap((deal) => partsAsked(deal, payment, milestone).map((part) => ({ deal, part })));
      if (asked.length === 0)
        return milestone === undefined
          ? refuse('contract_not_funded')
          : refuse('validation_failed', undefined, [NO_SUCH_MILESTONE]);
      const refundable = refundableHolds(
        asked.map((one) => {
          const { status, verdict } = one.part;
          return { ...one, status, verdict, ...deliveryOf(one.deal, one.part) };
        }),
      );
      if (isRefused(refundable)) return refundable;
      // As many as one transaction writes; what is left is still held and may be asked for again.
      const chosen = fitting(refundable)
        .slice(0, CONTRACTS_PER_PAYMENT)
        .map(({ part }) => part);
      const reserved = deals.flatMap((deal) => {
        const own = chosen.filter(({ contractId }) => contractId === deal.hold.contractId);
        const ids = own.map((part) => entryIds[chosen.indexOf(part)] as string);
        return own.length === 0 ? [] : [reserve(deal, own, ids, { eventId, nowIso: call.nowIso })];
      });
      const moved = reserved.map(({ after }) => after);
      const shares = payment.shares.filter((share) => moved.some(({ contractId }) => contractId === share.contractId));
      const next: PaymentItem = {
        ...payment,
        states: { ...payment.states, ...statesOf(payment, moved) },
        updatedAt: call.nowIso,
      };
      return {
        changes: [replace(Payments, payment, next), ...reserved.flatMap(({ changes }) => changes)],
        event: paymentEvent('RefundRequested', { ...payment, shares }),
        answer: { status: 202, body: paymentView(next, call.nowMs) },
      };
    },
  });
});

const NO_SUCH_MILESTONE = { path: 'milestone', message: 'must be a milestone that this payment paid in' };

/** The parts of a contract that a payment paid in, or the one that is asked for. */
function partsAsked({ hold }: Deal, { paymentId }: PaymentItem, milestone: number | undefined): HeldPart[] {
  const own = partsOfPayment(hold, paymentId);
  return milestone === undefined ? own : own.filter((part) => milestoneOf(part) === milestone);
}

interface Deal {
  hold: HoldItem;
  contract: ContractItem;
  pieces: PieceItem[];
}

/** What a transaction takes, less payment, event and idempotency result; and what a contract takes of it with its first part, and with each further one. */
const WRITES = { inAll: 97, contract: 5, part: 2 };

/** The first parts that one transaction can write, with the pieces of their contracts restated. */
function fitting<A extends { deal: Deal }>(asked: readonly A[]): A[] {
  let writes = 0;
  const begun = new Set<Deal>();
  return asked.filter(({ deal }) => {
    writes += begun.has(deal) ? WRITES.part : WRITES.contract + deal.pieces.length;
    begun.add(deal);
    return writes <= WRITES.inAll;
  });
}

/** The holds that are asked for, with their contracts, in one call. */
async function readDeals(payment: PaymentItem | undefined, contractId: string | undefined): Promise<Deal[]> {
  if (!payment) return [];
  const { workspaceId, campaignId } = payment;
  const wanted = payment.shares.filter((share) => contractId === undefined || share.contractId === contractId);
  const [[holds, contracts], pieces] = await Promise.all([
    findAll(
      wanted.map((share) => holdRef(workspaceId, campaignId, share.contractId)),
      wanted.map((share) => contractRef(workspaceId, share.contractId)),
    ),
    listAll({
      entity: Pieces,
      partition: campaignPartition(workspaceId, campaignId),
      prefix: contractId === undefined ? 'PIECE#' : `PIECE#${contractId}#`,
    }),
  ]);
  return holds.flatMap((hold, index) => {
    const contract = contracts[index];
    const own = pieces.filter((piece) => piece.contractId === contract?.contractId);
    return hold && contract ? [{ hold, contract, pieces: own }] : [];
  });
}

/** How far the content of a part is: all of it approved, or some of it handed in. */
function deliveryOf({ contract, pieces }: Deal, part: HeldPart): { isDelivered: boolean; isHandedIn: boolean } {
  const milestone = milestoneOf(part);
  const { approvedCount, requiredCount } = progressOf(contract, milestone);
  const isTaken = piecesOf(contract, milestone, pieces).some(({ takenCount }) => takenCount > 0);
  return {
    isDelivered: requiredCount > 0 && approvedCount >= requiredCount,
    isHandedIn: approvedCount > 0 || isTaken,
  };
}

/** Reserves parts of one hold, each for a refund of its own, under the condition that its content is as it was looked at; the release machine does the rest. */
function reserve(
  { hold, contract, pieces }: Deal,
  parts: readonly HeldPart[],
  entryIds: readonly string[],
  by: { eventId: string; nowIso: string },
): { after: HoldItem; changes: Change[] } {
  const entries: Change[] = [];
  let after = hold;
  for (const [index, asked] of parts.entries()) {
    const part = partsOf(after).find((one) => partIdOf(one) === partIdOf(asked)) as HeldPart;
    const entryId = entryIds[index] as string;
    const entry = planRefund(entryId, 'refund_reserved', part);
    const reserved = recordHoldEntry(part, entry, { ...by, action: 'RefundRequested' });
    entries.push(...reserved.changes);
    after = editedHold(reserved.hold, { status: 'refunding', refundEntryId: entryId, refusal: undefined });
  }
  const [first, ...rest] = writeMoved(hold, after);
  const isUndelivered = parts.map((part) => stillUndelivered(contract, milestoneOf(part)));
  const onContract = rest.map((change) => ({ ...change, when: [...change.when, ...isUndelivered.flat()] }));
  const asLookedAt = pieces.map((piece) => unchanged(Pieces, piece));
  return { after, changes: [...(first ? [first] : []), ...onContract, ...entries, ...asLookedAt] };
}

/** The condition on a contract that not all content of a milestone is approved. */
function stillUndelivered(contract: ContractItem, milestone: number): Condition[] {
  const { requiredCount } = progressOf(contract, milestone);
  const path = contract.progress ? `progress.${milestone}.approvedCount` : 'approvedCount';
  return requiredCount === 0 ? [] : [{ path, is: '<', value: requiredCount }];
}
