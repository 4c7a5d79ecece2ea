import { listContracts } from '#contract/areas/contracts.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { Contracts } from '#data/contract.ts';
import { indexes, partitions } from '#data/keys.ts';
import { findOne, listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { contractView } from '#runtime/views/deal.ts';

export const handler = endpoint(listContracts, async (call) => {
  const party = partyOf(call.actor());
  const { campaignId } = call.params;
  const list =
    party.kind !== 'influencer'
      ? {
          entity: Contracts.main,
          index: 'gsi1' as const,
          partition: indexes.contractsOf(party.workspaceId),
          prefix: `${campaignId}#`,
        }
      : {
          entity: Contracts.copy,
          partition: partitions.influencer(party.influencerId),
          prefix: 'CTR#',
          where: { campaignId },
        };
  const scope = `contracts|${list.partition}|${campaignId}`;
  const after = await openCursor(call.query.cursor, scope, call.nowMs);
  const page = await listPage({ ...list, limit: call.query.limit, newestFirst: true, after });
  if (
    page.items.length === 0 &&
    !(party.kind !== 'influencer' && (await findOne(campaignRef(party.workspaceId, campaignId))))
  )
    throw new Failure('not_found');
  return {
    status: 200,
    body: {
      items: page.items.map((contract) => contractView(contract, call.nowMs, sideOf(party))),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
