import { type Change, create } from '#data/change.ts';
import { type ModerationItem, ModerationItems } from '#data/moderation.ts';
import type { SubmissionItem } from '#data/submission.ts';

/** What moderators see of content that waits for them; nothing where it waits for none. */
export function moderationItemOf(submission: SubmissionItem, more: Pick<ModerationItem, 'unanswered'> = {}): Change[] {
  const { moderation, workspaceId, campaignId, campaignTitle, brandName = '', submissionId, contractId } = submission;
  if (!moderation?.itemId) return [];
  const { deliverableId, influencerId, caption, mediaUrls, media, updatedAt } = submission;
  const { itemId, findings, score } = moderation;
  return [
    create(ModerationItems, {
      ...{ itemId, workspaceId, campaignId, campaignTitle, brandName },
      content: { submissionId, contractId, deliverableId, influencerId },
      ...{ caption, mediaUrls, media, findings, score, ...more },
      ...{ state: 'waits', decisions: [], appeal: null, waitsSince: updatedAt, version: 1 },
      ...{ createdAt: updatedAt, updatedAt },
    }),
  ];
}
