import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** Money is reserved for a refund that a person asked for. */
export const handler = reaction(['RefundRequested'], ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, data.contractIds),
);
