import { getOffer } from '#contract/areas/offers.ts';
import { Failure } from '#contract/failure.ts';
import { findOfferWithVersions } from '#data/offer.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { offerWithVersionsView } from '#runtime/views/deal.ts';

export const handler = endpoint(getOffer, async (call) => {
  const found = await findOfferWithVersions(partyOf(call.actor()), call.params.offerId);
  if (!found) throw new Failure('not_found');
  return { status: 200, body: offerWithVersionsView(found.offer, found.versions, call.nowIso) };
});
