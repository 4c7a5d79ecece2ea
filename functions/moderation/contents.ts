import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import type { ModerationItem } from '#data/moderation.ts';
import { type SubmissionItem, Submissions } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import type { Decided } from '#domain/moderation.ts';

/** What a moderator's word makes of content, for both sides. */
export function planModeratedContent(
  item: ModerationItem,
  submission: SubmissionItem,
  { isAppeal, ...said }: Decided & { isAppeal: boolean },
): { changes: Change[]; event: EventDraft } {
  const { workspaceId, campaignId, itemId } = item;
  const { influencerId, campaignTitle: title, contractId, deliverableId, submissionId: contentId } = submission;
  const { decision, reason } = said;
  return {
    changes: moderated(submission, said),
    event: {
      type: 'ContentModerated',
      aggregateId: itemId,
      seq: item.version + 1,
      partition: partitions.campaign(workspaceId, campaignId),
      data: {
        ...{ workspaceId, campaignId, influencerId, title, contractId, contentId, deliverableId },
        ...{ decision, reason, isAppeal },
      },
    },
  };
}

/** The content as it is after a moderator's decision. */
function moderated(submission: SubmissionItem, { decision, reason, at }: Decided): Change[] {
  const { moderation } = submission;
  if (!moderation) return [];
  const cleared = decision === 'approved' ? { clearedAt: at } : {};
  const next = { ...moderation, state: decision, reason, decidedAt: at, ...cleared };
  return replaceBoth(Submissions, submission, { ...submission, moderation: next, updatedAt: at });
}
