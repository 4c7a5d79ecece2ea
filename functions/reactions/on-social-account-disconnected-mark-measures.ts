import { reaction } from '#runtime/reaction.ts';
import { markAccount } from '#runtime/social/mark-account.ts';

/** Lets the performance of campaigns say that their numbers are the last ones for now. */
export const handler = reaction(['SocialAccountDisconnected'], ({ data }, context) =>
  markAccount(data.influencerId, data.platform, context),
);
