import type * as z from 'zod/mini';
import type { Content, ContentComment } from '#contract/areas/content.ts';
import type { Medium } from '#contract/areas/uploads.ts';
import type { CommentItem } from '#data/comment.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { scanOf } from '#domain/scan.ts';
import { contentModerationView } from './moderation.ts';

/** A submission as both sides see it, with files but without addresses that show them. */
export function contentView(submission: SubmissionItem): z.input<typeof Content> {
  const {
    submissionId: contentId,
    workspaceId: _workspaceId,
    platform: _platform,
    brandName: _brandName,
    submittedAt: submissionDate,
    revisionRounds,
    earlier,
    media,
    moderation,
    seen,
    ...rest
  } = submission;
  return {
    ...rest,
    milestone: rest.milestone ?? null,
    contentId,
    submissionDate,
    media: media.map(mediumView),
    moderation: moderation ? contentModerationView(moderation) : null,
    seenAt: seen?.at ?? null,
    earlierVersions: earlier.map(({ submittedAt, ...version }) => ({ ...version, submissionDate: submittedAt })),
    roundsLeft: revisionRounds === undefined ? null : Math.max(0, revisionRounds - rest.revision + 1),
  };
}

/** A file of content, without an address that shows it. */
export function mediumView({
  hasStill: _hasStill,
  ...medium
}: SubmissionItem['media'][number]): z.input<typeof Medium> {
  return { ...medium, scan: scanOf(medium), url: null, thumbnailUrl: null, urlExpiresAt: null };
}

/** A comment as both sides see it. */
export function commentView(comment: CommentItem): z.input<typeof ContentComment> {
  const { workspaceId: _workspaceId, campaignId: _campaignId, influencerId: _influencerId, ...rest } = comment;
  return { ...rest, place: rest.place ?? null, replyTo: rest.replyTo ?? null };
}
