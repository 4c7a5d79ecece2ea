import { proposeReversal } from '#contract/areas/payments.ts';
import { adjustmentRef } from '#data/adjustment.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { reconciliationRef } from '#data/reconciliation.ts';
import { reversed } from '#domain/adjustment.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { proposalFor } from '#runtime/money/propose-adjustment.ts';

export const handler = endpoint(proposeReversal, async (call) => {
  const adjustmentId = newId('adjustment');
  return call.commit({
    reads: { undone: adjustmentRef(call.params.adjustmentId), user: userRef(call.actor().userId) },
    more: async ({ undone }) => undone && findOne(reconciliationRef(undone.day)),
    decide: ({ undone, user }, day) => {
      if (!undone || !user) return refuse('not_found');
      const item = day?.items.find(({ objectId }) => objectId === undone.objectId);
      const stands = item?.adjustments.some((one) => one.adjustmentId === undone.adjustmentId);
      if (!day || !item || !stands) return refuse('adjustment_not_standing');
      const { workspaceId, campaignId, paymentId } = undone;
      return proposalFor(
        { day, item, user },
        {
          ...{ adjustmentId, workspaceId, campaignId, paymentId, reason: call.body.reason },
          ...{ lines: reversed(undone.lines), reverses: undone.adjustmentId },
        },
        call,
      );
    },
  });
});
