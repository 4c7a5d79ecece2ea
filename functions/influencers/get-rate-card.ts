import { getRateCard } from '#contract/areas/applications.ts';
import { rateCardRef } from '#data/rate-card.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { rateCardView } from '#runtime/views/application.ts';

export const handler = endpoint(getRateCard, async (call) => {
  const { influencerId } = call.influencer();
  return { status: 200, body: rateCardView(await findOne(rateCardRef(influencerId)), influencerId) };
});
