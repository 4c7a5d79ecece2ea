import { accounts, kindOf } from './accounts.ts';
import { CURRENCY_EXPONENTS, type Currency } from './currencies.ts';
import type { Sealed } from './ledger-chain.ts';
import { type Money, MoneyError } from './money.ts';

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
  'refund_credited',
  'charged_back',
  'disputed',
  'dispute_returned',
  'lost',
  'credited',
  'recovered',
  'clawed_back',
  'exchanged',
  'adjustment',
  'late_refunded',
  'late_refund_failed',
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
  /** Which milestone of that contract it is for, from 1 on; nothing where that has one, and in entries from before it was kept. */
  milestone?: number | undefined;
}

/** An immutable record whose lines sum to zero. */
export interface LedgerEntry {
  entryId: string;
  kind: EntryKind;
  currency: Currency;
  lines: LedgerLine[];
}

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

/** What is wrong with an entry by itself; undefined when nothing is. */
export function problemOf({ lines, currency }: LedgerEntry): string | undefined {
  if (lines.length < 2) return 'has fewer than two lines';
  if (!(currency in CURRENCY_EXPONENTS)) return `is in an unknown currency, ${currency}`;
  for (const { account, amountMinor } of lines) {
    if (!Number.isSafeInteger(amountMinor)) return 'has an amount that is no whole number of minor units';
    if (amountMinor === 0) return 'has a line that moves nothing';
    if (!kindOf(account)) return `names an account that is not in the chart: ${account}`;
  }
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return sum === 0 ? undefined : `is out of balance by ${sum}`;
}

/** Lines of which those about a contract say for which milestone of it they are; as they are where that has one. */
export function ofMilestone(lines: readonly LedgerLine[], milestone: number | undefined): LedgerLine[] {
  return lines.map((line) =>
    milestone === undefined || line.contractId === undefined ? line : { ...line, milestone },
  );
}

/** Money of a contract, of one of its milestones where it has several. */
export type MilestoneMoney = HeldMoney & Pick<LedgerLine, 'milestone'>;

/** Money arrives for contracts or milestones of them; the provider's fee, where known, is the platform's cost. */
export function planFunding(entryId: string, holds: readonly MilestoneMoney[], providerFeeMinor = 0): LedgerEntry {
  const [first] = holds;
  if (!first) throw new MoneyError('a funding needs at least one hold');
  const lines = holds.flatMap((hold) => {
    sameCurrency(hold, first.currency);
    const { contractId, priceMinor, milestone } = hold;
    return ofMilestone(move(accounts.clearing, accounts.hold(contractId), priceMinor, contractId), milestone);
  });
  if (providerFeeMinor > 0) lines.push(...move(accounts.providerFees, accounts.clearing, providerFeeMinor));
  return balanced({ entryId, kind: 'funded', currency: first.currency, lines });
}

/** Before a transfer: the hold is reserved, the net as owed to the influencer and the fee aside, so that nothing else can take it. */
export function planReserve(entryId: string, hold: HeldMoney): LedgerEntry {
  return split(entryId, 'reserved', hold, { from: 'hold', to: 'reserve' });
}

/** The transfer is made: what was owed is paid, the fee earned, but for the tax it contains, which is owed to a tax office. */
export function planPosted(entryId: string, hold: HeldMoney, feeTaxMinor = 0): LedgerEntry {
  const entry = split(entryId, 'posted', hold, { from: 'reserve', to: 'settle' });
  if (feeTaxMinor === 0) return entry;
  const lines = entry.lines.flatMap((line) =>
    line.account === accounts.fees
      ? [
          { ...line, amountMinor: line.amountMinor - feeTaxMinor },
          { ...line, account: accounts.tax, amountMinor: feeTaxMinor },
        ]
      : [line],
  );
  return balanced({ ...entry, lines });
}

