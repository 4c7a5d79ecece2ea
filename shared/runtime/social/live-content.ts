import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { type SubmissionItem, Submissions } from '#data/submission.ts';
import { postOf, type SocialPlatform } from '#domain/social.ts';
import { msOf } from '../clock.ts';

/** Content that went live longer ago is no longer followed, ms. */
const FOLLOWED_MS = 90 * 86_400_000;
const PAGE = 100;

/** The influencer's live content on a platform that is still followed, newest first, page by page. */
export async function* liveContentOn(
  influencerId: string,
  platform: SocialPlatform,
  nowMs: number,
): AsyncGenerator<SubmissionItem[]> {
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listPage({
      entity: Submissions.copy,
      partition: partitions.influencer(influencerId),
      prefix: 'SUB#',
      where: { status: 'live' },
      limit: PAGE,
      newestFirst: true,
      after,
    });
    yield page.items.filter(
      ({ liveUrl, liveAt }) =>
        liveAt !== null && msOf(liveAt) > nowMs - FOLLOWED_MS && liveUrl && postOf(liveUrl)?.platform === platform,
    );
    after = page.next;
  } while (after);
}
