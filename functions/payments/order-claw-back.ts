import { orderClawBack } from '#contract/areas/claw-backs.ts';
import { createOrReplace, unchanged } from '#data/change.ts';
import { type ClawBackItem, ClawBacks, clawBackRef } from '#data/claw-back.ts';
import { contractRef } from '#data/contract.ts';
import { type HeldPart, type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { decideClawBack } from '#domain/claw-back.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { partIdOf, partsOf } from '#domain/hold-parts.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { heldEvent, paymentOf } from '#runtime/money/move-hold.ts';
import { clawBackOrderView } from '#runtime/views/claw-back.ts';
import { dealNames } from '#runtime/views/deal-names.ts';

export const handler = endpoint(orderClawBack, (call) => {
  const { workspaceId, campaignId, contractId, amount, use, reason } = call.body;
  const { userId } = call.actor();
  return call.commit({
    reads: {
      hold: holdRef(workspaceId, campaignId, contractId),
      contract: contractRef(workspaceId, contractId),
    },
    more: ({ hold }) => findKnown(hold, call.body.part),
    decide: ({ hold, contract }, known) => {
      if (!hold) return refuse('not_found');
      const part = paidOutPart(hold, call.body.part);
      if (isRefused(part)) return part;
      const decided = decideClawBack(part, amount);
      if (isRefused(decided)) return decided;
      const { influencerId, currency, transferId = '', transferEntryId = '' } = part;
      if (known && known.status !== 'proposed' && known.status !== 'dismissed') return refuse('claw_back_exists');
      const order: ClawBackItem = {
        ...{ influencerId, workspaceId, campaignId, contractId, partId: partIdOf(part), paymentId: paymentOf(part) },
        ...{ transferId, reservedBy: transferEntryId, currency, amountMinor: amount.amountMinor },
        ...{ beforeMinor: decided.beforeMinor, backMinor: 0, use, reason, askedBy: userId },
        ...{ status: 'open', version: 1, createdAt: call.nowIso, updatedAt: call.nowIso },
      };
      return {
        // What may be taken back is what is left of this hold as it was read.
        changes: [createOrReplace(ClawBacks, known, order), unchanged(Holds, hold)],
        event: heldEvent('ClawBackOrdered', part, amount.amountMinor, { use }),
        answer: { status: 201, body: clawBackOrderView(order, dealNames(contract)) },
      };
    },
  });
});

/** What was proposed or ordered for it before. */
async function findKnown(hold: HoldItem | undefined, named: string | undefined): Promise<ClawBackItem | undefined> {
  const part = hold && paidOutPart(hold, named);
  if (!part || isRefused(part)) return undefined;
  return findOne(clawBackRef({ ...part, partId: partIdOf(part) }));
}

/** The part of the money that is meant; the only one that was paid out when none is named. */
function paidOutPart(hold: HoldItem, named: string | undefined): HeldPart | Refused<'not_found' | 'validation_failed'> {
  const parts = partsOf(hold);
  if (named !== undefined) return parts.find((part) => partIdOf(part) === named) ?? refuse('not_found');
  const paidOut = parts.filter(({ status }) => status === 'released');
  if (paidOut.length > 1) {
    const message = `is required, as parts ${paidOut.map(partIdOf).join(', ')} were paid out`;
    return refuse('validation_failed', undefined, [{ path: 'part', message }]);
  }
  return (paidOut[0] ?? parts[0]) as HeldPart;
}
