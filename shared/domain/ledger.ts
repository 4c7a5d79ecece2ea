import type { Currency } from './currencies.ts';
import { MoneyError, money } from './money.ts';

/** What a ledger entry records. */
export const ENTRY_KINDS = [
  'funded',
  'reserved',
  'posted',
  'voided',
  'refund_reserved',
  'refunded',
  'refund_voided',
  'refund_failed',
  'charged_back',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * One movement on one account; a positive amount raises what the account holds.
 * `contractId` says whose money moves, so that each party can be shown its own part, which balances by itself.
 */
export interface LedgerLine {
  account: string;
  amountMinor: number;
  contractId?: string | undefined;
}

/** An immutable record whose lines sum to zero. */
export interface LedgerEntry {
  entryId: string;
  kind: EntryKind;
  currency: Currency;
  lines: LedgerLine[];
}

/** The accounts. `clearing` mirrors the world outside: below zero by what came in and has not gone out. */
export const accounts = {
  clearing: 'clearing',
  fees: 'fees',
  providerFees: 'providerFees',
  refunds: 'refunds',
  hold: (contractId: string) => `hold:${contractId}`,
  reserved: (contractId: string) => `reserved:${contractId}`,
  payable: (influencerId: string) => `payable:${influencerId}`,
  paid: (influencerId: string) => `paid:${influencerId}`,
} as const;

/** The money of one contract: the price and the platform's part of it, minor units. */
export interface HeldMoney {
  contractId: string;
  influencerId: string;
  currency: Currency;
  priceMinor: number;
  feeMinor: number;
}

/** What reaches the influencer of a hold, minor units. */
export function netOf({ priceMinor, feeMinor }: Pick<HeldMoney, 'priceMinor' | 'feeMinor'>): number {
  return priceMinor - feeMinor;
}

/** Checks an entry and gives it back; throws MoneyError for lines that do not sum to zero, move nothing, or are no whole minor units. */
export function balanced(entry: LedgerEntry): LedgerEntry {
  const problem = problemOf(entry);
  if (problem) throw new MoneyError(`ledger entry ${entry.entryId} (${entry.kind}) ${problem}`);
  return entry;
}

function problemOf({ lines, currency }: LedgerEntry): string | undefined {
  if (lines.length < 2) return 'has fewer than two lines';
  for (const { amountMinor } of lines) {
    money(amountMinor, currency);
    if (amountMinor === 0) return 'has a line that moves nothing';
  }
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return sum === 0 ? undefined : `is out of balance by ${sum}`;
}

/** Money arrives for contracts: one hold each; the provider's fee, where known, is the platform's cost. */
export function planFunding(entryId: string, holds: readonly HeldMoney[], providerFeeMinor = 0): LedgerEntry {
  const [first] = holds;
  if (!first) throw new MoneyError('a funding needs at least one hold');
  const lines = holds.flatMap((hold) => {
    sameCurrency(hold, first.currency);
    return move(accounts.clearing, accounts.hold(hold.contractId), hold.priceMinor, hold.contractId);
  });
  if (providerFeeMinor > 0) lines.push(...move(accounts.providerFees, accounts.clearing, providerFeeMinor));
  return balanced({ entryId, kind: 'funded', currency: first.currency, lines });
}

/** Before a transfer: the hold is reserved, the net as owed to the influencer and the fee aside, so that nothing else can take it. */
export function planReserve(entryId: string, hold: HeldMoney): LedgerEntry {
  return split(entryId, 'reserved', hold, { from: 'hold', to: 'reserve' });
}

/** The transfer is made: what was owed is paid, the fee earned. */
export function planPosted(entryId: string, hold: HeldMoney): LedgerEntry {
  return split(entryId, 'posted', hold, { from: 'reserve', to: 'settle' });
}

/** The transfer was refused: the reservation goes back to the hold. */
export function planVoided(entryId: string, hold: HeldMoney): LedgerEntry {
  return split(entryId, 'voided', hold, { from: 'reserve', to: 'hold' });
}

/** Before a refund the whole hold is reserved; afterwards it leaves, or goes back. A refund that fails later comes back to the hold. */
export function planRefund(
  entryId: string,
  kind: 'refund_reserved' | 'refunded' | 'refund_voided' | 'refund_failed' | 'charged_back',
  hold: HeldMoney,
): LedgerEntry {
  const { contractId, priceMinor, currency } = hold;
  const routes = {
    refund_reserved: [accounts.hold(contractId), accounts.reserved(contractId)],
    refunded: [accounts.reserved(contractId), accounts.refunds],
    refund_voided: [accounts.reserved(contractId), accounts.hold(contractId)],
    refund_failed: [accounts.refunds, accounts.hold(contractId)],
    charged_back: [accounts.hold(contractId), accounts.refunds],
  } as const;
  const [from, to] = routes[kind];
  return balanced({ entryId, kind, currency, lines: move(from, to, priceMinor, contractId) });
}

type Pool = 'hold' | 'reserve' | 'settle';

function split(entryId: string, kind: EntryKind, hold: HeldMoney, route: { from: Pool; to: Pool }): LedgerEntry {
  const { contractId, currency } = hold;
  const lines = [...partsOf(hold, route.from, -1), ...partsOf(hold, route.to, 1)].map((line) => ({
    ...line,
    contractId,
  }));
  return balanced({ entryId, kind, currency, lines });
}

function partsOf(hold: HeldMoney, pool: Pool, sign: 1 | -1): LedgerLine[] {
  const { contractId, influencerId, priceMinor, feeMinor } = hold;
  if (feeMinor < 0 || feeMinor > priceMinor)
    throw new MoneyError(`the fee of ${contractId} is not a part of its price`);
  if (pool === 'hold') return [{ account: accounts.hold(contractId), amountMinor: sign * priceMinor }];
  const [net, fee] =
    pool === 'reserve'
      ? [accounts.payable(influencerId), accounts.reserved(contractId)]
      : [accounts.paid(influencerId), accounts.fees];
  return [
    { account: net, amountMinor: sign * netOf(hold) },
    { account: fee, amountMinor: sign * feeMinor },
  ].filter(({ amountMinor }) => amountMinor !== 0);
}

function move(from: string, to: string, amountMinor: number, contractId?: string): LedgerLine[] {
  const of = contractId === undefined ? {} : { contractId };
  return [
    { account: from, amountMinor: -amountMinor, ...of },
    { account: to, amountMinor, ...of },
  ];
}

function sameCurrency({ currency }: HeldMoney, wanted: Currency): void {
  if (currency !== wanted) throw new MoneyError(`cannot mix ${currency} with ${wanted} in one entry`);
}

/** The part of an entry about one contract, for the party that may see only that. */
export function shareOf(entry: LedgerEntry, contractId: string): LedgerEntry {
  return balanced({ ...entry, lines: entry.lines.filter((line) => line.contractId === contractId) });
}

/** The first entry that breaks a rule: out of balance, said twice, or taking more from a hold or reservation than it has. */
export function checkLedger(entries: readonly LedgerEntry[]): { entryId: string; problem: string } | undefined {
  const balances = new Map<string, number>();
  const seen = new Set<string>();
  for (const entry of entries) {
    const { entryId } = entry;
    if (seen.has(entryId)) return { entryId, problem: 'is in the ledger twice' };
    seen.add(entryId);
    const problem = problemOf(entry);
    if (problem) return { entryId, problem };
    const below = applyEntry(balances, entry).find(
      ({ account, balanceMinor }) => balanceMinor < 0 && !MAY_BE_NEGATIVE.has(account),
    );
    if (below) return { entryId, problem: `takes ${below.account} below zero` };
  }
  return undefined;
}

/** The outside world and the platform's costs; every other account holds what it was given. */
const MAY_BE_NEGATIVE = new Set<string>([accounts.clearing, accounts.providerFees]);

function applyEntry(
  balances: Map<string, number>,
  { currency, lines }: LedgerEntry,
): { account: string; balanceMinor: number }[] {
  for (const { account, amountMinor } of lines) {
    const key = balanceKey(account, currency);
    balances.set(key, (balances.get(key) ?? 0) + amountMinor);
  }
  return lines.map(({ account }) => ({ account, balanceMinor: balances.get(balanceKey(account, currency)) ?? 0 }));
}

function balanceKey(account: string, currency: Currency): string {
  return `${currency} ${account}`;
}

export interface Balance {
  account: string;
  currency: Currency;
  amountMinor: number;
}

/** The balance of every account after the entries; a projection, never stored. */
export function balancesOf(entries: readonly LedgerEntry[]): Balance[] {
  const balances = new Map<string, number>();
  for (const entry of entries) applyEntry(balances, entry);
  return [...balances]
    .map(([key, amountMinor]) => {
      const [currency, account] = [key.slice(0, 3) as Currency, key.slice(4)];
      return { account, currency, amountMinor };
    })
    .sort((a, b) => (balanceKey(a.account, a.currency) < balanceKey(b.account, b.currency) ? -1 : 1));
}

/** Each entry in order, each line with what its account holds after it. */
export function withRunningBalances<E extends LedgerEntry>(
  entries: readonly E[],
): (Omit<E, 'lines'> & { lines: (LedgerLine & { balanceMinor: number })[] })[] {
  const balances = new Map<string, number>();
  return entries.map((entry) => {
    const lines = entry.lines.map((line) => {
      const [after] = applyEntry(balances, { ...entry, lines: [line] });
      return { ...line, balanceMinor: after?.balanceMinor ?? 0 };
    });
    return { ...entry, lines };
  });
}

/** The sum over all accounts per currency; zero each, when the ledger is sound. */
export function totalsOf(balances: readonly Balance[]): { currency: Currency; amountMinor: number }[] {
  const totals = new Map<Currency, number>();
  for (const { currency, amountMinor } of balances) totals.set(currency, (totals.get(currency) ?? 0) + amountMinor);
  return [...totals].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
