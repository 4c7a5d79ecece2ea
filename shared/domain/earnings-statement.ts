import type { Currency } from './currencies.ts';
import type { Invoice } from './invoice.ts';
import { unitsOf } from './invoice-rows.ts';
import { splitTax } from './invoice-tax.ts';
import type { LedgerEntry } from './ledger.ts';
import { money } from './money.ts';

/** What an influencer sees of an entry of the ledger, as far as their year is made of it. */
export interface EarningShare extends Pick<LedgerEntry, 'entryId' | 'kind' | 'currency' | 'lines'> {
  workspaceId: string;
  campaignId: string;
  contractId: string;
  occurredAt: string;
  /** The event that caused it; empty for entries from before events were kept with them. */
  eventId: string;
  action: string;
}

/** The receipt of a contract: what the brand and the campaign are called, and what tax its price contains. */
export type EarningReceipt = Pick<
  Invoice,
  'invoiceId' | 'number' | 'contractId' | 'milestone' | 'campaignTitle' | 'recipient' | 'tax' | 'kind'
>;

/** Minor units of one currency. */
export interface EarningSums {
  /** What brands paid for the work. */
  grossMinor: number;
  /** What Accord kept of that. */
  feeMinor: number;
  /** Value added tax that the gross contains, by the receipts. */
  taxMinor: number;
  /** What was paid out: gross less fee. */
  netMinor: number;
  /** What was taken back of what was paid out. */
  returnedMinor: number;
}

/** One payout, or one that came back, with what it can be traced to. */
export interface EarningLine extends EarningSums {
  entryId: string;
  kind: 'paid' | 'returned';
  on: string;
  contractId: string;
  /** Of a contract that has several. */
  milestone: number | null;
  campaignId: string;
  campaignTitle: string | null;
  /** Null while the receipt is being issued. */
  invoice: { invoiceId: string; number: string } | null;
  /** Null for entries from before events were kept with them. */
  cause: { eventId: string; action: string } | null;
}

/** What one brand paid in one currency. */
export interface EarningGroup extends EarningSums {
  workspaceId: string;
  /** Null while no receipt names it. */
  brandName: string | null;
  currency: Currency;
  lines: EarningLine[];
}

export interface EarningsStatement {
  year: string;
  /** By brand, then currency. */
  groups: EarningGroup[];
  /** All brands together, one for each currency. */
  totals: (EarningSums & { currency: Currency })[];
}

/**
 * What an influencer earned in a calendar year (UTC), from their shares of the ledger in its order and the receipts of their contracts. Amounts are in the
 * currency of the contract: what a payout was changed into is no earning of its own.
 */
export function earningsStatement(
  shares: readonly EarningShare[],
  receipts: readonly EarningReceipt[],
  year: string,
): EarningsStatement {
  const receiptOf = new Map(
    receipts.filter(({ kind }) => kind === 'influencer_receipt').map((one) => [nameOf(one), one]),
  );
  const groups = new Map<string, EarningGroup>();
  for (const share of shares) {
    // Receipts from before milestones were kept with them name their contract alone.
    const receipt =
      receiptOf.get(nameOf({ ...share, milestone: milestoneIn(share) })) ?? receiptOf.get(share.contractId);
    const line = share.occurredAt.startsWith(`${year}-`) ? lineOf(share, receipt) : undefined;
    if (!line) continue;
    const { workspaceId, currency } = share;
    const key = `${workspaceId} ${currency}`;
    const group = groups.get(key) ?? { workspaceId, brandName: null, currency, lines: [], ...NOTHING };
    group.lines.push(line);
    groups.set(key, { ...group, ...plus(group, line), brandName: receipt?.recipient.name ?? group.brandName });
  }
  const all = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return { year, groups: all, totals: totalsOf(all) };
}

/** A contract, or one milestone of it. */
function nameOf({ contractId, milestone }: Pick<EarningReceipt, 'contractId' | 'milestone'>): string {
  return milestone === undefined ? contractId : `${contractId} ${milestone}`;
}

