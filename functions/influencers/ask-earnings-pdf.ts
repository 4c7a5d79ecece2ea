import { askEarningsPdf } from '#contract/areas/earnings.ts';
import { createOrReplace } from '#data/change.ts';
import { EarningsStatements, earningsStatementRef } from '#data/earnings-statement.ts';
import { keys } from '#data/keys.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(askEarningsPdf, async (call) => {
  const { influencerId } = call.influencer();
  const { year } = call.params;
  return call.commit({
    reads: { known: earningsStatementRef(influencerId, year) },
    decide: ({ known }) => ({
      // A new one is made of the ledger as it is by then.
      changes: [createOrReplace(EarningsStatements, known, { influencerId, year, askedAt: call.nowIso })],
      event: {
        type: 'EarningsStatementAsked',
        aggregateId: `${influencerId}#${year}`,
        seq: (known?.version ?? 0) + 1,
        partition: keys.earningsStatement(influencerId, year).pk,
        data: { influencerId, year },
      },
      answer: { status: 202, body: { year, askedAt: call.nowIso } },
    }),
  });
});
