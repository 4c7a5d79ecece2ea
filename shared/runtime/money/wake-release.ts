import { partitions } from '#data/keys.ts';
import { wakeMachine } from '../park-token.ts';

export const RELEASE_MACHINE = 'escrow-release';

/** Wakes the releases of contracts of one campaign; one that does not wait now looks at the table before it waits again. */
export async function wakeReleases(
  workspaceId: string,
  campaignId: string,
  contractIds: readonly string[],
): Promise<void> {
  const partition = partitions.campaign(workspaceId, campaignId);
  await Promise.all(contractIds.map((contractId) => wakeMachine(partition, RELEASE_MACHINE, contractId)));
}
