import type * as z from 'zod/mini';
import type { Content, ContentComment } from '#contract/areas/content.ts';
import type { CommentItem } from '#data/comment.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { downloadName, mediaKey } from '#domain/upload.ts';
import { signDownload } from '#platform/files.ts';
import { isoOf } from '../clock.ts';
import { setting } from '../config.ts';

/** How long a signed address shows a file, seconds. */
const SHOWN_SECONDS = 300;

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
    ...rest
  } = submission;
  return {
    ...rest,
    contentId,
    submissionDate,
    media: media.map((medium) => ({ ...medium, url: null, urlExpiresAt: null })),
    earlierVersions: earlier.map(({ submittedAt, ...version }) => ({ ...version, submissionDate: submittedAt })),
    roundsLeft: revisionRounds === undefined ? null : Math.max(0, revisionRounds - rest.revision + 1),
  };
}

/** The same for reading: every file with an address that shows it for five minutes. */
export async function contentWithMedia(submission: SubmissionItem, nowMs: number): Promise<z.input<typeof Content>> {
  const { influencerId } = submission;
  const media = await Promise.all(
    submission.media.map(async (medium) => ({
      ...medium,
      url: await signDownload(
        { bucket: setting('FILES_BUCKET'), key: mediaKey({ ...medium, influencerId }) },
        { contentType: medium.contentType, fileName: downloadName(medium), expiresSeconds: SHOWN_SECONDS },
      ),
      urlExpiresAt: isoOf(nowMs + SHOWN_SECONDS * 1000),
    })),
  );
  return { ...contentView(submission), media };
}

/** A comment as both sides see it. */
export function commentView(comment: CommentItem): z.input<typeof ContentComment> {
  const { workspaceId: _workspaceId, campaignId: _campaignId, influencerId: _influencerId, ...rest } = comment;
  return rest;
}
