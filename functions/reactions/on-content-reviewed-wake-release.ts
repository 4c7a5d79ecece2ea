import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** An approval may open a gate of its contract. */
export const handler = reaction(['ContentReviewed'], ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, [data.contractId]),
);
