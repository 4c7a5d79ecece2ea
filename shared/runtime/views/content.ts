import type * as z from 'zod/mini';
import type { Content } from '#contract/areas/content.ts';
import type { SubmissionItem } from '#data/submission.ts';

/** A submission as both sides see it. */
export function contentView(submission: SubmissionItem): z.input<typeof Content> {
  const { submissionId: contentId, workspaceId: _workspaceId, submittedAt: submissionDate, ...rest } = submission;
  return { ...rest, contentId, submissionDate };
}
