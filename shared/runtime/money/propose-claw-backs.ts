import { create } from '#data/change.ts';
import { type ClawBackItem, ClawBacks, clawBackRef } from '#data/claw-back.ts';
import { commit } from '#data/commit.ts';
import { holdRef } from '#data/hold.ts';
import { paymentRef } from '#data/payment.ts';
import { findAll, findOne } from '#data/read.ts';
import { stillWithInfluencer } from '#domain/claw-back.ts';
import { partIdOf, partsOfPayment } from '#domain/hold-parts.ts';
import type { IntentFacts } from '#domain/payment.ts';
import { systemCommitContext } from '../system-commit.ts';
import { paymentOf } from './move-hold.ts';
import type { Cause } from './release-hold.ts';

/**
 * What was refunded by hand beyond what was held is the platform's loss, while influencers have the money: people of the platform are proposed to take it back
 * from them, contract by contract. Nothing is taken before somebody orders it; what was proposed, ordered or over already is left as it is.
 */
export async function proposeClawBacks(
  facts: Pick<IntentFacts, 'workspaceId' | 'paymentId'>,
  cause: Cause,
): Promise<void> {
  const payment = await findOne(paymentRef(facts.workspaceId, facts.paymentId));
  const refunds = Object.entries(payment?.foreignRefunds ?? {}).filter(([, one]) => one.lossMinor > 0 && !one.failed);
  if (!payment || refunds.length === 0) return;
  const { workspaceId, campaignId, paymentId } = payment;
  let left = Math.min(
    payment.lossMinor ?? 0,
    refunds.reduce((total, [, { lossMinor }]) => total + lossMinor, 0),
  );
  const [holds] = await findAll(payment.shares.map(({ contractId }) => holdRef(workspaceId, campaignId, contractId)));
  const context = systemCommitContext(cause);
  for (const part of holds.flatMap((hold) => (hold ? partsOfPayment(hold, paymentId) : []))) {
    const amountMinor = Math.min(left, stillWithInfluencer(part));
    if (amountMinor <= 0 || part.status !== 'released' || !part.transferId || !part.transferEntryId) continue;
    left -= amountMinor;
    const { influencerId, contractId, currency, transferId, transferEntryId, clawedBackMinor } = part;
    const proposed: ClawBackItem = {
      ...{ influencerId, workspaceId, campaignId, contractId, partId: partIdOf(part), paymentId: paymentOf(part) },
      ...{ transferId, reservedBy: transferEntryId, currency, amountMinor, beforeMinor: clawedBackMinor ?? 0 },
      ...{ backMinor: 0, use: 'reserve', askedBy: null, status: 'proposed', version: 1 },
      reason: `The payment was refunded to the brand by hand (${refunds.map(([refundId]) => refundId).join(', ')}).`,
      ...{ createdAt: context.nowIso, updatedAt: context.nowIso },
    };
    await commit(context, {
      reads: { known: clawBackRef(proposed) },
      decide: ({ known }) => ({
        changes: known ? [] : [create(ClawBacks, proposed)],
        answer: { status: 200, body: {} },
      }),
    });
  }
}
