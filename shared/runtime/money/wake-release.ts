import { partitions } from '#data/keys.ts';
import { startExecution } from '#platform/machines.ts';
import { machineArn } from '../config.ts';
import { wakeMachine } from '../park-token.ts';
import type { ReleaseName } from './release-facts.ts';

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

/** Starts the release of a contract; `chain` names a later one after the first has ended, `generation` a successor within its chain. */
export async function startRelease(name: ReleaseName, { chain = '', generation = 1 } = {}): Promise<void> {
  const { workspaceId, campaignId, contractId, influencerId } = name;
  const input = { workspaceId, campaignId, contractId, influencerId, chain, generation };
  const executionName = `${contractId}${chain}${generation === 1 ? '' : `-${generation}`}`;
  await startExecution(machineArn(RELEASE_MACHINE), executionName, input);
}
