import * as z from 'zod/mini';
import { Campaigns } from '#data/campaign.ts';
import { holdRef } from '#data/hold.ts';
import { indexes } from '#data/keys.ts';
import { type LedgerItem, listEntriesAfter, readChains } from '#data/ledger.ts';
import { paymentRef } from '#data/payment.ts';
import { findAll, listPage } from '#data/read.ts';
import { findWorkspaceAfter } from '#data/workspace.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { balancesOf } from '#domain/ledger.ts';
import type { LedgerProblem } from '#domain/ledger-check.ts';
import { checkMoney } from '#domain/money-check.ts';
import { isoOf } from '../clock.ts';
import { sha256Hex } from '../hash.ts';
import { readMoneyAtRest } from './read-money.ts';

/** Campaigns of one part, each read whole. */
const CAMPAIGNS_PER_PART = 20;
/** Entries of one part. */
const ENTRIES_PER_PART = 400;
/** Workspaces that one part goes to the end of; one without money costs two calls. */
const WORKSPACES_PER_PART = 50;
/** Problems that are kept; of the others only the number. */
const MOST_PROBLEMS = 20;
/** Keys of one call. */
const PER_READ = 100;

const problem = z.object({
  workspaceId: z.string(),
  campaignId: z.nullable(z.string()),
  entryId: z.nullable(z.string()),
  account: z.nullable(z.string()),
  problem: z.string(),
});
type FoundProblem = z.output<typeof problem>;

/** How far a check of the whole ledger has come, and what it has found so far. */
export const LedgerCheckPosition = z.object({
  startedAtMs: z.int(),
  /** The workspace that is being gone through; empty before the first. */
  workspaceId: z.string(),
  /** Its campaigns first, then its entries, then the next workspace. */
  phase: z.enum(['campaigns', 'entries', 'next', 'done']),
  /** The last campaign or entry that was looked at; empty before the first. */
  afterId: z.string(),
  workspaceCount: z.int(),
  campaignCount: z.int(),
  entryCount: z.int(),
  problemCount: z.int(),
  problems: z.array(problem),
  sums: z.array(z.object({ account: z.string(), currency: z.enum(CURRENCIES), amountMinor: z.int() })),
});
export type LedgerCheckPosition = z.output<typeof LedgerCheckPosition>;

/** Where a check begins. */
export function beginLedgerCheck(startedAtMs: number): LedgerCheckPosition {
  const nothing = { workspaceCount: 0, campaignCount: 0, entryCount: 0, problemCount: 0, problems: [], sums: [] };
  return { startedAtMs, workspaceId: '', phase: 'next', afterId: '', ...nothing };
}

/** Goes on with a check for a bounded number of reads, and answers how far it came; it writes nothing, so that it may be repeated. */
export async function checkLedgerPart(from: LedgerCheckPosition): Promise<LedgerCheckPosition> {
  let position = from;
  while (position.phase !== 'done' && !isFull(from, position)) {
    if (position.phase === 'next') position = await toNextWorkspace(position);
    else position = position.phase === 'campaigns' ? await checkCampaigns(position) : await checkEntriesOf(position);
  }
  return position;
}

/** Whether a part has looked at as much as one may. */
function isFull(
  from: LedgerCheckPosition,
  { workspaceCount, campaignCount, entryCount }: LedgerCheckPosition,
): boolean {
  return (
    workspaceCount - from.workspaceCount >= WORKSPACES_PER_PART ||
    campaignCount - from.campaignCount >= CAMPAIGNS_PER_PART ||
    entryCount - from.entryCount >= ENTRIES_PER_PART
  );
}

async function toNextWorkspace(position: LedgerCheckPosition): Promise<LedgerCheckPosition> {
  const workspaceId = await findWorkspaceAfter(position.workspaceId);
  if (workspaceId === undefined) return { ...position, phase: 'done' };
  return { ...position, workspaceId, phase: 'campaigns', afterId: '', workspaceCount: position.workspaceCount + 1 };
}

