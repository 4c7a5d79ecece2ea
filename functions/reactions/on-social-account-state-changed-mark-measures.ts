import { reaction } from '#runtime/reaction.ts';
import { markAccount } from '#runtime/social/mark-account.ts';

/** Lets the performance of campaigns say why their numbers stand still, or that they move again. */
export const handler = reaction(['SocialAccountStateChanged'], ({ data }, context) =>
  markAccount(data.influencerId, data.platform, context),
);
