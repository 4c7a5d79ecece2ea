import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** A second person opened the last gate of a contract that takes two. */
export const handler = reaction(['ReleaseApproved'], ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, [data.contractId]),
);
