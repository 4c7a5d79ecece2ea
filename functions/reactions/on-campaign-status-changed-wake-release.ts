import { Holds } from '#data/hold.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** More holds than a campaign's budget can carry. */
const MOST_HOLDS = 1000;

/** The end of a campaign gives back what was never delivered. */
export const handler = reaction(['CampaignStatusChanged'], async ({ data }) => {
  const { workspaceId, campaignId, to } = data;
  if (to !== 'completed' && to !== 'cancelled') return;
  const partition = partitions.campaign(workspaceId, campaignId);
  const { items } = await listPage({
    entity: Holds,
    partition,
    prefix: 'HOLD#',
    limit: MOST_HOLDS,
  });
  await wakeReleases(
    workspaceId,
    campaignId,
    items.filter((hold) => partsOf(hold).some(({ status }) => status === 'funded')).map(({ contractId }) => contractId),
  );
});
