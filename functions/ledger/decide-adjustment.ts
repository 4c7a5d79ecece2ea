import { decideAdjustment } from '#contract/areas/payments.ts';
import { adjustmentRef } from '#data/adjustment.ts';
import { paymentRef } from '#data/payment.ts';
import { userRef } from '#data/person.ts';
import { findTogether } from '#data/read.ts';
import { reconciliationRef } from '#data/reconciliation.ts';
import { decideMayAnswer } from '#domain/adjustment.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { closeAdjustment, postAdjustment } from '#runtime/money/answer-adjustment.ts';
import { admittedAs } from '#runtime/money/propose-adjustment.ts';

/** An adjustment has at most one entry per two lines. */
const MOST_ENTRIES = 6;

export const handler = endpoint(decideAdjustment, async (call) => {
  const { userId } = call.actor();
  const entryIds = Array.from({ length: MOST_ENTRIES }, () => newId('entry'));
  return call.commit({
    reads: { adjustment: adjustmentRef(call.params.adjustmentId), user: userRef(userId) },
    more: async ({ adjustment }) =>
      adjustment &&
      findTogether({
        day: reconciliationRef(adjustment.day),
        payment: paymentRef(adjustment.workspaceId, adjustment.paymentId),
      }),
    decide: ({ adjustment, user }, found, { eventId }) => {
      if (!adjustment || !user || !found) return refuse('not_found');
      const decidedBy = admittedAs(user);
      const may = decideMayAnswer(adjustment, decidedBy, call.nowMs);
      if (isRefused(may)) return may;
      const when = { userId, nowMs: call.nowMs, nowIso: call.nowIso };
      const { decision, reason } = call.body;
      const decided = { decidedBy, decisionReason: reason };
      if (decision === 'approved')
        return postAdjustment({ adjustment, ...found }, { ...when, ...decided, eventId, entryIds });
      return closeAdjustment({ adjustment, day: found.day }, { state: 'declined', ...decided }, when);
    },
  });
});
