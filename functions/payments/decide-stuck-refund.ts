import { decideStuckRefund } from '#contract/areas/stuck-refunds.ts';
import { holdRef } from '#data/hold.ts';
import { refuse } from '#domain/decision.ts';
import { partIdOf } from '#domain/hold-parts.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { heldEvent } from '#runtime/money/move-hold.ts';
import { planCredit, planRetry, stuckPartsOf } from '#runtime/money/stuck-refund.ts';

export const handler = endpoint(decideStuckRefund, (call) => {
  const { workspaceId, campaignId, contractId, part: named, action } = call.body;
  const entryIds = [newId('entry'), newId('entry')] as const;
  return call.commit({
    reads: { hold: holdRef(workspaceId, campaignId, contractId) },
    decide: ({ hold }, _more, { eventId }) => {
      if (!hold) return refuse('not_found');
      const part = stuckPartsOf(hold).find((one) => partIdOf(one) === named);
      if (!part) return refuse('refund_not_stuck');
      const given = { entryIds, cause: { eventId, nowIso: call.nowIso, action: 'StuckRefundDecided' as const } };
      return {
        changes: action === 'retry' ? planRetry(part, given) : planCredit(part, given),
        event: heldEvent('StuckRefundDecided', part, part.priceMinor, { action }),
        answer: { status: 200, body: { contractId, part: named, action } },
      };
    },
  });
});
