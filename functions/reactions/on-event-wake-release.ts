import { RELEASE_WAKING_EVENTS } from '#contract/events.ts';
import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** Content that was handed in starts the time to answer it, an approval may open a gate, and live content starts the time to object. */
export const handler = reaction(RELEASE_WAKING_EVENTS, ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, [data.contractId]),
);
