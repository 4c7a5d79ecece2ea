import { reaction } from '#runtime/reaction.ts';
import { indexInfluencers } from '#runtime/search/index-influencer.ts';

/** Imported profiles are found by the search. */
export const handler = reaction(['InfluencersImported'], ({ data }, context) =>
  indexInfluencers(data.influencerIds, () => context),
);
