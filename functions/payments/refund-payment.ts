import { refundPayment } from '#contract/areas/payments.ts';
import { type Change, replace, update } from '#data/change.ts';
import { type ContractItem, Contracts, contractRef, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { recordEntry } from '#data/ledger.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { readKeys } from '#data/read.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { planRefund } from '#domain/ledger.ts';
import { CONTRACTS_PER_PAYMENT, refundableHolds } from '#domain/payment.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { paymentEvent } from '#runtime/money/settle-payment.ts';
import { paymentView } from '#runtime/views/payment.ts';

type Share = PaymentItem['shares'][number];

export const handler = endpoint(refundPayment, async (call) => {
  const { workspaceId } = call.member();
  const entryIds = Array.from({ length: CONTRACTS_PER_PAYMENT }, () => newId('entry'));
  return call.commit({
    reads: { payment: paymentRef(workspaceId, call.params.paymentId) },
    more: ({ payment }) => readContracts(workspaceId, payment?.shares ?? []),
    decide: ({ payment }, contracts) => {
      const { contractId } = call.body;
      const wanted = payment?.shares.filter((share) => contractId === undefined || share.contractId === contractId);
      if (payment) call.onCampaign(payment.campaignId);
      if (!payment || !wanted?.length) return refuse('not_found');
      const holds = wanted.map((share) => ({
        share,
        status: payment.states[share.contractId] ?? 'unfunded',
        isDelivered: isDelivered(contracts.get(share.contractId)),
      }));
      const refundable = refundableHolds(holds);
      if (isRefused(refundable)) return refundable;
      const shares = refundable.map(({ share }) => share);
      const states = {
        ...payment.states,
        ...Object.fromEntries(shares.map((share) => [share.contractId, 'refunding'])),
      };
      const next = { ...payment, states, updatedAt: call.nowIso } as PaymentItem;
      return {
        changes: [
          replace(Payments, payment, next),
          ...shares.flatMap((share, index) =>
            reserve(payment, share, {
              entryId: entryIds[index] as string,
              requiredCount: contracts.get(share.contractId)?.requiredCount ?? 0,
              nowIso: call.nowIso,
            }),
          ),
        ],
        event: paymentEvent('RefundRequested', { ...payment, shares }),
        answer: { status: 202, body: paymentView(next) },
      };
    },
  });
});

async function readContracts(workspaceId: string, shares: readonly Share[]): Promise<Map<string, ContractItem>> {
  const found = await readKeys(shares.map(({ contractId }) => contractRef(workspaceId, contractId).key));
  const contracts = [...found.values()].map((item) => Contracts.main.parse(item));
  return new Map(contracts.map((contract) => [contract.contractId, contract]));
}

function isDelivered(contract: ContractItem | undefined): boolean {
  return contract !== undefined && contract.approvedCount >= contract.requiredCount;
}

/** Reserves one hold for its refund under the condition that it is still funded and not all is approved; the release machine does the rest. */
function reserve(
  payment: PaymentItem,
  share: Share,
  { entryId, requiredCount, nowIso }: { entryId: string; requiredCount: number; nowIso: string },
): Change[] {
  const { workspaceId, campaignId, paymentId, currency } = payment;
  const hold = { ...share, workspaceId, campaignId, currency };
  return [
    update(
      keys.hold(workspaceId, campaignId, share.contractId),
      { set: { status: 'refunding', refundEntryId: entryId }, unset: ['refusal'], add: { version: 1 } },
      [
        { path: 'status', is: '=', value: 'funded' },
        { path: 'paymentId', is: '=', value: paymentId },
      ],
    ),
    ...updateContract(hold, { set: { fundingStatus: 'refunding' } }).map((change) => ({
      ...change,
      when: [...change.when, { path: 'approvedCount', is: '<' as const, value: requiredCount }],
    })),
    ...recordEntry(planRefund(entryId, 'refund_reserved', hold), {
      workspaceId,
      campaignId,
      paymentId,
      occurredAt: nowIso,
      parties: [share],
    }),
  ];
}
