import { reaction } from '#runtime/reaction.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';

/** What a platform said of an account no longer counts as verified. */
export const handler = reaction(['SocialAccountDisconnected'], ({ data }, context) =>
  indexInfluencer(data.influencerId, context),
);
