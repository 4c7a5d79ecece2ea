import type { Contract } from './contract.ts';
import { type Refused, refuse } from './decision.ts';

export const SUBMISSION_STATUSES = ['pending', 'approved', 'changes_requested', 'rejected', 'live'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** One piece of content an influencer submits for a deliverable of a contract. */
export interface Submission {
  submissionId: string;
  workspaceId: string;
  campaignId: string;
  campaignTitle: string;
  contractId: string;
  deliverableId: string;
  influencerId: string;
  influencerName: string;
  mediaUrls: string[];
  caption: string;
  status: SubmissionStatus;
  note: string | null;
  liveUrl: string | null;
  submittedAt: string;
  decidedAt: string | null;
  liveAt: string | null;
  version: number;
  updatedAt: string;
}

/** A new submission and how many pieces its deliverable asks for; refuses while the contract's money is not held. */
export function decideSubmit(
  contract: Contract,
  content: { submissionId: string; deliverableId: string; mediaUrls: string[]; caption: string; nowIso: string },
): { submission: Submission; count: number } | Refused<'contract_not_funded' | 'validation_failed'> {
  const { nowIso, ...fields } = content;
  const deliverable = contract.terms.deliverables.find(({ deliverableId }) => deliverableId === fields.deliverableId);
  if (!deliverable)
    return refuse('validation_failed', undefined, [
      {
        path: 'deliverableId',
        message: `must be one of the contract: ${contract.terms.deliverables.map((part) => part.deliverableId).join(', ')}`,
      },
    ]);
  if (contract.fundingStatus !== 'funded')
    return refuse('contract_not_funded', `The money of this contract is ${contract.fundingStatus}; it must be funded.`);
  const submission: Submission = {
    ...fields,
    workspaceId: contract.workspaceId,
    campaignId: contract.campaignId,
    campaignTitle: contract.campaignTitle,
    contractId: contract.contractId,
    influencerId: contract.influencerId,
    influencerName: contract.influencerName,
    status: 'pending',
    note: null,
    liveUrl: null,
    submittedAt: nowIso,
    decidedAt: null,
    liveAt: null,
    version: 1,
    updatedAt: nowIso,
  };
  return { submission, count: deliverable.count };
}

/** A submission the brand has looked at; refuses one that is decided already. */
export function decideReview(
  submission: Submission,
  review: { status: 'approved' | 'changes_requested' | 'rejected'; note: string | null; nowIso: string },
): Submission | Refused<'content_not_pending'> {
  if (submission.status !== 'pending') return refuse('content_not_pending', `This content is ${submission.status}.`);
  const { status, note, nowIso } = review;
  return { ...submission, status, note, decidedAt: nowIso, version: submission.version + 1, updatedAt: nowIso };
}

/** An approved submission that is published at `liveUrl`. */
export function decideLive(
  submission: Submission,
  report: { liveUrl: string; nowIso: string },
): Submission | Refused<'content_not_approved'> {
  if (submission.status !== 'approved')
    return refuse('content_not_approved', `This content is ${submission.status}; only approved content goes live.`);
  const { liveUrl, nowIso } = report;
  return {
    ...submission,
    status: 'live',
    liveUrl,
    liveAt: nowIso,
    version: submission.version + 1,
    updatedAt: nowIso,
  };
}