/** Some campaigns of a workspace: every chain of each, and every projection. */
async function checkCampaigns(position: LedgerCheckPosition): Promise<LedgerCheckPosition> {
  const { workspaceId, afterId } = position;
  const { items } = await listPage({
    entity: Campaigns,
    index: 'gsi1',
    partition: indexes.campaignsOf(workspaceId),
    from: afterId === '' ? 'cmp_' : `${afterId}~`,
    limit: CAMPAIGNS_PER_PART,
  });
  let after = position;
  for (const { campaignId } of items) {
    const money = await readMoneyAtRest({ workspaceId, campaignId });
    if (money) after = withProblems(after, checkMoney(money, sha256Hex), campaignId);
  }
  const campaignCount = position.campaignCount + items.length;
  const last = items.at(-1);
  return last
    ? { ...after, campaignCount, afterId: last.campaignId }
    : { ...after, campaignCount, phase: 'entries', afterId: '' };
}

/** Some entries of a workspace in their order: each must be where its chain says, so that none is there that no hold or payment knows of. */
async function checkEntriesOf(position: LedgerCheckPosition): Promise<LedgerCheckPosition> {
  const { workspaceId, afterId } = position;
  const page = await listEntriesAfter(workspaceId, afterId, ENTRIES_PER_PART);
  if (page.lastId === undefined) return { ...position, phase: 'next' };
  const known = await knownEntries(workspaceId, page.entries);
  const unknown = page.entries
    .filter(({ entryId, checksum }) => known.get(entryId) !== checksum)
    .map(({ entryId }) => about(entryId, 'is in no chain of a hold or payment'));
  const unreadable = page.unreadable.map((entryId) => about(entryId, 'cannot be read'));
  const after = withProblems(position, [...unknown, ...unreadable], null);
  const entryCount = position.entryCount + page.entries.length + page.unreadable.length;
  return { ...after, entryCount, sums: addUp(position.sums, page.entries), afterId: page.lastId };
}

function about(entryId: string, what: string): LedgerProblem {
  return { entryId, account: null, problem: what };
}

/** The entries of every chain that some entries say they are in, with their checksums. */
async function knownEntries(workspaceId: string, entries: readonly LedgerItem[]): Promise<Map<string, string>> {
  const owners = new Map(
    entries.flatMap(({ links, campaignId }) =>
      links.map(({ chain }) => [
        chain,
        chain.startsWith('pay_') ? paymentRef(workspaceId, chain) : holdRef(workspaceId, campaignId, chain),
      ]),
    ),
  );
  const refs = [...owners.values()];
  const lastIds: string[] = [];
  for (let start = 0; start < refs.length; start += PER_READ) {
    const [found] = await findAll(refs.slice(start, start + PER_READ));
    lastIds.push(...found.flatMap((owner) => (owner?.ledger ? [owner.ledger.entryId] : [])));
  }
  const chains = await readChains(workspaceId, lastIds);
  return new Map(chains.entries.map(({ entryId, checksum }) => [entryId, checksum]));
}

function withProblems(
  position: LedgerCheckPosition,
  found: readonly LedgerProblem[],
  campaignId: string | null,
): LedgerCheckPosition {
  const { workspaceId, problems, problemCount } = position;
  const known = new Set(problems.map((one) => one.entryId).filter((entryId) => entryId !== null));
  // An entry that its campaign's check has named is met again among the entries.
  const fresh: FoundProblem[] = found
    .filter(({ entryId }) => campaignId !== null || !entryId || !known.has(entryId))
    .map((one) => ({ ...one, workspaceId, campaignId }));
  return {
    ...position,
    problemCount: problemCount + fresh.length,
    problems: [...problems, ...fresh].slice(0, MOST_PROBLEMS),
  };
}

/** The sums of accounts of the same name, whosever they are, with those of some more entries. */
function addUp(sums: LedgerCheckPosition['sums'], entries: readonly LedgerItem[]): LedgerCheckPosition['sums'] {
  const totals = new Map(sums.map((sum) => [`${sum.account} ${sum.currency}`, { ...sum }]));
  for (const { account, currency, amountMinor } of balancesOf(entries)) {
    const [name = ''] = account.split(':');
    const total = totals.get(`${name} ${currency}`);
    if (total) total.amountMinor += amountMinor;
    else totals.set(`${name} ${currency}`, { account: name, currency, amountMinor });
  }
  return [...totals.values()];
}

/** The result of a check that is done, as it is kept. */
export function resultOf(
  { startedAtMs, workspaceId, phase, afterId, ...found }: LedgerCheckPosition,
  finishedAt: string,
) {
  return { ...found, startedAtMs, startedAt: isoOf(startedAtMs), finishedAt };
}
