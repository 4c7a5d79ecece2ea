import { reviewContent } from '#contract/areas/content.ts';
import { type Change, update } from '#data/change.ts';
import { addPiece, updateContract } from '#data/contract.ts';
import { keys, partitions } from '#data/keys.ts';
import { freePiece } from '#data/piece.ts';
import { type SubmissionItem, Submissions, submissionRef } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideReview } from '#domain/content.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import type { Beginner } from '#domain/second-person.ts';
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
      const { influencerId, contractId, deliverableId, campaignTitle: title } = next;
      const counted =
        status === 'approved'
          ? [
              ...updateContract(next, { add: addPiece(next, 'approvedCount'), set: { updatedAt: call.nowIso } }),
              begin(next, reviewer),
            ]
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

/** Whoever approves the last content begins the release of the money: where it takes two people, the other one is somebody else. */
function begin({ workspaceId, campaignId, contractId, milestone }: SubmissionItem, begunBy: Beginner): Change {
  const path = milestone === undefined ? 'begunBy' : `parts.${milestone}.begunBy`;
  return update(keys.hold(workspaceId, campaignId, contractId), { set: { [path]: begunBy }, add: { version: 1 } }, [
    { path: 'contractId', is: '=', value: contractId },
  ]);
}
