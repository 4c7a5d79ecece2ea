import { TURNING_EVENTS } from '#contract/events.ts';
import { partitions } from '#data/keys.ts';
import { wakeReleases } from '#runtime/money/wake-release.ts';
import { wakeMachine } from '#runtime/park-token.ts';
import { reaction } from '#runtime/reaction.ts';

/** What waits for the money of a contract, and for the days of its campaign, looks again: somebody has decided something about it. */
export const handler = reaction(TURNING_EVENTS, async ({ data }) => {
  const { workspaceId, campaignId, contractId } = data;
  await wakeReleases(workspaceId, campaignId, [contractId]);
  await wakeMachine(partitions.campaign(workspaceId, campaignId), 'campaign-lifecycle', campaignId);
});
