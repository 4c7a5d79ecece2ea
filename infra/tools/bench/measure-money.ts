import { setTable, type TableAccess } from '#data/client.ts';
import { holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { postRefund, reserveRefund } from '#runtime/money/refund-hold.ts';
import { postRelease, reserveRelease, voidRelease } from '#runtime/money/release-hold.ts';
import { settlePayment } from '#runtime/money/settle-payment.ts';
import { write } from '#testing/deal.ts';
import { aPendingDeal, openCampaign, putOpenContracts } from '#testing/open-contracts.ts';
import { openFreshTable, TABLE_INDEXES } from '#testing/open-table.ts';
import { type SeenWrite, watchTransactions } from '#testing/watch-transactions.ts';
import { writeUnitsOf } from '../../cost/write-units.ts';
import type { Section } from './report.ts';
import { percentile, round } from './stats.ts';
import { TARGETS } from './targets.ts';

/** How many contracts are open while the same postings are measured. */
const OPEN_CONTRACTS = [10, 1000, 100_000] as const;
/** Contracts that go from funding to payout in each block of a measurement, at once, and before it so that everything is loaded. */
const DEALS = { perBlock: 30, atOnce: 6, toWarmUp: 18 } as const;
/** The fastest one counts, so that what else the machine does counts for less. */
const BLOCKS = 4;
/** Numbers of contracts and campaigns beyond all that are open. */
const FIRST = { deal: 1_000_000, campaign: 500_000 } as const;

type Deal = ReturnType<typeof aPendingDeal>;

/** Write units of each kind of posting, and what a posting costs while ever more contracts are open; in this process, each on an embedded engine of its own. */
export async function measureMoney(): Promise<Section[]> {
  process.env.PLATFORM_COUNTRY ??= 'IE';
  process.env.SCREENING ??= 'embedded';
  return [await measurePostingUnits(), await onOwnTable(async (access) => growthSection(await measureGrowth(access)))];
}

/** Write units of each kind of posting. */
export function measurePostingUnits(): Promise<Section> {
  return onOwnTable(async (access) => unitsSection(await measureUnits(access)));
}

async function onOwnTable<T>(measure: (access: TableAccess) => Promise<T>): Promise<T> {
  const { engine, access } = await openFreshTable('bench-money');
  setTable(access);
  try {
    return await measure(access);
  } finally {
    setTable(undefined);
    await engine.stop();
  }
}

/** Makes contracts that wait for their payment, each in a campaign of its own, and moves their money as the product does. */
class Book {
  #made = 0;

  async open(): Promise<Deal> {
    const count = this.#made++;
    const { campaign, changes } = openCampaign(FIRST.campaign + count);
    const deal = aPendingDeal(FIRST.deal + count, campaign);
    await write(...changes, ...deal.changes);
    return deal;
  }

  async openMany(count: number): Promise<Deal[]> {
    const deals: Deal[] = [];
    while (deals.length < count) deals.push(await this.open());
    return deals;
  }
}

const fund = ({ payment }: Deal): Promise<void> => settlePayment(paidFacts(payment), {});

/** What the provider tells of a payment that went through. */
function paidFacts({ workspaceId, paymentId, currency, amountMinor }: Deal['payment']) {
  const id = paymentId.slice(-20);
  return {
    ...{ workspaceId, paymentId, currency, amountMinor, intentId: `pi_3${id}`, chargeId: `ch_3${id}` },
    ...{ paidAtMs: Date.now(), providerFeeMinor: 2930, settled: null, dispute: null, refunds: [], declineCode: null },
    status: 'succeeded' as const,
  };
}

async function reservedBy({ hold }: Deal): Promise<{ transferEntryId: string; refundEntryId: string }> {
  const found = await findOne(holdRef(hold.workspaceId, hold.campaignId, hold.contractId));
  return { transferEntryId: found?.transferEntryId ?? '', refundEntryId: found?.refundEntryId ?? '' };
}

/** The money path of one contract as three postings: funded, reserved, paid out. */
const PATH: readonly ((deal: Deal) => Promise<unknown>)[] = [
  fund,
  ({ hold }) => reserveRelease(hold),
  async (deal) =>
    postRelease(deal.hold, (await reservedBy(deal)).transferEntryId, `tr_3${deal.hold.contractId.slice(-20)}`),
];

interface PostingUnits {
  kind: string;
  writes: number;
  table: number;
  indexes: number;
  total: number;
}

/** What the postings of a contract cost that is paid out, of one whose transfer is refused, and of one that is refunded. */
async function measureUnits(access: TableAccess): Promise<{ path: PostingUnits[]; others: PostingUnits[] }> {
  const [paid, refused, refunded] = (await new Book().openMany(3)) as [Deal, Deal, Deal];
  const path = await watched(access, async () => {
    for (const post of PATH) await post(paid);
  });
  await fund(refused);
  await fund(refunded);
  await reserveRelease(refused.hold);
  const others = await watched(access, async () => {
    await voidRelease(refused.hold, (await reservedBy(refused)).transferEntryId, 'account_closed');
    await reserveRefund(refunded.hold, []);
    await postRefund(refunded.hold, (await reservedBy(refunded)).refundEntryId, {
      refundId: `re_3${refunded.hold.contractId.slice(-20)}`,
      settled: null,
    });
  });
  return { path, others };
}

/** The postings among the transactions of some work: those with an entry of the ledger. */
async function watched(access: TableAccess, work: () => Promise<void>): Promise<PostingUnits[]> {
  const postings: PostingUnits[] = [];
  const stop = watchTransactions(access, (writes) => postings.push(...postingOf(writes)));
  await work();
  stop();
  return postings;
}

function postingOf(writes: readonly SeenWrite[]): PostingUnits[] {
  const entry = writes.find(({ after }) => after?._et === 'ledger_entry')?.after;
  if (!entry) return [];
  const units = writes.map(({ before, after }) => writeUnitsOf(before, after, TABLE_INDEXES));
  const [table, total] = [sumOf(units.map((one) => one.table)), sumOf(units.map((one) => one.total))];
  return [{ kind: String(entry.kind), writes: writes.length, table, indexes: total - table, total }];
}

interface Timed {
  postings: number;
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
}

interface Growth extends Timed {
  openContracts: number;
  /** Of the whole path, on the average of its postings. */
  unitsPerPosting: number;
}

async function measureGrowth(access: TableAccess): Promise<Growth[]> {
  const book = new Book();
  const grown: Growth[] = [];
  let open = 0;
  await timePostings(await book.openMany(DEALS.toWarmUp));
  for (const openContracts of OPEN_CONTRACTS) {
    await putOpenContracts(access, open, openContracts);
    open = openContracts;
    const watchedDeal = await book.open();
    const units = await watched(access, async () => {
      for (const post of PATH) await post(watchedDeal);
    });
    const blocks: Timed[] = [];
    while (blocks.length < BLOCKS) blocks.push(await timePostings(await book.openMany(DEALS.perBlock)));
    const [fastest] = blocks.sort((one, other) => other.perSecond - one.perSecond) as [Timed];
    grown.push({ openContracts, ...fastest, unitsPerPosting: meanUnits(units) });
  }
  return grown;
}

/** Some lanes of contracts at once, each contract's postings one after another. */
async function timePostings(deals: readonly Deal[]): Promise<Timed> {
  const left = [...deals];
  const times: number[] = [];
  const lane = async (): Promise<void> => {
    for (let deal = left.shift(); deal; deal = left.shift())
      for (const post of PATH) {
        const startedAt = performance.now();
        await post(deal);
        times.push(performance.now() - startedAt);
      }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: DEALS.atOnce }, lane));
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    postings: times.length,
    perSecond: round(times.length / seconds, 0),
    p50Ms: round(percentile(times, 0.5)),
    p95Ms: round(percentile(times, 0.95)),
  };
}

