import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Budgets } from '#data/budget.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { type Change, create } from '#data/change.ts';
import type { TableAccess } from '#data/client.ts';
import { Contracts } from '#data/contract.ts';
import { Holds } from '#data/hold.ts';
import { recordEntry } from '#data/ledger.ts';
import { Payments } from '#data/payment.ts';
import { createBoth } from '#data/two-sided.ts';
import { openBudget } from '#domain/budget.ts';
import { contractOf, holdOf } from '#domain/contract.ts';
import { planFunding } from '#domain/ledger.ts';
import { headAfter } from '#domain/ledger-chain.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { aCampaign, anOffer } from './deal.ts';
import { countedId } from './ids.ts';

const AGREED_AT = '2026-11-11T00:00:00.000Z';
const FUNDED_AT = '2026-11-12T00:00:00.000Z';
const CONTRACTS_PER_CAMPAIGN = 10;
/** What one batch takes, and how many are under way at once. */
const BATCH = { items: 25, lanes: 8 } as const;

/** One contract whose money waits for its payment: the facts that the provider tells of it, and the writes that put it in place. */
export function aPendingDeal(count: number, campaign: CampaignItem) {
  const contract = contractOf(offerOf(count, campaign), {
    contractId: countedId('contract', count),
    acceptedBy: { side: 'influencer', userId: countedId('user', 1000 + count), at: AGREED_AT },
    hash: sha256Hex,
  });
  const paymentId = countedId('payment', count);
  const hold = { ...holdOf(contract), status: 'pending' as const, paymentId };
  const { workspaceId, campaignId, contractId, influencerId } = contract;
  const { currency, priceMinor: amountMinor, feeMinor } = hold;
  const payment = {
    ...{ paymentId, workspaceId, campaignId, status: 'pending' as const, currency, amountMinor },
    shares: [{ contractId, influencerId, priceMinor: amountMinor, feeMinor }],
    states: { [contractId]: 'pending' as const },
    ...{ version: 1, createdAt: AGREED_AT, updatedAt: AGREED_AT },
  };
  const changes: Change[] = [
    ...createBoth(Contracts, { ...contract, fundingStatus: 'pending' as const }),
    create(Holds, hold),
    create(Payments, payment),
  ];
  return { contract, hold, payment, changes };
}

/** Texts as long as people write them. */
function offerOf(count: number, campaign: CampaignItem) {
  const offer = anOffer(count, campaign);
  const terms = {
    ...offer.current.terms,
    usageRights: 'Organic use on the brand’s own channels for six months.',
    message: 'We love how you film your mornings. One take is enough, as long as the light is yours.',
  };
  return { ...offer, current: { ...offer.current, terms } };
}

/** One contract whose money is held, with the entry of its funding. */
function fundedDeal(count: number, campaign: CampaignItem): Change[] {
  const { contract, hold, payment } = aPendingDeal(count, campaign);
  const [chargeId, heldUntil] = [`ch_seed${String(count).padStart(20, '0')}`, '2027-02-10T00:00:00.000Z'];
  const { workspaceId, campaignId, contractId } = contract;
  const entry = planFunding(countedId('entry', count), [hold], 2930);
  const recorded = recordEntry(entry, {
    ...{ workspaceId, campaignId, paymentId: payment.paymentId, providerId: chargeId, occurredAt: FUNDED_AT },
    ...{ eventId: countedId('event', count), action: 'PaymentFunded', parties: [hold], hash: sha256Hex },
    chains: { [payment.paymentId]: undefined, [contractId]: undefined },
  });
  const [ofContract, ofPayment] = [contractId, payment.paymentId].map((chain) => headAfter(recorded.sealed, chain));
  const held = { status: 'funded' as const, heldUntil, chargeId };
  return [
    ...createBoth(Contracts, { ...contract, fundingStatus: 'funded' as const, fundedAt: FUNDED_AT, heldUntil }),
    create(Holds, { ...hold, ...held, ledger: ofContract }),
    create(Payments, { ...payment, ...held, states: { [contractId]: 'funded' as const }, ledger: ofPayment }),
    ...recorded.changes,
  ];
}

/** A campaign that is open, with its budget, of the one workspace that has all of them. */
export function openCampaign(count: number): { campaign: CampaignItem; changes: Change[] } {
  const campaign = aCampaign(count);
  return { campaign, changes: [create(Campaigns, campaign), create(Budgets, openBudget(campaign))] };
}

/** Puts funded contracts `from` up to `to` into the table, ten to a campaign, all of one workspace; past transactions and streams, so that many are soon there. */
export async function putOpenContracts(access: TableAccess, from: number, to: number): Promise<void> {
  const items = openContracts(from, to);
  const lane = async (): Promise<void> => {
    for (let batch = take(items); batch.length > 0; batch = take(items)) await putBatch(access, batch);
  };
  await Promise.all(Array.from({ length: BATCH.lanes }, lane));
}

function* openContracts(from: number, to: number): Generator<Record<string, unknown>> {
  let current: ReturnType<typeof openCampaign> | undefined;
  for (let count = from; count < to; count++) {
    if (!current || count % CONTRACTS_PER_CAMPAIGN === 0) {
      current = openCampaign(1 + Math.floor(count / CONTRACTS_PER_CAMPAIGN));
      yield* itemsOf(current.changes);
    }
    yield* itemsOf(fundedDeal(1 + count, current.campaign));
  }
}

function itemsOf(changes: readonly Change[]): Record<string, unknown>[] {
  return changes.flatMap(({ item }) => (item ? [item] : []));
}

function take(items: Generator<Record<string, unknown>>): Record<string, unknown>[] {
  const batch: Record<string, unknown>[] = [];
  while (batch.length < BATCH.items) {
    const { value, done } = items.next();
    if (done) break;
    batch.push(value);
  }
  return batch;
}

async function putBatch({ document, tableName }: TableAccess, items: Record<string, unknown>[]): Promise<void> {
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  const { UnprocessedItems = {} } = await document.send(
    new BatchWriteCommand({ RequestItems: { [tableName]: requests } }),
  );
  if (Object.keys(UnprocessedItems).length > 0) throw new Error('The table left items of a batch unwritten.');
}
