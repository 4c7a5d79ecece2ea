import { type BudgetItem, budgetRef } from '#data/budget.ts';
import { contractRef, ownContractRef } from '#data/contract.ts';
import { type HoldItem, Holds } from '#data/hold.ts';
import { campaignPartition, partitions } from '#data/keys.ts';
import { LedgerShares, readChains } from '#data/ledger.ts';
import { type PaymentItem, paymentRef } from '#data/payment.ts';
import { findAll, findOne, listAll } from '#data/read.ts';
import { partsOf } from '#domain/hold-parts.ts';
import type { CampaignMoney } from '#domain/money-check.ts';

/** Money that moved while it was read is read again; the next check sees what keeps moving. */
const READS = 3;
/** Contracts of one call that reads each one's two items. */
const PER_READ = 50;

export interface CampaignName {
  workspaceId: string;
  campaignId: string;
}

/**
 * All that is stored of the money of a campaign, strongly consistent, as it stood at one instant: its holds, budget and payments did not change while the rest
 * was read. Undefined when the money kept moving.
 */
export async function readMoneyAtRest(campaign: CampaignName): Promise<CampaignMoney | undefined> {
  let before = await readHeld(campaign);
  for (let read = 0; read < READS; read++) {
    const rest = await readRest(campaign, before);
    const after = await readHeld(campaign);
    if (versionsOf(before) === versionsOf(after)) return { ...before, ...rest };
    before = after;
  }
  return undefined;
}

interface Held {
  holds: HoldItem[];
  budget: BudgetItem | undefined;
  payments: PaymentItem[];
}

async function readHeld({ workspaceId, campaignId }: CampaignName): Promise<Held> {
  const [holds, budget] = await Promise.all([
    listAll({ entity: Holds, partition: campaignPartition(workspaceId, campaignId), prefix: 'HOLD#' }),
    findOne(budgetRef(workspaceId, campaignId)),
  ]);
  // Milestones may have been paid in one by one.
  const paymentIds = [...new Set(holds.flatMap(partsOf).flatMap(({ paymentId }) => paymentId ?? []))];
  const payments = await inTurns(paymentIds, (some) => findAll(some.map((id) => paymentRef(workspaceId, id))));
  return { holds, budget, payments };
}

async function readRest({ workspaceId, campaignId }: CampaignName, { holds, payments }: Held) {
  const lastIds = [...holds, ...payments].flatMap(({ ledger }) => (ledger ? [ledger.entryId] : []));
  const [chains, contracts, shares] = await Promise.all([
    readChains(workspaceId, lastIds),
    inTurns(holds, (some) =>
      findAll(
        some.flatMap(({ contractId, influencerId }) => [
          contractRef(workspaceId, contractId),
          ownContractRef(influencerId, contractId),
        ]),
      ),
    ),
    readSharesOf(holds, campaignId),
  ]);
  return { ...chains, contracts, shares };
}

/** What the influencers of a campaign see of its entries. */
async function readSharesOf(holds: readonly HoldItem[], campaignId: string) {
  const paid = holds.filter(({ ledger }) => ledger !== undefined);
  const influencerIds = [...new Set(paid.map(({ influencerId }) => influencerId))];
  const shares = await Promise.all(
    influencerIds.map((influencerId) =>
      listAll({ entity: LedgerShares, partition: partitions.influencerLedger(influencerId), where: { campaignId } }),
    ),
  );
  return shares.flat();
}

/** Reads many things in calls of a few, and leaves out what is not there. */
async function inTurns<N, T>(names: readonly N[], read: (some: readonly N[]) => Promise<readonly [(T | undefined)[]]>) {
  const found: T[] = [];
  for (let start = 0; start < names.length; start += PER_READ) {
    const [some] = await read(names.slice(start, start + PER_READ));
    found.push(...some.filter((one) => one !== undefined));
  }
  return found;
}

function versionsOf({ holds, budget, payments }: Held): string {
  const ofHolds = holds.map(({ contractId, version }) => [contractId, version]);
  return JSON.stringify([
    budget?.version,
    ...ofHolds,
    ...payments.map(({ paymentId, version }) => [paymentId, version]),
  ]);
}