/** The transfer was refused: the reservation goes back to the hold. */
export function planVoided(entryId: string, hold: HeldMoney): LedgerEntry {
  return split(entryId, 'voided', hold, { from: 'reserve', to: 'hold' });
}

/**
 * Before a refund the whole hold is reserved; afterwards it leaves, or goes back. A refund that fails later comes back to the hold, unless a lost dispute
 * took the same money: then it makes that loss good (`recovered`). `charged_back` is a refund that was made at the provider by hand.
 */
export function planRefund(
  entryId: string,
  kind: 'refund_reserved' | 'refunded' | 'refund_voided' | 'refund_failed' | 'charged_back' | 'recovered',
  hold: HeldMoney,
): LedgerEntry {
  const { contractId, priceMinor, currency } = hold;
  const routes = {
    refund_reserved: [accounts.hold(contractId), accounts.reserved(contractId)],
    refunded: [accounts.reserved(contractId), accounts.refunds],
    refund_voided: [accounts.reserved(contractId), accounts.hold(contractId)],
    refund_failed: [accounts.refunds, accounts.hold(contractId)],
    charged_back: [accounts.hold(contractId), accounts.refunds],
    recovered: [accounts.refunds, accounts.losses],
  } as const;
  const [from, to] = routes[kind];
  // A loss is the platform's: no line of it is about a contract.
  const of = kind === 'recovered' ? undefined : contractId;
  return balanced({ entryId, kind, currency, lines: move(from, to, priceMinor, of) });
}

/** A refund cannot be made: what was set aside for it is owed to the brand. */
export function planRefundCredited(
  entryId: string,
  { contractId, priceMinor, currency }: HeldMoney,
  workspaceId: string,
): LedgerEntry {
  const lines = move(accounts.reserved(contractId), accounts.credit(workspaceId), priceMinor, contractId);
  return balanced({ entryId, kind: 'refund_credited', currency, lines });
}

/** A payment, as far as entries about the whole of it need it. */
export interface PaidMoney {
  paymentId: string;
  workspaceId: string;
  currency: Currency;
}

/** The bank takes the money of a disputed payment (or, below zero, gives it back), and the provider its fee; minor units, one of them not zero. */
export function planDispute(
  entryId: string,
  { paymentId, currency }: PaidMoney,
  taken: { withdrawnMinor: number; feeMinor: number },
): LedgerEntry {
  const { withdrawnMinor, feeMinor } = taken;
  const lines = [
    ...(withdrawnMinor === 0 ? [] : move(accounts.disputes(paymentId), accounts.clearing, withdrawnMinor)),
    ...(feeMinor === 0 ? [] : move(accounts.providerFees, accounts.clearing, feeMinor)),
  ];
  return balanced({ entryId, kind: withdrawnMinor < 0 ? 'dispute_returned' : 'disputed', currency, lines });
}

/** A dispute is lost while the money was still held: the hold pays for what the bank took. */
export function planChargeBack(entryId: string, { contractId, priceMinor, currency }: HeldMoney, paymentId: string) {
  const lines = move(accounts.hold(contractId), accounts.disputes(paymentId), priceMinor, contractId);
  return balanced({ entryId, kind: 'charged_back', currency, lines });
}

/**
 * A dispute is lost, or a refund was made at the provider by hand, and holds do not pay for all of it: what was taken back from influencers does, the rest is the platform's loss. When the bank took less
 * than the holds gave (`restMinor` below zero), the difference stays the brand's.
 */
export function planLoss(
  entryId: string,
  { paymentId, workspaceId, currency }: PaidMoney,
  rest: { restMinor: number; reserveMinor: number; isByHand?: boolean },
): LedgerEntry {
  const { restMinor, reserveMinor, isByHand } = rest;
  const disputes = isByHand ? accounts.refunds : accounts.disputes(paymentId);
  if (restMinor < 0) {
    const lines = move(disputes, accounts.credit(workspaceId), -restMinor);
    return balanced({ entryId, kind: 'credited', currency, lines });
  }
  const lossMinor = restMinor - reserveMinor;
  const lines = [
    ...(reserveMinor === 0 ? [] : move(accounts.reserve(paymentId), disputes, reserveMinor)),
    ...(lossMinor === 0 ? [] : move(accounts.losses, disputes, lossMinor)),
  ];
  return balanced({ entryId, kind: 'lost', currency, lines });
}

