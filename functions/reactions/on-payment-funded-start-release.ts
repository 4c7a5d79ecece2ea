import { paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { startRelease, wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/**
 * Each funded contract has a release of its own, named by the contract: a repeat starts nothing. Where an earlier payment has started it, for other milestones,
 * it is woken, as it waits for these.
 */
export const handler = reaction(['PaymentFunded'], async ({ data }) => {
  const { workspaceId, campaignId, paymentId } = data;
  const payment = await findOne(paymentRef(workspaceId, paymentId));
  for (const { contractId, influencerId } of payment?.shares ?? [])
    await startRelease({ workspaceId, campaignId, contractId, influencerId });
  const inParts = (payment?.shares ?? []).filter(({ milestones }) => milestones);
  await wakeReleases(
    workspaceId,
    campaignId,
    inParts.map(({ contractId }) => contractId),
  );
});