function unitsSection({ path, others }: { path: PostingUnits[]; others: PostingUnits[] }): Section {
  const { unitsPerPosting: most } = TARGETS.money;
  const mean = meanUnits(path);
  return {
    name: 'Write units of one posting to the ledger, with everything that its transaction writes',
    columns: ['entry', 'items', 'table', 'indexes', 'together'],
    rows: [
      ...[...path, ...others].map(({ kind, writes, table, indexes, total }) => [kind, writes, table, indexes, total]),
      ['mean of the path', '', '', '', mean],
    ],
    notes: [
      `The path of a contract that is paid out is ${path.map(({ kind }) => kind).join(', ')}; its mean may be ${most} at most.`,
      'Counted as DynamoDB does from each item before and after: two units for each KB in the table, one for each KB in an index.',
    ],
    missed: mean > most ? [`A posting writes ${mean} units on the average of the path; at most ${most}.`] : [],
    data: { path, others, mean },
  };
}

function growthSection(grown: readonly Growth[]): Section {
  const [first] = grown as [Growth, ...Growth[]];
  const rows = grown.map((one) => ({ ...one, times: round(first.perSecond / one.perSecond, 2) }));
  const { growth } = TARGETS.money;
  return {
    name: 'Postings while contracts are open, all of one workspace',
    columns: ['open contracts', 'postings', 'a second', 'p50 ms', 'p95 ms', 'units each', 'times as long'],
    rows: rows.map(({ openContracts, postings, perSecond, p50Ms, p95Ms, unitsPerPosting, times }) => [
      ...[openContracts, postings, perSecond, p50Ms, p95Ms, unitsPerPosting, times],
    ]),
    notes: [
      `${DEALS.atOnce} contracts at once in this process, on the embedded engine in memory, the fastest of ${BLOCKS} blocks; times as long as with ${first.openContracts}: at most ${growth}.`,
    ],
    missed: rows.flatMap(({ openContracts, times, unitsPerPosting }) => [
      ...(times > growth
        ? [`A posting takes ${times} times as long while ${openContracts} contracts are open; at most ${growth}.`]
        : []),
      ...(unitsPerPosting > first.unitsPerPosting
        ? [
            `A posting writes ${unitsPerPosting} units while ${openContracts} contracts are open, and ${first.unitsPerPosting} while there are few.`,
          ]
        : []),
    ]),
    data: rows,
  };
}

function meanUnits(postings: readonly PostingUnits[]): number {
  return round(sumOf(postings.map(({ total }) => total)) / postings.length, 1);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
