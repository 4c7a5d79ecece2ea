import { withdrawAdjustment } from '#contract/areas/payments.ts';
import { adjustmentRef } from '#data/adjustment.ts';
import { findOne } from '#data/read.ts';
import { reconciliationRef } from '#data/reconciliation.ts';
import { decideMayWithdraw } from '#domain/adjustment.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { closeAdjustment } from '#runtime/money/answer-adjustment.ts';

export const handler = endpoint(withdrawAdjustment, async (call) => {
  const { userId } = call.actor();
  return call.commit({
    reads: { adjustment: adjustmentRef(call.params.adjustmentId) },
    more: async ({ adjustment }) => adjustment && findOne(reconciliationRef(adjustment.day)),
    decide: ({ adjustment }, day) => {
      if (!adjustment) return refuse('not_found');
      const may = decideMayWithdraw(adjustment, userId, call.nowMs);
      if (isRefused(may)) return may;
      return closeAdjustment({ adjustment, day }, { state: 'withdrawn' }, { ...call, userId });
    },
  });
});
