import { reaction } from '#runtime/reaction.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';

/** New followers count in the search. */
export const handler = reaction(['FollowersMeasured'], ({ data }, context) =>
  indexInfluencer(data.influencerId, context),
);
