import { startRelease } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** The release ended with the refund; now that the money is held again, another one takes it up. */
export const handler = reaction(['RefundFailed'], async ({ data, eventId }) => {
  const { workspaceId, campaignId, contractId, influencerId } = data;
  await startRelease({ workspaceId, campaignId, contractId, influencerId }, { chain: `-${eventId}` });
});
