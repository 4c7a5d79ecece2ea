import { type ContractItem, Contracts } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { isHeld } from '#domain/hold-clock.ts';
import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

const PER_READ = 200;

/** Some of its money is held; what of it is on its way or frozen says nothing of the other milestones. */
function isWaiting({ fundingStatus, parts }: ContractItem): boolean {
  return parts ? isHeld(fundingStatus) : fundingStatus === 'funded';
}

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
    });
    for (const { workspaceId, campaignId, contractId } of page.items.filter(isWaiting))
      await wakeReleases(workspaceId, campaignId, [contractId]);
    after = page.next;
  } while (after);
});
