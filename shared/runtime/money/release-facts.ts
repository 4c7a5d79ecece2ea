import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { type ContractItem, contractRef, progressOf } from '#data/contract.ts';
import type { Ref, ValueOf } from '#data/entity.ts';
import { type HeldPart, type HoldItem, holdRef } from '#data/hold.ts';
import { campaignPartition } from '#data/keys.ts';
import { type PayoutAccountItem, payoutAccountRef } from '#data/payout.ts';
import { Pieces } from '#data/piece.ts';
import { keyText, listAll, listPage, readKeys } from '#data/read.ts';
import { type SubmissionItem, Submissions } from '#data/submission.ts';
import { type Workspace, workspaceRef } from '#data/workspace.ts';
import { endOfDayMs } from '#domain/day.ts';
import { milestoneOf, partsOf } from '#domain/hold-parts.ts';
import { isOver } from '#domain/lifecycle.ts';
import { isWithModerators } from '#domain/moderation.ts';
import { objectionHoursOf } from '#domain/objection.ts';
import type { PartFacts, ReleaseFacts } from '#domain/release.ts';
import { msOf } from '../clock.ts';
import { wantsSecondPerson } from './second-person.ts';

/** Names the release of one contract. */
export interface ReleaseName {
  workspaceId: string;
  campaignId: string;
  contractId: string;
  influencerId: string;
}

type PieceItem = ValueOf<typeof Pieces>;

/** What a release is decided on, as it is stored. */
export interface ReleaseState {
  hold: HoldItem;
  contract: ContractItem;
  campaign: CampaignItem | undefined;
  account: PayoutAccountItem | undefined;
  workspace: Workspace | undefined;
  pieces: PieceItem[];
  /** Content that waits for the brand's answer, where the contract says until when; it is not read otherwise. */
  unanswered?: SubmissionItem[];
}

/** More deliverables than a contract can name. */
const MOST_PIECES = 100;

/** Reads all that the gates look at, strongly consistent; undefined when the contract has no hold. */
export async function readReleaseState(name: ReleaseName): Promise<ReleaseState | undefined> {
  const { workspaceId, campaignId, contractId } = name;
  const [[state], pieces] = await Promise.all([
    readReleaseStates([name]),
    listPage({
      entity: Pieces,
      partition: campaignPartition(workspaceId, campaignId),
      prefix: `PIECE#${contractId}#`,
      limit: MOST_PIECES,
    }),
  ]);
  if (!state) return undefined;
  const unanswered = state.contract.terms.reviewDays === undefined ? [] : await listUnanswered(name);
  return { ...state, pieces: pieces.items, unanswered };
}

/** Content of a contract that waits for the brand's answer alone, which what moderators have before them does not; strongly consistent. */
export async function listUnanswered({ workspaceId, campaignId, contractId }: ReleaseName): Promise<SubmissionItem[]> {
  const pending = await listAll({
    entity: Submissions.main,
    partition: campaignPartition(workspaceId, campaignId),
    prefix: 'SUB#',
    where: { contractId, status: 'pending' },
  });
  return pending.filter(({ moderation }) => !isWithModerators(moderation));
}

/** When content counts as approved, ms: so many days after it was handed in, or let through by a moderator. */
export function answerEndsAtMs(
  { submittedAt, moderation }: Pick<SubmissionItem, 'submittedAt' | 'moderation'>,
  reviewDays: number,
): number {
  return msOf(moderation?.clearedAt ?? submittedAt) + reviewDays * 86_400_000;
}

/** The same for several contracts in one call, without the pieces that wait for review. */
export async function readReleaseStates(names: readonly ReleaseName[]): Promise<(ReleaseState | undefined)[]> {
  const refs = names.map(({ workspaceId, campaignId, contractId, influencerId }) => ({
    hold: holdRef(workspaceId, campaignId, contractId),
    contract: contractRef(workspaceId, contractId),
    campaign: campaignRef(workspaceId, campaignId),
    account: payoutAccountRef(influencerId),
    workspace: workspaceRef(workspaceId),
  }));
  const found = await readKeys(refs.flatMap((of) => Object.values(of).map(({ key }) => key)));
  const get = <T extends object>({ entity, key }: Ref<T>): T | undefined => {
    const item = found.get(keyText(key));
    return item && entity.parse(item);
  };
  return refs.map((of) => {
    const [hold, contract] = [get(of.hold), get(of.contract)];
    if (!hold || !contract) return undefined;
    const [campaign, account, workspace] = [get(of.campaign), get(of.account), get(of.workspace)];
    return { hold, contract, campaign, account, workspace, pieces: [] };
  });
}

/** The stored state as the gates see it, of each part of the money that has not left. */
export function partFactsOf(state: ReleaseState, nowMs: number): (PartFacts & { part: HeldPart })[] {
  return partsOf(state.hold).map((part) => ({
    part,
    partId: part.of?.partId,
    facts: releaseFactsOf(state, part, nowMs),
  }));
}

/** The stored state as the gates of one part of the money see it. */
export function releaseFactsOf(state: ReleaseState, part: HeldPart, nowMs: number): ReleaseFacts {
  const { campaign, account, workspace } = state;
  return {
    nowMs,
    hold: {
      status: part.status,
      disputed: part.disputeId !== undefined || part.partyDisputeId !== undefined,
      refusedAtMs: part.refusal ? msOf(part.refusal.at) : null,
      refusedUntilMs: part.refusal?.until ? msOf(part.refusal.until) : null,
      refundStuck: part.refundStuckAt !== undefined,
      reviewUntilMs: part.reviewUntil ? msOf(part.reviewUntil) : null,
      heldUntilMs: part.heldUntil ? msOf(part.heldUntil) : null,
      remindedDays: part.remindedDays ?? null,
      verdict: part.verdict,
    },
    content: contentOf(state, milestoneOf(part)),
    accountPayable: account?.payable === true,
    secondPersonMissing: wantsSecondPerson(workspace, part) && part.secondPerson?.state !== 'approved',
    campaignOver: campaign !== undefined && isOver(campaign),
  };
}

/** When the first of some content counts as approved, ms; null without any. */
function firstEndMs(waiting: readonly SubmissionItem[], reviewDays: number): number | null {
  const ends = waiting.map((one) => answerEndsAtMs(one, reviewDays));
  return ends.length === 0 ? null : Math.min(...ends);
}

/** How far the content is that a milestone is paid for. */
function contentOf(state: ReleaseState, milestone: number): ReleaseFacts['content'] {
  const { contract, pieces, unanswered = [] } = state;
  const { requiredCount, approvedCount, liveCount, lastLiveAt } = progressOf(contract, milestone);
  const of = contract.terms.milestones?.[milestone - 1];
  const own = of ? pieces.filter(({ deliverableId }) => of.deliverableIds.includes(deliverableId)) : pieces;
  const waiting = unanswered.filter((one) => (one.milestone ?? 1) === milestone);
  const takenCount = own.reduce((total, piece) => total + piece.takenCount, 0);
  return {
    requiredCount,
    approvedCount,
    liveCount,
    pendingCount: Math.max(0, takenCount - approvedCount),
    answerEndsAtMs: contract.terms.reviewDays === undefined ? null : firstEndMs(waiting, contract.terms.reviewDays),
    objectionHours: objectionHoursOf(contract.terms),
    // Where no content is asked for, its day stands for it.
    lastLiveAtMs: requiredCount === 0 ? endOfDayMs((of ?? contract.terms).dueOn) : lastLiveAt ? msOf(lastLiveAt) : null,
  };
}
