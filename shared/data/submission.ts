import * as z from 'zod/mini';
import { LIVE_CHECKS, SUBMISSION_STATUSES } from '#domain/content.ts';
import { SCANS } from '#domain/scan.ts';
import { UPLOAD_TYPES } from '#domain/upload.ts';
import type { Change } from './change.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { moderation } from './moderation.ts';

const schema = z.object({
  submissionId: z.string(),
  workspaceId: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  contractId: z.string(),
  deliverableId: z.string(),
  milestone: z.optional(z.int()),
  influencerId: z.string(),
  influencerName: z.string(),
  mediaUrls: z.array(z.string()),
  media: z._default(
    z.array(
      z.object({
        uploadId: z.string(),
        fileName: z.string(),
        contentType: z.enum(UPLOAD_TYPES),
        sizeBytes: z.int(),
        scan: z.optional(z.enum(SCANS)),
        hasStill: z.optional(z.boolean()),
      }),
    ),
    [],
  ),
  caption: z.string(),
  revision: z._default(z.int(), 1),
  earlier: z._default(
    z.array(
      z.object({
        contentId: z.string(),
        revision: z.int(),
        submittedAt: z.string(),
        decidedAt: z.nullable(z.string()),
        note: z.nullable(z.string()),
      }),
    ),
    [],
  ),
  revisedBy: z._default(z.nullable(z.string()), null),
  platform: z.optional(z.enum(['instagram', 'youtube', 'tiktok'])),
  brandName: z.optional(z.string()),
  revisionRounds: z.optional(z.int()),
  status: z.enum(SUBMISSION_STATUSES),
  note: z.nullable(z.string()),
  liveUrl: z.nullable(z.string()),
  submittedAt: z.string(),
  decidedAt: z.nullable(z.string()),
  liveAt: z.nullable(z.string()),
  liveCheck: z._default(
    z.nullable(z.object({ state: z.enum(LIVE_CHECKS), url: z.string(), checkedAt: z.string() })),
    null,
  ),
  moderation: z.optional(moderation),
  seen: z.optional(z.object({ userId: z.string(), at: z.string() })),
  version: z.int(),
  updatedAt: z.string(),
});

/** A content submission: the item in the campaign's partition, and the influencer's copy. */
export const Submissions = {
  main: defineEntity({
    name: 'submission',
    schema,
    key: (submission) => keys.submission(submission.workspaceId, submission.campaignId, submission.submissionId),
    index: ({ workspaceId, submissionId, status }) =>
      status === 'pending' ? onDesk(workspaceId, 'SUBMISSION', submissionId) : {},
  }),
  copy: defineEntity({
    name: 'submission_copy',
    schema,
    key: (submission) => keys.submissionCopy(submission.influencerId, submission.submissionId),
  }),
} as const;
export type SubmissionItem = ValueOf<(typeof Submissions)['main']>;

export const submissionRef = (workspaceId: string, campaignId: string, submissionId: string) =>
  ref(Submissions.main, keys.submission(workspaceId, campaignId, submissionId));
export const ownSubmissionRef = (influencerId: string, submissionId: string) =>
  ref(Submissions.copy, keys.submissionCopy(influencerId, submissionId));

/** Where a contract says of its money, or of that of one milestone, where it is. */
export function moneyPath(milestone: number | undefined): string {
  return milestone === undefined ? 'fundingStatus' : `parts.${milestone}.status`;
}

/** The money that a submission is paid from must be held when the commit is written; fails with contract_not_funded. */
export function stillFunded({
  workspaceId,
  contractId,
  milestone,
}: Pick<SubmissionItem, 'workspaceId' | 'contractId' | 'milestone'>): Change {
  return {
    kind: 'check',
    key: keys.contract(workspaceId, contractId),
    when: [{ path: moneyPath(milestone), is: '=', value: 'funded' }],
    otherwise: 'contract_not_funded',
  };
}

/** The content must exist when the commit is written, in whatever state. */
export function mustExist({
  workspaceId,
  campaignId,
  submissionId,
}: Pick<SubmissionItem, 'workspaceId' | 'campaignId' | 'submissionId'>): Change {
  return {
    kind: 'check',
    key: keys.submission(workspaceId, campaignId, submissionId),
    when: [{ path: 'submissionId', is: '=', value: submissionId }],
  };
}
