import { type BudgetItem, budgetRef } from '#data/budget.ts';
import { type HoldItem, Holds } from '#data/hold.ts';
import { campaignPartition } from '#data/keys.ts';
import { listCampaignsMoved } from '#data/ledger.ts';
import { findOne, listAll } from '#data/read.ts';
import { type Residual, residualsOf } from '#domain/residuals.ts';
import { isoOf } from '../clock.ts';
import { readLedger } from './read-ledger.ts';

/** How far is looked back, ms: an hourly check sees every entry twice, also one that an index showed late. */
const BACK_MS = 2 * 3_600_000;
/** Money that moved while it was read is read again; the next check sees what keeps moving. */
const READS = 3;

export interface CampaignResidual extends Residual {
  campaignId: string;
}

/** Rebuilds the balances of every campaign whose money moved in the last hours; what differs from its holds and its budget. */
export async function findResiduals(nowMs: number): Promise<CampaignResidual[]> {
  const found: CampaignResidual[] = [];
  for (const campaign of await listCampaignsMoved(isoOf(nowMs - BACK_MS), isoOf(nowMs))) {
    const shown = await readAtRest(campaign);
    if (shown) found.push(...residualsOf(shown).map((residual) => ({ ...residual, campaignId: campaign.campaignId })));
  }
  return found;
}

interface CampaignName {
  workspaceId: string;
  campaignId: string;
}

/** Holds and budget that did not change while the ledger was read: what they say and the entries belong to the same instant. */
async function readAtRest(campaign: CampaignName) {
  let before = await readShown(campaign);
  for (let read = 0; read < READS; read++) {
    const entries = await readLedger({ workspaceId: campaign.workspaceId }, campaign.campaignId);
    const after = await readShown(campaign);
    if (versionsOf(before) === versionsOf(after)) return { ...after, entries };
    before = after;
  }
  return undefined;
}

interface Shown {
  holds: HoldItem[];
  budget: BudgetItem | undefined;
}

async function readShown({ workspaceId, campaignId }: CampaignName): Promise<Shown> {
  const [holds, budget] = await Promise.all([
    listAll({ entity: Holds, partition: campaignPartition(workspaceId, campaignId), prefix: 'HOLD#' }),
    findOne(budgetRef(workspaceId, campaignId)),
  ]);
  return { holds, budget };
}

function versionsOf({ holds, budget }: Shown): string {
  return JSON.stringify([budget?.version, ...holds.map(({ contractId, version }) => [contractId, version])]);
}
