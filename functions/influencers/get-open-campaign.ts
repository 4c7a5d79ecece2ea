import { getOpenCampaign } from '#contract/areas/applications.ts';
import { Failure } from '#contract/failure.ts';
import { appliedRef } from '#data/application.ts';
import { influencerRef } from '#data/influencer.ts';
import { listingRef } from '#data/listing.ts';
import { placesRef } from '#data/places.ts';
import { findTogether } from '#data/read.ts';
import { fitOf } from '#domain/fit.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { openCampaignView } from '#runtime/views/application.ts';

export const handler = endpoint(getOpenCampaign, async (call) => {
  const { influencerId } = call.influencer();
  const { campaignId } = call.params;
  const { listing, profile, applied, places } = await findTogether({
    listing: listingRef(campaignId),
    profile: influencerRef(influencerId),
    applied: appliedRef(influencerId, campaignId),
    places: placesRef(campaignId),
  });
  if (!listing) throw new Failure('not_found', 'There is no open campaign with this id.');
  const fit = profile && fitOf(listing, profile, call.nowIso.slice(0, 10));
  return { status: 200, body: openCampaignView(listing, fit, { applied, places }) };
});
