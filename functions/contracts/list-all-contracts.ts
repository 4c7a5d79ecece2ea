import { listAllContracts } from '#contract/areas/contracts.ts';
import { Contracts } from '#data/contract.ts';
import { indexes, partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { contractView } from '#runtime/views/deal.ts';

export const handler = endpoint(listAllContracts, async (call) => {
  const party = partyOf(call.actor());
  const list =
    party.kind !== 'influencer'
      ? { entity: Contracts.main, index: 'gsi1' as const, partition: indexes.contractsOf(party.workspaceId) }
      : { entity: Contracts.copy, partition: partitions.influencer(party.influencerId), prefix: 'CTR#' };
  const scope = `all-contracts|${list.partition}`;
  const page = await listPage({
    ...list,
    limit: call.query.limit,
    newestFirst: true,
    after: await openCursor(call.query.cursor, scope, call.nowMs),
  });
  return {
    status: 200,
    body: {
      items: page.items.map((contract) => contractView(contract, call.nowMs, sideOf(party))),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
