import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { type ContractItem, contractRef } from '#data/contract.ts';
import type { Ref, ValueOf } from '#data/entity.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { campaignPartition } from '#data/keys.ts';
import { type PayoutAccountItem, payoutAccountRef } from '#data/payout.ts';
import { Pieces } from '#data/piece.ts';
import { keyText, listPage, readKeys } from '#data/read.ts';
import { type Workspace, workspaceRef } from '#data/workspace.ts';
import type { ReleaseFacts } from '#domain/release.ts';
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
  return state && { ...state, pieces: pieces.items };
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

/** The stored state as the gates see it. */
export function releaseFactsOf(
  { hold, contract, campaign, account, workspace, pieces }: ReleaseState,
  nowMs: number,
): ReleaseFacts {
  const { requiredCount, approvedCount, liveCount, lastLiveAt } = contract;
  const takenCount = pieces.reduce((total, piece) => total + piece.takenCount, 0);
  return {
    nowMs,
    hold: {
      status: hold.status,
      disputed: hold.disputeId !== undefined,
      refusedAtMs: hold.refusal ? msOf(hold.refusal.at) : null,
      heldUntilMs: hold.heldUntil ? msOf(hold.heldUntil) : null,
      remindedDays: hold.remindedDays ?? null,
    },
    content: {
      requiredCount,
      approvedCount,
      liveCount,
      pendingCount: Math.max(0, takenCount - approvedCount),
      lastLiveAtMs: lastLiveAt ? msOf(lastLiveAt) : null,
    },
    accountPayable: account?.payable === true,
    secondPersonMissing: wantsSecondPerson(workspace, hold) && hold.secondPerson?.state !== 'approved',
    campaignOver: campaign?.status === 'completed' || campaign?.status === 'cancelled',
  };
}
