import type * as z from 'zod/mini';
import type { DealNames } from '#contract/schemas.ts';
import { type ContractItem, contractRef } from '#data/contract.ts';
import { findAll } from '#data/read.ts';

/** Whose deal a contract is, in words; throws where there is no contract, as everything about money belongs to one. */
export function dealNames(contract: ContractItem | undefined): z.input<typeof DealNames> {
  if (!contract) throw new Error('The contract that the money is of cannot be read.');
  const { campaignTitle, brandName, influencerName } = contract;
  return { campaignTitle, brandName, influencerName };
}

/** Each of up to 100 things about contracts with the names of its deal, in one read. */
export async function withDealNames<T extends { workspaceId: string; contractId: string }>(
  items: readonly T[],
): Promise<{ item: T; deal: z.input<typeof DealNames> }[]> {
  const [contracts] = await findAll(items.map(({ workspaceId, contractId }) => contractRef(workspaceId, contractId)));
  return items.map((item, index) => ({ item, deal: dealNames(contracts[index]) }));
}
