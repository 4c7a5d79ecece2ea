import { previewDeed } from '#contract/areas/deeds.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { factsOfOffer } from '#domain/deed.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { offerOf } from '#runtime/party-refs.ts';
import { previewView } from '#runtime/views/deed.ts';

export const handler = endpoint(previewDeed, async (call) => {
  const offer = await findOne(offerOf(partyOf(call.actor()), call.params.offerId));
  if (!offer) throw new Failure('not_found');
  return { status: 200, body: previewView(factsOfOffer(offer)) };
});
