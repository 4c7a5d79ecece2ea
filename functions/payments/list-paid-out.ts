import { listPaidOut } from '#contract/areas/claw-backs.ts';
import { Contracts } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { paidOutViews } from '#runtime/views/claw-back.ts';

export const handler = endpoint(listPaidOut, async ({ params, query: { limit, cursor }, nowMs }) => {
  const scope = `paid-out|${params.influencerId}`;
  const contracts = await listPage({
    entity: Contracts.copy,
    partition: partitions.influencer(params.influencerId),
    prefix: 'CTR#',
    newestFirst: true,
    limit,
    after: await openCursor(cursor, scope, nowMs),
  });
  return {
    status: 200,
    body: {
      items: contracts.items.flatMap(paidOutViews),
      nextCursor: await sealCursor(contracts.next, scope, nowMs),
    },
  };
});
