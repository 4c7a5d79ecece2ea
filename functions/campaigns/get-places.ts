import { getPlaces } from '#contract/areas/lifecycle.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { placesRef } from '#data/places.ts';
import { findTogether } from '#data/read.ts';
import { isFull } from '#domain/places.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getPlaces, async (call) => {
  const { campaignId } = call.params;
  const { campaign, places } = await findTogether({
    campaign: campaignRef(call.member().workspaceId, campaignId),
    places: placesRef(campaignId),
  });
  if (!campaign) throw new Failure('not_found');
  // Until it is published, what it takes is in the draft alone.
  const limit = places?.limitCount ?? campaign.applying?.places ?? null;
  const takenCount = places?.takenCount ?? 0;
  return {
    status: 200,
    body: {
      places: limit,
      takenCount,
      isFull: isFull({ takenCount, limitCount: limit ?? undefined }),
      version: campaign.version,
    },
  };
});
