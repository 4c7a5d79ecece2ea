import { markSeen } from '#contract/areas/content.ts';
import { partitions } from '#data/keys.ts';
import { Submissions, submissionRef } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideSeen } from '#domain/content.ts';
import { refuse } from '#domain/decision.ts';
import { pieceOf } from '#runtime/content-review.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { keyBehindRef, personBehind } from '#runtime/person-behind.ts';
import { contentView } from '#runtime/views/content.ts';

export const handler = endpoint(markSeen, (call) => {
  const member = call.member();
  const { workspaceId } = member;
  const { campaignId, contentId } = call.params;
  return call.commit({
    reads: { submission: submissionRef(workspaceId, campaignId, contentId), key: keyBehindRef(member) },
    decide: ({ submission, key }) => {
      if (!submission) return refuse('not_found');
      const viewer = personBehind(member, key);
      if (!viewer) return refuse('api_key_invalid');
      const next = decideSeen(submission, { userId: viewer.userId, at: call.nowIso });
      if (!next) return { changes: [], answer: { status: 200, body: contentView(submission) } };
      return {
        changes: replaceBoth(Submissions, submission, next),
        event: {
          type: 'ContentSeen',
          aggregateId: contentId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: pieceOf(next),
        },
        answer: { status: 200, body: contentView(next) },
      };
    },
  });
});
