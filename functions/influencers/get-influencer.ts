import { getInfluencer } from '#contract/areas/profiles.ts';
import { Failure } from '#contract/failure.ts';
import { influencerRef } from '#data/influencer.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { influencerView } from '#runtime/views/person.ts';

export const handler = endpoint(getInfluencer, async (call) => {
  const profile = await findOne(influencerRef(call.params.influencerId));
  if (!profile) throw new Failure('not_found');
  return { status: 200, body: influencerView(profile) };
});
