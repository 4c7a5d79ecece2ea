import { proposeAdjustment } from '#contract/areas/payments.ts';
import { paymentRef } from '#data/payment.ts';
import { userRef } from '#data/person.ts';
import { reconciliationRef } from '#data/reconciliation.ts';
import { decideExplains, movesOf, planAdjustment } from '#domain/adjustment.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { proposalFor } from '#runtime/money/propose-adjustment.ts';

export const handler = endpoint(proposeAdjustment, async (call) => {
  const { day: dayName, objectId, workspaceId, paymentId, reason } = call.body;
  const lines = call.body.lines.map(({ account, amount }) => ({ account, ...amount }));
  const adjustmentId = newId('adjustment');
  return call.commit({
    reads: {
      day: reconciliationRef(dayName),
      payment: paymentRef(workspaceId, paymentId),
      user: userRef(call.actor().userId),
    },
    decide: ({ day, payment, user }) => {
      const item = day?.items.find((one) => one.objectId === objectId);
      if (!day || !item) return refuse('not_found', 'Nothing differs about this object on that day.');
      if (!payment || !user) return refuse('not_found', 'This workspace has no such payment.');
      if (item.paymentId !== null && item.paymentId !== paymentId)
        return refuse('not_found', `The entries of this object are about ${item.paymentId}.`);
      if (item.outcome !== 'unexplained') return refuse('drift_not_open');
      // The ids only tell the entries of one plan apart; those that are posted get their own.
      const planned = planAdjustment(
        lines,
        workspaceId,
        lines.map((_, index) => `planned-${index}`),
      );
      if (isRefused(planned)) return planned;
      const standing = item.adjustments.flatMap(({ moves }) => moves);
      const explains = decideExplains(item, [...standing, ...movesOf(planned)]);
      if (isRefused(explains)) return explains;
      const { campaignId } = payment;
      return proposalFor(
        { day, item, user },
        { adjustmentId, workspaceId, campaignId, paymentId, reason, lines },
        call,
      );
    },
  });
});
