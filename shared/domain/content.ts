import type { Contract, HoldStatus } from './contract.ts';
import { type Issue, type Refused, refuse } from './decision.ts';
import { milestoneWith } from './milestones.ts';
import { isHeldBack, isUnseen, type Moderation, type Seen } from './moderation.ts';
import type { OfferDeliverable } from './offer.ts';
import type { Scan } from './scan.ts';
import type { Upload, UploadType } from './upload.ts';

export const SUBMISSION_STATUSES = ['pending', 'approved', 'changes_requested', 'rejected', 'live'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** What asking the platform for the post at a reported address came to: there, of the influencer's account · not among its posts · another account's · nobody could ask. */
export const LIVE_CHECKS = ['found', 'not_found', 'not_theirs', 'not_checked'] as const;
export type LiveCheckState = (typeof LIVE_CHECKS)[number];

/** The newest look at a reported address. */
export interface LiveCheck {
  state: LiveCheckState;
  url: string;
  checkedAt: string;
}

/** An uploaded file of a submission. */
export interface Medium {
  uploadId: string;
  fileName: string;
  contentType: UploadType;
  sizeBytes: number;
  scan?: Scan | undefined;
  /** Whether a picture out of it is kept beside it: a film's. */
  hasStill?: boolean | undefined;
}

/** Where in a file of a piece a comment points: at a point of it, or at a moment of a film, and there perhaps at a point. */
export interface CommentPlace {
  uploadId: string;
  /** Since the film began, ms. */
  atMs?: number | undefined;
  /** From the left and from the top, thousandths of its width and height. */
  xPermille?: number | undefined;
  yPermille?: number | undefined;
}

/** What is wrong with where a comment points; nothing when one of the files has that place. */
export function issuesOfPlace(
  { uploadId, atMs, xPermille, yPermille }: CommentPlace,
  media: readonly Medium[],
): Issue[] {
  const file = media.find((one) => one.uploadId === uploadId);
  if (!file) return [{ path: 'place.uploadId', message: 'must be one of the files of this version' }];
  if ((xPermille === undefined) !== (yPermille === undefined))
    return [{ path: 'place', message: 'must give both xPermille and yPermille, or neither' }];
  const isFilm = file.contentType.startsWith('video/');
  if (isFilm && atMs === undefined) return [{ path: 'place.atMs', message: 'must say when in the film' }];
  if (!isFilm && atMs !== undefined)
    return [{ path: 'place.atMs', message: 'must be left out: a picture has no time' }];
  if (!isFilm && xPermille === undefined)
    return [{ path: 'place.xPermille', message: 'must say where in the picture' }];
  return [];
}

/** A version of a piece that came before, as it ended. */
export interface EarlierVersion {
  contentId: string;
  revision: number;
  submittedAt: string;
  decidedAt: string | null;
  note: string | null;
}

/** One piece of content an influencer submits for a deliverable of a contract; each round of changes makes a new one. */
export interface Submission {
  submissionId: string;
  workspaceId: string;
  campaignId: string;
  campaignTitle: string;
  contractId: string;
  deliverableId: string;
  /** The milestone it is for, of a contract that has several. */
  milestone?: number | undefined;
  influencerId: string;
  influencerName: string;
  mediaUrls: string[];
  media: Medium[];
  caption: string;
  /** 1 for the first version of a piece. */
  revision: number;
  /** The versions before this one, oldest first. */
  earlier: EarlierVersion[];
  /** The next version, once there is one. */
  revisedBy: string | null;
  /** What the contract says, which never changes: with whom it is, where the piece is published, and how many rounds of changes it allows. */
  platform?: OfferDeliverable['platform'] | undefined;
  brandName?: string | undefined;
  revisionRounds?: number | undefined;
  status: SubmissionStatus;
  note: string | null;
  liveUrl: string | null;
  submittedAt: string;
  decidedAt: string | null;
  liveAt: string | null;
  liveCheck: LiveCheck | null;
  /** What screening and moderators said of it; earlier content has none. */
  moderation?: Moderation | undefined;
  /** Who of the brand has looked at its pictures and films first. */
  seen?: Seen | undefined;
  version: number;
  updatedAt: string;
}

/** What an influencer hands in. */
export interface Content {
  submissionId: string;
  deliverableId: string;
  mediaUrls: string[];
  caption: string;
  /** The files it names, as they are stored; all of them were found. */
  uploads: readonly Upload[];
  /** The version it replaces, when it is the answer to a round of changes. */
  revises?: Submission | undefined;
  /** What its caption and files came to when they were screened. */
  moderation?: Moderation | undefined;
  nowIso: string;
}

/** A new submission, its deliverable and how many pieces that asks for; refuses while the contract's money is not held. */
export function decideSubmit(
  contract: Contract,
  content: Content,
):
  | { submission: Submission; deliverable: OfferDeliverable; count: number }
  | Refused<'contract_not_funded' | 'validation_failed' | 'upload_not_ready' | 'content_not_revisable'> {
  const { nowIso, uploads, revises, ...fields } = content;
  const deliverable = contract.terms.deliverables.find(({ deliverableId }) => deliverableId === fields.deliverableId);
  if (!deliverable)
    return refuse('validation_failed', undefined, [
      {
        path: 'deliverableId',
        message: `must be one of the contract: ${contract.terms.deliverables.map((part) => part.deliverableId).join(', ')}`,
      },
    ]);
  const milestone = milestoneWith(contract.terms, fields.deliverableId);
  const status = moneyFor(contract, milestone);
  if (status !== 'funded')
    return refuse(
      'contract_not_funded',
      `The money of this ${milestone === undefined ? 'contract' : 'milestone'} is ${status}; it must be funded.`,
    );
  const unready = uploads.find(({ status, purpose }) => status !== 'ready' || purpose !== 'content');
  if (unready)
    return refuse('upload_not_ready', `The ${unready.purpose} file ${unready.uploadId} is ${unready.status}.`);
  if (revises && !isRevisable(revises, contract, fields.deliverableId))
    return refuse(
      'content_not_revisable',
      `It is ${revises.status}${revises.revisedBy ? ' and has a newer version' : ''}.`,
    );
  const submission: Submission = {
    ...fields,
    ...partiesOf(contract),
    ...(milestone === undefined ? {} : { milestone }),
    media: uploads.map(({ uploadId, fileName, contentType, sizeBytes, scan, hasStill }) => ({
      uploadId,
      fileName,
      contentType,
      sizeBytes,
      scan,
      ...(hasStill && { hasStill }),
    })),
    revision: (revises?.revision ?? 0) + 1,
    earlier: revises ? [...revises.earlier, endOf(revises)] : [],
    revisedBy: null,
    platform: deliverable.platform,
    brandName: contract.brandName,
    revisionRounds: contract.terms.revisionRounds,
    status: 'pending',
    note: null,
    liveUrl: null,
    submittedAt: nowIso,
    decidedAt: null,
    liveAt: null,
    liveCheck: null,
    version: 1,
    updatedAt: nowIso,
  };
  return { submission, deliverable, count: deliverable.count };
}

/** Where the money is that content of a milestone is paid from; the contract's, where it has one. */
export function moneyFor(
  { fundingStatus, parts }: Pick<Contract, 'fundingStatus' | 'parts'>,
  milestone: number | undefined,
): HoldStatus {
  return (milestone === undefined ? undefined : parts?.[milestone]?.status) ?? fundingStatus;
}

function partiesOf(contract: Contract) {
  const { workspaceId, campaignId, campaignTitle, contractId, influencerId, influencerName } = contract;
  return { workspaceId, campaignId, campaignTitle, contractId, influencerId, influencerName };
}

/** Only what waits for changes, and is of the same contract and deliverable, gets a next version; and only one. */
function isRevisable(revised: Submission, { contractId }: Contract, deliverableId: string): boolean {
  return (
    revised.status === 'changes_requested' &&
    revised.revisedBy === null &&
    revised.contractId === contractId &&
    revised.deliverableId === deliverableId
  );
}

function endOf({ submissionId: contentId, revision, submittedAt, decidedAt, note }: Submission): EarlierVersion {
  return { contentId, revision, submittedAt, decidedAt, note };
}

/** A submission the brand has looked at; refuses one that is decided already, more rounds of changes than were agreed, and to approve what moderators hold back. */
export function decideReview(
  submission: Submission,
  review: { status: 'approved' | 'changes_requested' | 'rejected'; note: string | null; nowIso: string },
): Submission | Refused<'content_not_pending' | 'revision_rounds_used' | 'content_in_moderation'> {
  if (submission.status !== 'pending') return refuse('content_not_pending', `This content is ${submission.status}.`);
  const { status, note, nowIso } = review;
  if (status === 'approved' && isHeldBack(submission.moderation)) return refuse('content_in_moderation');
  const { revision, revisionRounds } = submission;
  if (status === 'changes_requested' && revisionRounds !== undefined && revision > revisionRounds)
    return refuse(
      'revision_rounds_used',
      `The contract allows ${revisionRounds} round${revisionRounds === 1 ? '' : 's'} of changes for a piece; approve or reject it.`,
    );
  return { ...submission, status, note, decidedAt: nowIso, version: submission.version + 1, updatedAt: nowIso };
}

/** A submission whose files somebody of the brand has looked at; undefined where somebody had before, or where it no longer waits for the brand. */
export function decideSeen(submission: Submission, seen: Seen): Submission | undefined {
  if (submission.seen || submission.status !== 'pending') return undefined;
  return { ...submission, seen, version: submission.version + 1, updatedAt: seen.at };
}

/**
 * What the brand's silence makes of a submission once the time that was agreed on is over: it is approved, unless nobody knows what its pictures and films show; then a moderator looks at them
 * until `decideBy`, and the brand may still answer. Refuses what moderators hold back or have before them already, and what was answered.
 */
export function decideSilence(
  submission: Submission,
  { note, nowIso, decideBy, itemId }: { note: string; nowIso: string; decideBy: string; itemId: string },
): Submission | Refused<'content_not_pending' | 'revision_rounds_used' | 'content_in_moderation'> {
  const { moderation, seen } = submission;
  if (moderation?.state === 'unanswered') return refuse('content_in_moderation');
  if (submission.status !== 'pending' || !moderation || !isUnseen(moderation, seen?.at) || isHeldBack(moderation))
    return decideReview(submission, { status: 'approved', note, nowIso });
  return {
    ...submission,
    moderation: { ...moderation, itemId, state: 'unanswered', decideBy },
    version: submission.version + 1,
    updatedAt: nowIso,
  };
}

/** What a contract says of content that was not answered. */
export function silenceNote(reviewDays: number): string {
  return `Approved by the contract: it was not answered within ${reviewDays} day${reviewDays === 1 ? '' : 's'}.`;
}

/** An approved submission that is published at `liveUrl`. */
export function decideLive(
  submission: Submission,
  report: { liveUrl: string; nowIso: string },
): Submission | Refused<'content_not_approved' | 'validation_failed'> {
  if (submission.status !== 'approved')
    return refuse('content_not_approved', `This content is ${submission.status}; only approved content goes live.`);
  const { liveUrl, nowIso } = report;
  const { platform } = submission;
  if (platform && !LIVE_HOSTS[platform].includes(new URL(liveUrl).hostname))
    return refuse('validation_failed', undefined, [
      { path: 'url', message: `must be an address of ${platform}: ${LIVE_HOSTS[platform].join(', ')}` },
    ]);
  return {
    ...submission,
    status: 'live',
    liveUrl,
    liveAt: nowIso,
    liveCheck: null,
    version: submission.version + 1,
    updatedAt: nowIso,
  };
}

/** A live submission after its platform was asked for the post; an address the platform denies no longer counts as live, so that the influencer can report the right one. Undefined when the address has changed or been looked at already. */
export function decideLiveCheck(
  submission: Submission,
  check: LiveCheck & { isPaidOut: boolean },
): Submission | undefined {
  const { isPaidOut, ...liveCheck } = check;
  if (submission.status !== 'live' || submission.liveUrl !== check.url || submission.liveCheck) return undefined;
  const checked = { ...submission, liveCheck, version: submission.version + 1, updatedAt: check.checkedAt };
  const isDenied = check.state === 'not_found' || check.state === 'not_theirs';
  return isDenied && !isPaidOut ? { ...checked, status: 'approved', liveUrl: null, liveAt: null } : checked;
}

/** Where published content of each platform can be seen. */
const LIVE_HOSTS: Record<OfferDeliverable['platform'], readonly string[]> = {
  instagram: ['www.instagram.com', 'instagram.com'],
  youtube: ['www.youtube.com', 'youtube.com', 'm.youtube.com', 'youtu.be'],
  tiktok: ['www.tiktok.com', 'tiktok.com', 'm.tiktok.com', 'vm.tiktok.com'],
};