/** A refund made at the provider by hand did not arrive: a loss it was is made good, the rest is owed to the brand. */
export function planReturnedByHand(
  entryId: string,
  { workspaceId, currency }: PaidMoney,
  { goodMinor, owedMinor }: { goodMinor: number; owedMinor: number },
): LedgerEntry {
  const lines = [
    ...(goodMinor === 0 ? [] : move(accounts.refunds, accounts.losses, goodMinor)),
    ...(owedMinor === 0 ? [] : move(accounts.refunds, accounts.credit(workspaceId), owedMinor)),
  ];
  return balanced({ entryId, kind: 'recovered', currency, lines });
}

/** Money came back from an influencer after the payout: kept in reserve for the payment, or, when a dispute about it is lost already, against that loss. */
export function planClawBack(
  entryId: string,
  { contractId, influencerId, currency }: HeldMoney,
  back: MoneyBack,
): LedgerEntry {
  const lines = moveBack(accounts.paid(influencerId), back, contractId);
  return balanced({ entryId, kind: 'clawed_back', currency, lines });
}

/** Money that came back after the payout, minor units; when a dispute about its payment is lost, as much of it as the platform bears of that, or all, makes that loss good. */
export interface MoneyBack {
  amountMinor: number;
  paymentId: string;
  isLost: boolean;
  lossMinor?: number | undefined;
}

/** What of money that came back makes a loss good; the rest is kept in reserve. */
export function toLossOf({ amountMinor, isLost, lossMinor = amountMinor }: Omit<MoneyBack, 'paymentId'>): number {
  return isLost ? Math.min(amountMinor, lossMinor) : 0;
}

function moveBack(from: string, back: MoneyBack, contractId: string): LedgerLine[] {
  const toLossMinor = toLossOf(back);
  const toReserveMinor = back.amountMinor - toLossMinor;
  return [
    ...(toLossMinor === 0 ? [] : move(from, accounts.losses, toLossMinor, contractId)),
    ...(toReserveMinor === 0 ? [] : move(from, accounts.reserve(back.paymentId), toReserveMinor, contractId)),
  ];
}

/** Money of a contract that was sent to an account in another currency. */
export interface ExchangedMoney {
  contractId: string;
  influencerId: string;
  currency: Currency;
  /** What was paid by the contract, and what of it, or with an addition from the platform, was given to be changed; minor units. */
  netMinor: number;
  givenMinor: number;
  /** What came of it. */
  payout: Money;
}

/** A payout was changed into another currency. `entryIds` are of the leg in the contract's currency and of the other. */
export function planExchanged(entryIds: readonly [string, string], exchanged: ExchangedMoney): LedgerEntry[] {
  const { influencerId, payout, ...own } = exchanged;
  return planChanged(entryIds, { ...own, account: accounts.paid(influencerId), other: payout });
}

/** Money of an account that stands for the outside, where it is in another currency than the contract's; every amount below zero for the opposite. */
export interface ChangedMoney {
  account: string;
  /** Whose money it is, where one contract's share of the entries says so. */
  contractId?: string | undefined;
  currency: Currency;
  /** What is on the account by the contract, and what of it, or with an addition from the platform, was changed; minor units. */
  netMinor: number;
  givenMinor: number;
  /** What that is, outside. */
  other: Money;
}

/**
 * Takes money off an account in one currency and puts what was made of it there in another: one entry in each, as none has two. What was not needed of the net
 * is the platform's gain, what it had to add its loss. No entry where nothing moves.
 */
