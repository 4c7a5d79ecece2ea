import { driveRelease } from '#runtime/money/drive-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** The money is held again: the release takes it up, or another one does where it ended with the refund. */
export const handler = reaction(['RefundFailed'], async ({ data, correlationId }) => {
  const { workspaceId, campaignId, contractId, influencerId } = data;
  await driveRelease({ workspaceId, campaignId, contractId, influencerId }, { correlationId }, { again: true });
});
