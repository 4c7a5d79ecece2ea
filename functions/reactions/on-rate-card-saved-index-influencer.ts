import { reaction } from '#runtime/reaction.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';

/** Changed prices are found as they are now. */
export const handler = reaction(['RateCardSaved'], ({ data }, context) => indexInfluencer(data.influencerId, context));
