import { reviewContent } from '#contract/areas/content.ts';
import { submissionRef } from '#data/submission.ts';
import { decideReview } from '#domain/content.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { reviewedChanges, reviewedEvent } from '#runtime/content-review.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { keyBehindRef, personBehind } from '#runtime/person-behind.ts';
import { contentView } from '#runtime/views/content.ts';

export const handler = endpoint(reviewContent, async (call) => {
  const member = call.member();
  const { workspaceId } = member;
  const { campaignId, contentId } = call.params;
  const { status, note = null } = call.body;
  return call.commit({
    reads: { submission: submissionRef(workspaceId, campaignId, contentId), key: keyBehindRef(member) },
    decide: ({ submission, key }) => {
      if (!submission) return refuse('not_found');
      const reviewer = personBehind(member, key);
      if (!reviewer) return refuse('api_key_invalid');
      const next = decideReview(submission, { status, note, nowIso: call.nowIso });
      if (isRefused(next)) return next;
      return {
        changes: reviewedChanges(submission, next, reviewer),
        event: reviewedEvent(next, status),
        answer: { status: 200, body: contentView(next) },
      };
    },
  });
});