export function planChanged(entryIds: readonly [string, string], changed: ChangedMoney): LedgerEntry[] {
  const { account, contractId, currency, netMinor, givenMinor, other } = changed;
  const of = contractId === undefined ? {} : { contractId };
  const lines = [
    { account, amountMinor: -netMinor, ...of },
    { account: accounts.exchange, amountMinor: givenMinor, ...of },
    { account: accounts.fx, amountMinor: netMinor - givenMinor, ...of },
  ].filter(({ amountMinor }) => amountMinor !== 0);
  return [
    ...(lines.length === 0 ? [] : [balanced({ entryId: entryIds[0], kind: 'exchanged', currency, lines })]),
    ...planArrived(entryIds[1], { account, contractId }, other),
  ];
}

/** What arrives on an account in the other currency; below zero what leaves it again. Nothing when that is nothing. */
function planArrived(
  entryId: string,
  { account, contractId }: Pick<ChangedMoney, 'account' | 'contractId'>,
  { amountMinor, currency }: Money,
): LedgerEntry[] {
  if (amountMinor === 0) return [];
  const lines = move(accounts.exchange, account, amountMinor, contractId);
  return [balanced({ entryId, kind: 'exchanged', currency, lines })];
}

/** Money of a payout in another currency came back: what was given for it, and what it had become leaves the influencer. */
export function planExchangedBack(
  entryIds: readonly [string, string],
  hold: HeldMoney,
  back: MoneyBack & { taken: Money },
): LedgerEntry[] {
  const { taken } = back;
  const { contractId, influencerId, currency } = hold;
  const lines = moveBack(accounts.exchange, back, contractId);
  const paid = { account: accounts.paid(influencerId), contractId };
  return [
    balanced({ entryId: entryIds[0], kind: 'clawed_back', currency, lines }),
    ...planArrived(entryIds[1], paid, { ...taken, amountMinor: -taken.amountMinor }),
  ];
}

/** What came back from an influencer is paid back to the brand or, below zero, did not arrive there and is in reserve again. */
export function planLateRefund(
  entryId: string,
  { contractId, currency }: HeldMoney,
  { amountMinor, paymentId }: { amountMinor: number; paymentId: string },
): LedgerEntry {
  const lines = move(accounts.reserve(paymentId), accounts.refunds, amountMinor, contractId);
  return balanced({ entryId, kind: amountMinor < 0 ? 'late_refund_failed' : 'late_refunded', currency, lines });
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

/** Entries of the same kind as one entry, whose id is the first one's. */
export function together([first, ...more]: readonly [LedgerEntry, ...LedgerEntry[]]): LedgerEntry {
  return balanced({ ...first, lines: [first, ...more].flatMap(({ lines }) => lines) });
}

/** The part of an entry about one contract, for the party that may see only that. */
export function shareOf<E extends LedgerEntry>(entry: E, contractId: string): E {
  const lines = entry.lines.filter((line) => line.contractId === contractId);
  balanced({ ...entry, lines });
  return { ...entry, lines };
}

/** Whose money each contract's is, with its price and fee. */
export type Party = Pick<HeldMoney, 'contractId' | 'influencerId' | 'priceMinor' | 'feeMinor'>;

/** What an influencer sees of an entry: the lines about their contract, and nothing that names other ones. */
export function shareFor<E extends LedgerEntry & Sealed>(
  entry: E,
  { contractId, influencerId, priceMinor, feeMinor }: Party,
) {
  const { links, checksum, ...said } = shareOf(entry, contractId);
  const own = { contractIds: [contractId], influencerIds: [influencerId] };
  return { ...said, ...own, contractId, influencerId, priceMinor, feeMinor };
}

/** The contracts that an entry has lines about; only they have a share in it. */
export function contractsIn({ lines }: Pick<LedgerEntry, 'lines'>): string[] {
  return [...new Set(lines.flatMap(({ contractId }) => (contractId === undefined ? [] : [contractId])))];
}

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
