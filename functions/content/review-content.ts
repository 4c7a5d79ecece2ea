import { reviewContent } from '#contract/areas/content.ts';
import { updateContract } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { freePiece } from '#data/piece.ts';
import { Submissions, submissionRef } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideReview } from '#domain/content.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { contentView } from '#runtime/views/content.ts';

export const handler = endpoint(reviewContent, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId, contentId } = call.params;
  const { status, note = null } = call.body;
  return call.commit({
    reads: { submission: submissionRef(workspaceId, campaignId, contentId) },
    decide: ({ submission }) => {
      if (!submission) return refuse('not_found');
      const next = decideReview(submission, { status, note, nowIso: call.nowIso });
      if (isRefused(next)) return next;
      const { influencerId, contractId, deliverableId, campaignTitle: title } = next;
      const counted =
        status === 'approved'
          ? updateContract(next, { add: { approvedCount: 1 }, set: { updatedAt: call.nowIso } })
          : [freePiece(next)];
      return {
        changes: [...replaceBoth(Submissions, submission, next), ...counted],
        event: {
          type: 'ContentReviewed',
          aggregateId: contentId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, contractId, contentId, deliverableId, status },
        },
        answer: { status: 200, body: contentView(next) },
      };
    },
  });
});
