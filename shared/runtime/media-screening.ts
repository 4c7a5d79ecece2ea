import type { EventDraft } from '#contract/events.ts';
import { type Change, create, replace, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { keys, partitions } from '#data/keys.ts';
import { type MediaScreeningItem, MediaScreenings, mediaScreeningRef } from '#data/media-screening.ts';
import { screeningPolicyRef } from '#data/moderation.ts';
import { type SubmissionItem, Submissions, submissionRef } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { moderationIdOf } from '#domain/ids.ts';
import { type Moderation, SCREENING_HOURS, withMedia } from '#domain/moderation.ts';
import { DEFAULT_POLICY, judge, type ScreeningPolicy } from '#domain/screening.ts';
import { type MediumResult, mediaFinding } from '#domain/service-screening.ts';
import { ELSEWHERE } from '#platform/screening/aws-screener.ts';
import { isoOf, msOf } from './clock.ts';
import { pieceOf } from './content-review.ts';
import { moderationItemOf } from './moderation-item.ts';

/** Names the screening of the media of one piece of content. */
export type ScreeningName = Pick<MediaScreeningItem, 'workspaceId' | 'campaignId' | 'submissionId'>;

const LATE = 'The screening did not end in time.';

/** The screening that begins with content whose media a service looks at; nothing for other content. */
export function beginMediaScreening({ moderation, submittedAt, ...submission }: SubmissionItem): Change[] {
  if (!moderation?.findings.some(({ outcome }) => outcome === 'screening')) return [];
  const { workspaceId, campaignId, submissionId } = submission;
  const endsAt = isoOf(msOf(submittedAt) + SCREENING_HOURS * 3_600_000);
  const open = { results: {}, state: 'open' as const, endsAt, version: 1, createdAt: submittedAt };
  return [create(MediaScreenings, { workspaceId, campaignId, submissionId, ...open })];
}

/**
 * Notes what a service said of files of content. Once it has said something of all, or the time is `over`, the content is passed on: to the brand, or to a moderator. A result that comes
 * twice, late, or for content that was answered changes nothing any more.
 */
export async function noteResults(
  { workspaceId, campaignId, submissionId }: ScreeningName,
  results: Readonly<Record<string, MediumResult>>,
  context: CommitContext,
  isOver = false,
): Promise<void> {
  await commit(context, {
    reads: {
      screening: mediaScreeningRef(workspaceId, submissionId),
      policy: screeningPolicyRef(workspaceId),
      submission: submissionRef(workspaceId, campaignId, submissionId),
    },
    decide: ({ screening, submission, policy = DEFAULT_POLICY }) => {
      const answer = { status: 200, body: {} };
      if (screening?.state !== 'open' || !submission) return { changes: [], answer };
      const known = { ...results, ...screening.results };
      const isWhole = submission.media.every(({ uploadId }) => uploadId in known);
      if (!isWhole && !isOver)
        return { changes: [replace(MediaScreenings, screening, { ...screening, results: known })], answer };
      const ended = replace(MediaScreenings, screening, { ...screening, results: known, state: 'over' });
      const { moderation, status } = submission;
      if (!moderation || status !== 'pending') return { changes: [ended], answer };
      const all = submission.media.map(({ uploadId }) => known[uploadId] ?? { why: LATE });
      const { changes, event } = planScreened(submission, moderation, all, policy, context.nowIso);
      return { changes: [ended, ...changes], event, answer };
    },
  });
}

/** Content whose media were looked at, for both sides and for moderators. */
function planScreened(
  submission: SubmissionItem,
  moderation: Moderation,
  results: readonly MediumResult[],
  policy: ScreeningPolicy,
  nowIso: string,
): { changes: Change[]; event: EventDraft } {
  const { workspaceId, campaignId, submissionId, mediaUrls } = submission;
  const finding = mediaFinding(results, mediaUrls.length > 0 ? [ELSEWHERE] : []);
  const judged = judge([...moderation.findings.filter(({ check }) => check !== 'media'), finding], policy);
  const next = withMedia(moderation, judged, { itemId: moderationIdOf(submissionId), nowIso });
  const after = { ...submission, moderation: next, updatedAt: nowIso };
  return {
    changes: [
      ...replaceBoth(Submissions, submission, after),
      ...(moderation.itemId === null ? moderationItemOf(after) : renew(workspaceId, moderation.itemId, judged)),
    ],
    event: {
      type: 'ContentScreened',
      aggregateId: submissionId,
      seq: submission.version + 1,
      partition: partitions.campaign(workspaceId, campaignId),
      data: {
        ...pieceOf(submission),
        screening: next.state === 'waits' ? 'waits' : (judged.state as 'passed' | 'flagged'),
      },
    },
  };
}

/** What moderators see of content that waits for them already. */
function renew(
  workspaceId: string,
  itemId: string,
  { findings, score }: Pick<Moderation, 'findings' | 'score'>,
): Change[] {
  const there = [{ path: 'itemId', is: '=', value: itemId }] as const;
  return [update(keys.moderationItem(workspaceId, itemId), { set: { findings, score }, add: { version: 1 } }, there)];
}
