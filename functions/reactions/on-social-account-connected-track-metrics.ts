import { reaction } from '#runtime/reaction.ts';
import { liveContentOn } from '#runtime/social/live-content.ts';
import { trackContent } from '#runtime/social/track.ts';

/** Follows the numbers of content that was live before its account was connected. */
export const handler = reaction(['SocialAccountConnected'], async ({ data }, context) => {
  for await (const page of liveContentOn(data.influencerId, data.platform, context.nowMs))
    for (const submission of page) await trackContent(submission, context);
});
