import { submitContent } from '#contract/areas/content.ts';
import { ownContractRef } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { takePiece } from '#data/piece.ts';
import { Submissions, stillFunded } from '#data/submission.ts';
import { createBoth } from '#data/two-sided.ts';
import { decideSubmit } from '#domain/content.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { contentView } from '#runtime/views/content.ts';

export const handler = endpoint(submitContent, async (call) => {
  const { influencerId } = call.influencer();
  const { campaignId } = call.params;
  const { contractId, ...fields } = call.body;
  const content = { ...fields, submissionId: newId('submission'), nowIso: call.nowIso };
  return call.commit({
    reads: { contract: ownContractRef(influencerId, contractId) },
    decide: ({ contract }) => {
      if (contract?.campaignId !== campaignId) return refuse('not_found');
      const decided = decideSubmit(contract, content);
      if (isRefused(decided)) return decided;
      const { submission, count } = decided;
      const { workspaceId, submissionId: contentId, deliverableId } = submission;
      return {
        changes: [...createBoth(Submissions, submission), takePiece(submission, count), stillFunded(contract)],
        event: {
          type: 'ContentSubmitted',
          aggregateId: contentId,
          seq: 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: {
            workspaceId,
            campaignId,
            influencerId,
            title: contract.campaignTitle,
            contractId,
            contentId,
            deliverableId,
          },
        },
        answer: { status: 201, body: contentView(submission) },
      };
    },
  });
});
