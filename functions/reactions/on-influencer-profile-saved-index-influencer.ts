import { reaction } from '#runtime/reaction.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';

/** A changed profile is found as it is now, or no longer. */
export const handler = reaction(['InfluencerProfileSaved'], ({ data }, context) =>
  indexInfluencer(data.influencerId, context),
);
