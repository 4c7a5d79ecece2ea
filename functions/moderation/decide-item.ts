import { decideModerationItem } from '#contract/areas/moderation.ts';
import { type Change, replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type ModerationItem, ModerationItems, moderationItemRef } from '#data/moderation.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { type SubmissionItem, Submissions, submissionRef } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { type Decided, decideModeration } from '#domain/moderation.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { moderationEntryView } from '#runtime/views/moderation.ts';

export const handler = endpoint(decideModerationItem, (call) => {
  const { workspaceId, decision, reason } = call.body;
  const { userId } = call.actor();
  return call.commit({
    reads: { item: moderationItemRef(workspaceId, call.params.itemId), user: userRef(userId) },
    more: async ({ item }) => item && findOne(submissionRef(workspaceId, item.campaignId, item.submissionId)),
    decide: ({ item, user }, submission) => {
      if (!item || !user || !submission) return refuse('not_found');
      const may = decideModeration(item, userId);
      if (isRefused(may)) return may;
      const said: Decided = { decision, reason, by: { userId, name: user.name }, at: call.nowIso };
      const after: ModerationItem = {
        ...{ ...item, state: decision, decisions: [...item.decisions, said] },
        ...{ updatedAt: call.nowIso, version: item.version + 1 },
      };
      return {
        changes: [replace(ModerationItems, item, after), ...moderated(submission, said)],
        event: moderatedEvent(item, { decision, reason, isAppeal: may.isAppeal }),
        answer: { status: 200, body: moderationEntryView(after, userId) },
      };
    },
  });
});

/** The content as it is after a moderator's decision, for both sides. */
function moderated(submission: SubmissionItem, { decision, reason, at }: Decided): Change[] {
  const { moderation } = submission;
  if (!moderation) return [];
  const cleared = decision === 'approved' ? { clearedAt: at } : {};
  const next = { ...moderation, state: decision, reason, decidedAt: at, ...cleared };
  return replaceBoth(Submissions, submission, { ...submission, moderation: next, updatedAt: at });
}

function moderatedEvent(
  item: ModerationItem,
  said: { decision: Decided['decision']; reason: string; isAppeal: boolean },
) {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, contractId, deliverableId, itemId } = item;
  return {
    type: 'ContentModerated' as const,
    aggregateId: itemId,
    seq: item.version + 1,
    partition: partitions.campaign(workspaceId, campaignId),
    data: {
      ...{ workspaceId, campaignId, influencerId, title, contractId, contentId: item.submissionId, deliverableId },
      ...said,
    },
  };
}
