import { type Change, create, replace, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import {
  allSocialRefs,
  type MeasureItem,
  Measures,
  measureRef,
  type SocialAccountItem,
  SocialAccounts,
  type TrackedPost,
} from '#data/social.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { type MeasuredAccountState, postOf } from '#domain/social.ts';
import { msOf } from '../clock.ts';
import { markMeasure } from './mark-account.ts';

/** How long the numbers of a post are followed after it went live, ms. */
const FOLLOWED_MS = 90 * 86_400_000;
/** Posts one account is pulled for at once, so that its item stays small. */
const MAX_TRACKED = 200;

/** Follows the numbers of live content: it shows in the campaign's performance at once, and is pulled once its account is connected. Idempotent. */
export async function trackContent(submission: SubmissionItem, context: CommitContext): Promise<void> {
  const { workspaceId, campaignId, submissionId: contentId, influencerId, liveUrl, liveAt } = submission;
  if (!liveUrl || !liveAt) return;
  const address = postOf(liveUrl);
  await commit(context, {
    reads: { measure: measureRef(workspaceId, campaignId, contentId), ...allSocialRefs(influencerId) },
    decide: ({ measure, ...accounts }) => {
      const { contractId, deliverableId, influencerName } = submission;
      const content = { workspaceId, campaignId, contentId, contractId, deliverableId, influencerName };
      const account = address && accounts[address.platform];
      const accountState: MeasuredAccountState = account?.state ?? 'not_connected';
      const post = address && {
        ...content,
        url: liveUrl,
        name: address.name,
        // Only Instagram's addresses hide the id.
        mediaId: address.platform === 'instagram' ? null : address.name,
        untilMs: msOf(liveAt) + FOLLOWED_MS,
      };
      const waiting = {
        ...content,
        influencerId,
        campaignTitle: submission.campaignTitle,
        platform: address?.platform ?? null,
        url: liveUrl,
        liveAt,
        ...(address ? { accountState } : {}),
        state: address ? ('waiting' as const) : ('unreadable' as const),
        counts: null,
        receiptId: null,
        measuredAt: null,
      };
      return {
        changes: [
          ...(measure ? [] : [create(Measures, waiting)]),
          // Reported anew under another address: what was known of the old one is not of this post.
          ...(measure && measure.url !== liveUrl ? [startAnew(measure, waiting)] : []),
          ...(measure && measure.url === liveUrl && address ? markMeasure(measure, accountState) : []),
          ...(account && post && isNew(account, post)
            ? [replace(SocialAccounts, account, { ...account, tracked: [...othersOf(account, post), post] })]
            : []),
        ],
        answer: { status: 200, body: {} },
      };
    },
  });
}

function startAnew(measure: MeasureItem, { url, platform, state }: MeasureItem): Change {
  const set = { url, platform, state, counts: null, receiptId: null, measuredAt: null };
  return update(Measures.keyOf(measure), { set }, [{ path: 'url', is: '=', value: measure.url }]);
}

function isNew(account: SocialAccountItem, wanted: TrackedPost): boolean {
  return othersOf(account, wanted).length < MAX_TRACKED && !account.tracked.some((post) => isSame(post, wanted));
}

function othersOf({ tracked }: SocialAccountItem, { contentId }: TrackedPost): TrackedPost[] {
  return tracked.filter((post) => post.contentId !== contentId);
}

function isSame(one: TrackedPost, other: TrackedPost): boolean {
  return one.contentId === other.contentId && one.url === other.url;
}
