import { Contracts } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

const PER_READ = 200;

/** An account that can be paid now opens a gate of each contract of its influencer whose money is held. */
export const handler = reaction(['PayoutAccountChanged'], async ({ data }) => {
  if (!data.payable) return;
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listPage({
      entity: Contracts.copy,
      partition: partitions.influencer(data.influencerId),
      prefix: 'CTR#',
      limit: PER_READ,
      after,
      where: { fundingStatus: 'funded' },
    });
    for (const { workspaceId, campaignId, contractId } of page.items)
      await wakeReleases(workspaceId, campaignId, [contractId]);
    after = page.next;
  } while (after);
});
