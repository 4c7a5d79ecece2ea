import { paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { driveRelease } from '#runtime/money/drive-release.ts';
import { reaction } from '#runtime/reaction.ts';

/**
 * Each funded contract has a release of its own: a repeat starts nothing. Where an earlier payment has started it, for other milestones, it is woken, as it
 * waits for these.
 */
export const handler = reaction(['PaymentFunded'], async ({ data, correlationId }) => {
  const { workspaceId, campaignId, paymentId } = data;
  const payment = await findOne(paymentRef(workspaceId, paymentId));
  for (const { contractId, influencerId } of payment?.shares ?? [])
    await driveRelease({ workspaceId, campaignId, contractId, influencerId }, { correlationId });
});
