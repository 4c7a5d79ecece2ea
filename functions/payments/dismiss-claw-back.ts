import { dismissClawBack } from '#contract/areas/claw-backs.ts';
import { replace } from '#data/change.ts';
import { type ClawBackItem, ClawBacks, clawBackRef } from '#data/claw-back.ts';
import { contractRef } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { decideDismissal } from '#domain/claw-back.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { money } from '#domain/money.ts';
import { msOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { admittedAs } from '#runtime/money/propose-adjustment.ts';
import { clawBackOrderView } from '#runtime/views/claw-back.ts';
import { dealNames } from '#runtime/views/deal-names.ts';

export const handler = endpoint(dismissClawBack, (call) => {
  const { influencerId, contractId, part, reason } = call.body;
  return call.commit({
    reads: {
      order: clawBackRef({ influencerId, contractId, partId: part }),
      user: userRef(call.actor().userId),
    },
    more: async ({ order }) => order && (await findOne(contractRef(order.workspaceId, order.contractId))),
    decide: ({ order, user }, contract) => {
      if (!order || !user) return refuse('not_found');
      const by = admittedAs(user);
      const { dismissal } = order;
      const asked = dismissal && { askedBy: dismissal.askedBy, askedAtMs: msOf(dismissal.askedAt) };
      const decided = decideDismissal({ ...order, dismissal: asked }, { by, reason, nowMs: call.nowMs });
      if (isRefused(decided)) return decided;
      const write = (edit: Partial<ClawBackItem>) => {
        const after = { ...order, ...edit, updatedAt: call.nowIso, version: order.version + 1 };
        return {
          changes: [replace(ClawBacks, order, after)],
          answer: { status: 200 as const, body: clawBackOrderView(after, dealNames(contract)) },
          after,
        };
      };
      if (decided.do === 'ask') {
        const { after: _after, ...written } = write({
          dismissal: { reason: decided.reason, askedBy: by, askedAt: call.nowIso },
        });
        return written;
      }
      const { status, amountMinor, waivedMinor } = decided;
      const agreed = dismissal && { ...dismissal, agreedBy: by };
      const { after, ...written } = write({ status, amountMinor, waivedMinor, dismissal: agreed });
      return { ...written, event: dismissedEvent(order, after) };
    },
  });
});

/** What was let go, of what was ordered or only proposed. */
function dismissedEvent({ status, version }: ClawBackItem, after: ClawBackItem) {
  const { workspaceId, campaignId, paymentId, contractId, influencerId, partId, waivedMinor, currency } = after;
  return {
    type: 'ClawBackDismissed' as const,
    aggregateId: `${contractId}-claw-back-${partId}`,
    seq: version + 1,
    partition: partitions.influencer(influencerId),
    data: {
      ...{ workspaceId, campaignId, paymentId, contractId, influencerId },
      amount: money(waivedMinor ?? 0, currency),
      reason: after.dismissal?.reason ?? '',
      isOrdered: status === 'open',
    },
  };
}
