import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import type { ModerationItem } from '#data/moderation.ts';
import { type SubmissionItem, Submissions } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideReview, silenceNote } from '#domain/content.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { Decided } from '#domain/moderation.ts';
import { reviewedChanges, reviewedEvent } from '#runtime/content-review.ts';

/** What a moderator's word makes of content, for both sides. */
export function planModeratedContent(
  item: ModerationItem,
  submission: SubmissionItem,
  { isAppeal, ...said }: Decided & { isAppeal: boolean },
): { changes: Change[]; event: EventDraft } | Refused<'moderation_closed'> {
  if (item.unanswered && said.decision === 'approved') return planSilence(submission, said, item.unanswered.reviewDays);
  const { workspaceId, campaignId, itemId } = item;
  const { influencerId, campaignTitle: title, contractId, deliverableId, submissionId: contentId } = submission;
  const { decision, reason } = said;
  return {
    changes: replaceBoth(Submissions, submission, moderated(submission, said)),
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

/** Content that a moderator lets through after the brand's time to answer it was over: its silence approves it now. */
function planSilence(
  submission: SubmissionItem,
  said: Decided,
  reviewDays: number,
): { changes: Change[]; event: EventDraft } | Refused<'moderation_closed'> {
  const seen = moderated(submission, said);
  const note = `${silenceNote(reviewDays)} A moderator of Accord has looked at it.`;
  const next = decideReview(seen, { status: 'approved', note, nowIso: said.at });
  if (isRefused(next)) return refuse('moderation_closed', 'The brand has answered this content meanwhile.');
  return { changes: reviewedChanges(seen, next), event: reviewedEvent(next, 'approved', true) };
}

/** The content as it is after a moderator's decision. */
function moderated(submission: SubmissionItem, { decision, reason, at }: Decided): SubmissionItem {
  const { moderation } = submission;
  if (!moderation) return submission;
  const { decideBy: _over, ...before } = moderation;
  const cleared = decision === 'approved' ? { clearedAt: at } : {};
  const next = { ...before, state: decision, reason, decidedAt: at, ...cleared };
  return { ...submission, moderation: next, updatedAt: at };
}
