import { putRateCard } from '#contract/areas/applications.ts';
import { createOrReplace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { RateCards, rateCardRef } from '#data/rate-card.ts';
import { refuse } from '#domain/decision.ts';
import { repeatedLines } from '#domain/rate-card.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { rateCardView } from '#runtime/views/application.ts';

export const handler = endpoint(putRateCard, async (call) => {
  const { influencerId } = call.influencer();
  const { lines } = call.body;
  return call.commit({
    reads: { card: rateCardRef(influencerId) },
    decide: ({ card }) => {
      const issues = repeatedLines(lines);
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      const next = { influencerId, lines, version: (card?.version ?? 0) + 1, updatedAt: call.nowIso };
      return {
        changes: [createOrReplace(RateCards, card, next)],
        event: {
          type: 'RateCardSaved',
          aggregateId: influencerId,
          seq: next.version,
          partition: partitions.influencer(influencerId),
          data: { influencerId },
        },
        answer: { status: 200, body: rateCardView(next, influencerId) },
      };
    },
  });
});
