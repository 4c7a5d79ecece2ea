import { appealModeration } from '#contract/areas/moderation.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { ModerationItems, moderationItemRef } from '#data/moderation.ts';
import { findOne } from '#data/read.ts';
import { ownSubmissionRef, Submissions } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideAppeal } from '#domain/moderation.ts';
import { msOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { contentModerationView } from '#runtime/views/moderation.ts';

export const handler = endpoint(appealModeration, (call) => {
  const { influencerId } = call.influencer();
  const { campaignId, contentId } = call.params;
  return call.commit({
    reads: { submission: ownSubmissionRef(influencerId, contentId) },
    more: async ({ submission }) =>
      submission?.moderation?.itemId
        ? findOne(moderationItemRef(submission.workspaceId, submission.moderation.itemId))
        : undefined,
    decide: ({ submission }, item) => {
      if (submission?.campaignId !== campaignId) return refuse('not_found');
      const { moderation } = submission;
      const may = decideAppeal(moderation, call.nowMs, msOf);
      if (isRefused(may)) return may;
      if (submission.status !== 'pending' || item?.state !== 'refused' || !moderation)
        return refuse('moderation_closed', 'The brand has answered this content meanwhile.');
      const appealed = { ...moderation, state: 'appealed' as const, hasAppealed: true };
      const appeal = { text: call.body.text, at: call.nowIso };
      const { workspaceId, contractId, deliverableId, campaignTitle: title } = submission;
      return {
        changes: [
          ...replaceBoth(Submissions, submission, { ...submission, moderation: appealed, updatedAt: call.nowIso }),
          replace(ModerationItems, item, {
            ...{ ...item, state: 'appealed', appeal, waitsSince: call.nowIso, updatedAt: call.nowIso },
          }),
        ],
        event: {
          type: 'ModerationAppealed',
          aggregateId: item.itemId,
          seq: item.version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, contractId, contentId, deliverableId },
        },
        answer: { status: 200, body: contentModerationView(appealed) },
      };
    },
  });
});
