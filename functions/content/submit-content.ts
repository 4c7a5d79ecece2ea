import { submitContent } from '#contract/areas/content.ts';
import type { Change } from '#data/change.ts';
import { type ContractItem, ownContractRef } from '#data/contract.ts';
import type { Ref } from '#data/entity.ts';
import { partitions } from '#data/keys.ts';
import { takePiece } from '#data/piece.ts';
import { ownSubmissionRef, type SubmissionItem, Submissions, stillFunded } from '#data/submission.ts';
import { createBoth, replaceBoth } from '#data/two-sided.ts';
import { stillReady, type UploadItem, uploadRef } from '#data/upload.ts';
import { decideSubmit } from '#domain/content.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { deliverableEntries } from '#runtime/documents/source-entries.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { beginMediaScreening } from '#runtime/media-screening.ts';
import { moderationItemOf } from '#runtime/moderation-item.ts';
import { contentView } from '#runtime/views/content.ts';
import { screenContent } from './screening.ts';

export const handler = endpoint(submitContent, async (call) => {
  const { influencerId } = call.influencer();
  const { campaignId } = call.params;
  const { contractId, uploadIds, revises: revisesId, ...fields } = call.body;
  const content = { ...fields, submissionId: newId('submission'), nowIso: call.nowIso };
  return call.commit({
    reads: {
      contract: ownContractRef(influencerId, contractId),
      revises: revisesId === undefined ? undefined : ownSubmissionRef(influencerId, revisesId),
      ...uploadReads(influencerId, uploadIds),
    } as ContentReads,
    more: async (state) => {
      const { contract } = state;
      const media = uploadIds.flatMap((_, index) => state[`upload${index}`] ?? []);
      return contract?.campaignId === campaignId ? screenContent(contract, { ...content, media }) : undefined;
    },
    decide: (state, moderation) => {
      const { contract, revises } = state;
      const uploads = uploadIds.flatMap((_, index) => state[`upload${index}`] ?? []);
      if (contract?.campaignId !== campaignId || uploads.length < uploadIds.length) return refuse('not_found');
      if (revisesId !== undefined && !revises) return refuse('not_found');
      const decided = decideSubmit(contract, { ...content, uploads, revises, moderation });
      if (isRefused(decided)) return decided;
      const { submission, deliverable, count } = decided;
      return {
        changes: [
          ...createBoth(Submissions, submission),
          takePiece(submission, count),
          stillFunded(submission),
          ...uploads.map(stillReady),
          ...pointToNext(revises, submission),
          ...deliverableEntries(submission, deliverable),
          ...moderationItemOf(submission),
          ...beginMediaScreening(submission),
        ],
        event: {
          type: 'ContentSubmitted',
          aggregateId: submission.submissionId,
          seq: 1,
          partition: partitions.campaign(submission.workspaceId, campaignId),
          data: eventData(submission),
        },
        answer: { status: 201, body: contentView(submission) },
      };
    },
  });
});

type ContentReads = {
  contract: Ref<ContractItem>;
  revises: Ref<SubmissionItem> | undefined;
} & Record<`upload${number}`, Ref<UploadItem>>;

function uploadReads(influencerId: string, uploadIds: readonly string[]): Record<`upload${number}`, Ref<UploadItem>> {
  return Object.fromEntries(uploadIds.map((uploadId, index) => [`upload${index}`, uploadRef(influencerId, uploadId)]));
}

/** The version before names the next one, so that it gets no second. */
function pointToNext(revises: SubmissionItem | undefined, { submissionId, submittedAt }: SubmissionItem): Change[] {
  return revises
    ? replaceBoth(Submissions, revises, { ...revises, revisedBy: submissionId, updatedAt: submittedAt })
    : [];
}

function eventData(submission: SubmissionItem) {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, contractId, deliverableId } = submission;
  const state = submission.moderation?.state;
  return {
    workspaceId,
    campaignId,
    influencerId,
    title,
    contractId,
    contentId: submission.submissionId,
    deliverableId,
    ...(state === 'flagged' || state === 'waits' || state === 'screening' ? { screening: state } : {}),
    ...(submission.moderation?.findings.some(({ outcome }) => outcome === 'screening') && { isScreening: true }),
  };
}
