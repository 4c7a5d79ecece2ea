import { refundPayment } from '#contract/areas/payments.ts';
import { type Change, replace } from '#data/change.ts';
import { type ContractItem, contractRef, updateContract } from '#data/contract.ts';
import { editHold, type HoldItem, holdRef } from '#data/hold.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { findAll } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { planRefund } from '#domain/ledger.ts';
import { CONTRACTS_PER_PAYMENT, refundableHolds } from '#domain/payment.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { recordHoldEntry } from '#runtime/money/move-hold.ts';
import { paymentEvent } from '#runtime/money/settle-payment.ts';
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
      const refundable = refundableHolds(
        deals.map((deal) => ({ ...deal, status: deal.hold.status, isDelivered: isDelivered(deal.contract) })),
      );
      if (isRefused(refundable)) return refundable;
      const shares = payment.shares.filter((share) =>
        refundable.some(({ hold }) => hold.contractId === share.contractId),
      );
      const states = {
        ...payment.states,
        ...Object.fromEntries(shares.map((share) => [share.contractId, 'refunding'])),
      };
      const next = { ...payment, states, updatedAt: call.nowIso } as PaymentItem;
      return {
        changes: [
          replace(Payments, payment, next),
          ...refundable.flatMap((deal, index) =>
            reserve(deal, entryIds[index] as string, { eventId, nowIso: call.nowIso }),
          ),
        ],
        event: paymentEvent('RefundRequested', { ...payment, shares }),
        answer: { status: 202, body: paymentView(next, call.nowMs) },
      };
    },
  });
});

interface Deal {
  hold: HoldItem;
  contract: ContractItem;
}

/** The holds that are asked for, with their contracts, in one call. */
async function readDeals(payment: PaymentItem | undefined, contractId: string | undefined): Promise<Deal[]> {
  if (!payment) return [];
  const { workspaceId, campaignId } = payment;
  const wanted = payment.shares.filter((share) => contractId === undefined || share.contractId === contractId);
  const [holds, contracts] = await findAll(
    wanted.map((share) => holdRef(workspaceId, campaignId, share.contractId)),
    wanted.map((share) => contractRef(workspaceId, share.contractId)),
  );
  return holds.flatMap((hold, index) => {
    const contract = contracts[index];
    return hold && contract ? [{ hold, contract }] : [];
  });
}

function isDelivered({ approvedCount, requiredCount }: ContractItem): boolean {
  return approvedCount >= requiredCount;
}

/** Reserves one hold for its refund under the condition that not all is approved; the release machine does the rest. */
function reserve({ hold, contract }: Deal, entryId: string, by: { eventId: string; nowIso: string }): Change[] {
  const entry = planRefund(entryId, 'refund_reserved', hold);
  const reserved = recordHoldEntry(hold, entry, { ...by, action: 'RefundRequested' });
  return [
    editHold(reserved.hold, { status: 'refunding', refundEntryId: entryId, refusal: undefined }),
    ...updateContract(hold, { set: { fundingStatus: 'refunding' } }).map((change) => ({
      ...change,
      when: [...change.when, { path: 'approvedCount', is: '<' as const, value: contract.requiredCount }],
    })),
    ...reserved.changes,
  ];
}
