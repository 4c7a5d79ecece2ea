import { listPayouts } from '#contract/areas/payments.ts';
import { partitions } from '#data/keys.ts';
import { BankPayouts } from '#data/payout.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listPayouts, async (call) => {
  const { limit, cursor } = call.query;
  const partition = partitions.bankPayouts(call.influencer().influencerId);
  const page = await listPage({
    entity: BankPayouts,
    partition,
    limit,
    newestFirst: true,
    after: await openCursor(cursor, partition, call.nowMs),
  });
  return {
    status: 200,
    body: {
      items: page.items.map(
        ({ payoutId, amountMinor, currency, status, failureCode, returned, failedAt, arrivalOn, createdAt }) => ({
          payoutId,
          amount: { amountMinor, currency },
          status,
          failureCode,
          returned: returned === true,
          failedAt: failedAt ?? null,
          arrivalOn,
          createdAt,
        }),
      ),
      nextCursor: await sealCursor(page.next, partition, call.nowMs),
    },
  };
});
