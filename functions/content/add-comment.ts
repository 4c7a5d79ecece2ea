import type * as z from 'zod/mini';
import { addComment } from '#contract/areas/content.ts';
import { type CommentItem, Comments } from '#data/comment.ts';
import { partitions } from '#data/keys.ts';
import { mustExist } from '#data/submission.ts';
import { createBoth } from '#data/two-sided.ts';
import { issuesOfPlace } from '#domain/content.ts';
import { type Issue, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { commentOf, submissionOf } from '#runtime/party-refs.ts';
import { commentView } from '#runtime/views/content.ts';

export const handler = endpoint(addComment, async (call) => {
  const party = partyOf(call.actor());
  const by = sideOf(party);
  const { campaignId, contentId } = call.params;
  const { place, replyTo } = call.body;
  const commentId = newId('comment');
  return call.commit({
    reads: {
      submission: submissionOf(party, campaignId, contentId),
      answered: replyTo ? commentOf(party, campaignId, contentId, replyTo) : undefined,
    },
    decide: ({ submission, answered }) => {
      if (submission?.campaignId !== campaignId) return refuse('not_found');
      const issues = [...(place ? issuesOfPlace(place, submission.media) : []), ...issuesOfAnswer(call.body, answered)];
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
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
        place,
        // A thread has one level: who answers an answer answers in its thread.
        replyTo: answered && (answered.replyTo ?? answered.commentId),
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

function issuesOfAnswer(
  { place, replyTo }: z.output<typeof addComment.body>,
  answered: CommentItem | undefined,
): Issue[] {
  if (replyTo && !answered) return [{ path: 'replyTo', message: 'must be a comment on this version of the piece' }];
  if (replyTo && place) return [{ path: 'place', message: 'must be left out of an answer: its thread has the place' }];
  return [];
}
