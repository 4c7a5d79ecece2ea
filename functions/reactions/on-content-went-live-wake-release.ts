import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** Live content starts the silence window of its contract. */
export const handler = reaction(['ContentWentLive'], ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, [data.contractId]),
);
