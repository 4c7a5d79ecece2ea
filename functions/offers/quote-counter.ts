import { quoteCounter } from '#contract/areas/offers.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { heldAt } from '#domain/offer.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { quoteFor } from './quote.ts';

export const handler = endpoint(quoteCounter, async (call) => {
  const offer = await findOne(offerOf(partyOf(call.actor()), call.params.offerId));
  if (!offer) throw new Failure('not_found');
  call.onCampaign(offer.campaignId);
  const where = { currency: offer.currency, nowIso: call.nowIso };
  return { status: 200, body: quoteFor(call.query, heldAt(offer), where) };
});
