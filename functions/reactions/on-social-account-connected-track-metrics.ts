import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { Submissions } from '#data/submission.ts';
import { postOf } from '#domain/social.ts';
import { msOf } from '#runtime/clock.ts';
import { reaction } from '#runtime/reaction.ts';
import { trackContent } from '#runtime/social/track.ts';

/** Content that went live longer ago is no longer followed, ms. */
const FOLLOWED_MS = 90 * 86_400_000;
const PAGE = 100;

/** Follows the numbers of content that was live before its account was connected. */
export const handler = reaction(['SocialAccountConnected'], async ({ data }, context) => {
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listPage({
      entity: Submissions.copy,
      partition: partitions.influencer(data.influencerId),
      prefix: 'SUB#',
      where: { status: 'live' },
      limit: PAGE,
      newestFirst: true,
      after,
    });
    for (const submission of page.items) {
      const { liveUrl, liveAt } = submission;
      const isFresh = liveAt !== null && msOf(liveAt) > context.nowMs - FOLLOWED_MS;
      if (isFresh && liveUrl && postOf(liveUrl)?.platform === data.platform) await trackContent(submission, context);
    }
    after = page.next;
  } while (after);
});
