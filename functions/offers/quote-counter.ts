import { quoteCounter } from '#contract/areas/offers.ts';
import { Failure } from '#contract/failure.ts';
import { exchangeRatesRef } from '#data/exchange-rates.ts';
import { findTogether } from '#data/read.ts';
import { heldAt } from '#domain/offer.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { quoteFor } from './quote.ts';

export const handler = endpoint(quoteCounter, async (call) => {
  const { offer, rates } = await findTogether({
    offer: offerOf(partyOf(call.actor()), call.params.offerId),
    rates: exchangeRatesRef(),
  });
  if (!offer) throw new Failure('not_found');
  call.onCampaign(offer.campaignId);
  const where = { currency: offer.currency, rates, nowIso: call.nowIso };
  const { objectionHours = offer.current.terms.objectionHours } = call.query;
  return { status: 200, body: quoteFor({ ...call.query, objectionHours }, heldAt(offer), where) };
});
