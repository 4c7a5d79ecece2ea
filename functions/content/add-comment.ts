import { addComment } from '#contract/areas/content.ts';
import { Comments } from '#data/comment.ts';
import { partitions } from '#data/keys.ts';
import { mustExist } from '#data/submission.ts';
import { createBoth } from '#data/two-sided.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { submissionOf } from '#runtime/party-refs.ts';
import { commentView } from '#runtime/views/content.ts';

export const handler = endpoint(addComment, async (call) => {
  const party = partyOf(call.actor());
  const by = sideOf(party);
  const { campaignId, contentId } = call.params;
  const commentId = newId('comment');
  return call.commit({
    reads: { submission: submissionOf(party, campaignId, contentId) },
    decide: ({ submission }) => {
      if (submission?.campaignId !== campaignId) return refuse('not_found');
      const { workspaceId, influencerId, campaignTitle: title, contractId, deliverableId, influencerName } = submission;
      const comment = {
        commentId,
        contentId,
        workspaceId,
        campaignId,
        influencerId,
        by,
        authorName: by === 'brand' ? (submission.brandName ?? 'The brand') : influencerName,
        text: call.body.text,
        createdAt: call.nowIso,
      };
      const data = {
        workspaceId,
        campaignId,
        influencerId,
        title,
        contractId,
        contentId,
        deliverableId,
        commentId,
        by,
      };
      return {
        changes: [...createBoth(Comments, comment), mustExist(submission)],
        event: {
          type: 'ContentCommented',
          aggregateId: commentId,
          seq: 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data,
        },
        answer: { status: 201, body: commentView(comment) },
      };
    },
  });
});
