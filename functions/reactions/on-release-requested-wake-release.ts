import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** A person asked for a release that is ready. */
export const handler = reaction(['ReleaseRequested'], ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, data.contractIds),
);
