import { reaction } from '#runtime/reaction.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';

/** A connected account says its handle and its followers itself. */
export const handler = reaction(['SocialAccountConnected'], ({ data }, context) =>
  indexInfluencer(data.influencerId, context),
);
