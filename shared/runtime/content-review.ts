import type { EventDraft } from '#contract/events.ts';
import { type Change, update } from '#data/change.ts';
import { addPiece, updateContract } from '#data/contract.ts';
import { keys, partitions } from '#data/keys.ts';
import { closeModerationItem, type ModerationItem } from '#data/moderation.ts';
import { freePiece } from '#data/piece.ts';
import { type SubmissionItem, Submissions } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isWithModerators } from '#domain/moderation.ts';
import type { Beginner } from '#domain/second-person.ts';
import { moderationItemOf } from './moderation-item.ts';

/** Content that was answered, counted in its contract; `reviewer` is who approved it, nobody where the contract did. */
export function reviewedChanges(before: SubmissionItem, next: SubmissionItem, reviewer?: Beginner): Change[] {
  const isApproved = next.status === 'approved';
  return [
    ...replaceBoth(Submissions, before, next),
    ...leaveModeration(before),
    ...(isApproved
      ? updateContract(next, { add: addPiece(next, 'approvedCount'), set: { updatedAt: next.updatedAt } })
      : [freePiece(next)]),
    ...(isApproved && reviewer ? [begin(next, reviewer)] : []),
  ];
}

/** Content that is answered waits for no moderator any more. */
function leaveModeration({ workspaceId, moderation }: SubmissionItem): Change[] {
  if (!moderation?.itemId || !isWithModerators(moderation)) return [];
  return [closeModerationItem({ workspaceId, itemId: moderation.itemId })];
}

/** Whoever approves the last content begins the release of the money: where it takes two people, the other one is somebody else. */
function begin({ workspaceId, campaignId, contractId, milestone }: SubmissionItem, begunBy: Beginner): Change {
  const path = milestone === undefined ? 'begunBy' : `parts.${milestone}.begunBy`;
  return update(keys.hold(workspaceId, campaignId, contractId), { set: { [path]: begunBy }, add: { version: 1 } }, [
    { path: 'contractId', is: '=', value: contractId },
  ]);
}

/** Content that nobody answered and nobody has seen, with what moderators see of it. */
export function unansweredChanges(
  before: SubmissionItem,
  next: SubmissionItem,
  unanswered: NonNullable<ModerationItem['unanswered']>,
): Change[] {
  return [...replaceBoth(Submissions, before, next), ...moderationItemOf(next, { unanswered })];
}

/** What is told of content that a moderator looks at because nobody answered it. */
export function unansweredEvent(content: SubmissionItem, decideBy: string): EventDraft {
  return {
    type: 'ContentUnanswered',
    aggregateId: content.submissionId,
    seq: content.version,
    partition: partitions.campaign(content.workspaceId, content.campaignId),
    data: { ...pieceOf(content), decideBy },
  };
}

/** What is told of content that was answered, or that silence has approved. */
export function reviewedEvent(
  content: SubmissionItem,
  status: 'approved' | 'changes_requested' | 'rejected',
  isSilent = false,
): EventDraft {
  return {
    type: 'ContentReviewed',
    aggregateId: content.submissionId,
    seq: content.version,
    partition: partitions.campaign(content.workspaceId, content.campaignId),
    data: { ...pieceOf(content), status, ...(isSilent && { isSilent }) },
  };
}

/** Which piece an event is about. */
export function pieceOf(content: SubmissionItem) {
  const { workspaceId, campaignId, influencerId, contractId, submissionId, deliverableId, campaignTitle } = content;
  return {
    ...{ workspaceId, campaignId, influencerId, title: campaignTitle, contractId },
    ...{ contentId: submissionId, deliverableId },
  };
}
