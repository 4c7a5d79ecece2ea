import { reaction } from '#runtime/reaction.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';

/** A pull that changes the state of an account may bring new followers with it. */
export const handler = reaction(['SocialAccountStateChanged'], ({ data }, context) =>
  indexInfluencer(data.influencerId, context),
);