/** Payouts and what is taken back are of one milestone each. */
function milestoneIn({ lines }: Pick<EarningShare, 'lines'>): number | undefined {
  return lines[0]?.milestone;
}

const NOTHING: EarningSums = { grossMinor: 0, feeMinor: 0, taxMinor: 0, netMinor: 0, returnedMinor: 0 };

function plus(a: EarningSums, b: EarningSums): EarningSums {
  return {
    grossMinor: a.grossMinor + b.grossMinor,
    feeMinor: a.feeMinor + b.feeMinor,
    taxMinor: a.taxMinor + b.taxMinor,
    netMinor: a.netMinor + b.netMinor,
    returnedMinor: a.returnedMinor + b.returnedMinor,
  };
}

function totalsOf(groups: readonly EarningGroup[]): EarningsStatement['totals'] {
  const totals = new Map<Currency, EarningSums>();
  for (const group of groups) totals.set(group.currency, plus(totals.get(group.currency) ?? NOTHING, group));
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sums]) => ({ currency, ...sums }));
}

function lineOf(share: EarningShare, receipt: EarningReceipt | undefined): EarningLine | undefined {
  const sums = sumsOf(share, receipt);
  if (!sums) return undefined;
  const { entryId, kind, contractId, campaignId, occurredAt, eventId, action } = share;
  return {
    ...sums,
    ...{ entryId, kind: kind === 'posted' ? 'paid' : 'returned', on: occurredAt.slice(0, 10), contractId, campaignId },
    milestone: milestoneIn(share) ?? null,
    campaignTitle: receipt?.campaignTitle ?? null,
    invoice: receipt ? { invoiceId: receipt.invoiceId, number: receipt.number } : null,
    cause: eventId === '' ? null : { eventId, action },
  };
}

/** What an entry is of a year: a payout, one that came back, or nothing. */
function sumsOf({ kind, lines, currency }: EarningShare, receipt: EarningReceipt | undefined): EarningSums | undefined {
  const sumOf = (is: RegExp) =>
    lines.reduce((total, { account, amountMinor }) => (is.test(account) ? total + amountMinor : total), 0);
  if (kind === 'posted') {
    const [netMinor, feeMinor] = [sumOf(/^paid:/), sumOf(/^(fees|tax)$/)];
    const grossMinor = netMinor + feeMinor;
    const rateBps = receipt?.tax?.line?.rateBps ?? 0;
    const taxMinor = rateBps === 0 ? 0 : splitTax(money(grossMinor, currency), rateBps).tax.amountMinor;
    return { ...NOTHING, grossMinor, feeMinor, taxMinor, netMinor };
  }
  // From where it came back, another currency or not, does not matter: where it went to does.
  return kind === 'clawed_back' ? { ...NOTHING, returnedMinor: sumOf(/^(reserve:|losses$)/) } : undefined;
}

const COLUMNS = [
  ...['Year', 'Day', 'Kind', 'Brand', 'Campaign', 'Contract', 'Milestone', 'Receipt', 'Ledger entry'],
  ...['Currency', 'Gross', 'Accord fee', 'Tax in gross', 'Net', 'Returned'],
];

/** A statement as rows of a table, with a head and a row for each payout; amounts are in whole units of their currency. */
export function earningsRows({ year, groups }: EarningsStatement): (string | number | null)[][] {
  const rows = groups.flatMap(({ workspaceId, brandName, currency, lines }) =>
    lines.map((line) => [
      ...[year, line.on, line.kind, brandName ?? workspaceId, line.campaignTitle, line.contractId],
      ...[line.milestone, line.invoice?.number ?? null, line.entryId, currency],
      ...[line.grossMinor, line.feeMinor, line.taxMinor, line.netMinor, line.returnedMinor].map((amountMinor) =>
        unitsOf({ amountMinor, currency }),
      ),
    ]),
  );
  return [COLUMNS, ...rows];
}
