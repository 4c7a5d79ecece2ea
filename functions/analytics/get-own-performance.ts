import { getOwnPerformance } from '#contract/areas/analytics.ts';
import { findOwnPerformance } from '#data/performance.ts';
import { isoOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { measuredView } from '#runtime/views/performance.ts';

/** As long as content is followed, ms. */
const SHOWN_MS = 90 * 86_400_000;

export const handler = endpoint(getOwnPerformance, async (call) => {
  const { influencerId } = call.influencer();
  const since = isoOf(call.nowMs - SHOWN_MS).slice(0, 10);
  const found = await findOwnPerformance(influencerId, since, call.query.campaignId);
  return { status: 200, body: measuredView(found) };
});
