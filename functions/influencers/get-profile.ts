import { getOwnInfluencerProfile } from '#contract/areas/profiles.ts';
import { Failure } from '#contract/failure.ts';
import { influencerRef } from '#data/influencer.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { influencerView } from '#runtime/views/person.ts';

export const handler = endpoint(getOwnInfluencerProfile, async (call) => {
  const profile = await findOne(influencerRef(call.influencer().influencerId));
  if (!profile) throw new Failure('not_found', 'You have not filled in your profile yet.');
  return { status: 200, body: influencerView(profile) };
});
