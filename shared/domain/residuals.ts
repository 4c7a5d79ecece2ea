import { accounts } from './accounts.ts';
import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Changed, returnedFor } from './exchange.ts';
import { type PartOf, type PartState, partsOf } from './hold-parts.ts';
import { balancesOf, type HeldMoney, type LedgerEntry, netOf, totalsOf } from './ledger.ts';
import type { Money } from './money.ts';

/** What is shown of money after its payout. */
interface AfterPayout {
  /** Taken back from the influencer after the payout and kept in reserve, and in all; minor units. */
  reserveMinor?: number | undefined;
  clawedBackMinor?: number | undefined;
  /** Of what was in reserve, what is set aside to be paid back to the brand; with a refund, it has been. */
  lateRefund?:
    | {
        amountMinor: number;
        refundId?: string | undefined;
        chargedMinor?: number | undefined;
        settledMinor?: number | undefined;
      }
    | undefined;
  /** What the brand was charged for it where that was in another currency, and what of the contract's currency its refund took at the provider. */
  charged?: Money | undefined;
  refundSettledMinor?: number | undefined;
  /** How the payout is, or was, changed into another currency. */
  exchange?: Changed | undefined;
}

/** A hold as it is shown. */
export interface ShownHold extends HeldMoney, AfterPayout {
  status: HoldStatus;
  paymentId: string | null;
  disputeId?: string | undefined;
  /** Each part of one that is in parts, like a hold of its own. */
  parts?: Readonly<Record<string, PartState & AfterPayout>> | undefined;
}

/** A payment as it is shown: where its money is, and what a dispute about it took. */
export interface ShownPayment {
  paymentId: string;
  currency: Currency;
  states: Readonly<Record<string, HoldStatus>>;
  dispute?: { status: 'open' | 'won' | 'lost' } | undefined;
  disputed?:
    | { withdrawnMinor: number; chargedMinor?: number | undefined; settledMinor?: number | undefined }
    | undefined;
  /** What the brand was charged in another currency, and what came of it once it was paid. */
  charge?: { currency: Currency; amountMinor: number; settledMinor?: number | undefined } | undefined;
  /** What refunds made at the provider by hand gave back of that, and took for it. */
  foreignCharge?: { chargedMinor: number; settledMinor: number } | undefined;
}

/** What is shown of the money of one campaign, beside its ledger. */
export interface ShownMoney {
  holds: readonly ShownHold[];
  payments: readonly ShownPayment[];
  budget:
    | { campaignId: string; fundedMinor: number; releasedMinor: number; refundedMinor: number; feesMinor: number }
    | undefined;
  entries: readonly PaidEntry[];
}

/** An entry with the payment it is about. */
type PaidEntry = LedgerEntry & { paymentId?: string };

/** An account, or a figure of the budget, on which the ledger and what is shown differ. */
export interface Residual {
  account: string;
  /** What the ledger has beyond what is shown, minor units. */
  amountMinor: number;
}

/** Rebuilds every balance of a campaign from its ledger and compares it with its holds and its budget; nothing when all agree. */
export function residualsOf({ holds, payments, budget, entries }: ShownMoney): Residual[] {
  const balances = balancesOf(entries);
  const rebuilt = new Map(balances.map(({ account, amountMinor }) => [account, amountMinor]));
  for (const { currency, amountMinor } of totalsOf(balances)) rebuilt.set(`total:${currency}`, amountMinor);
  for (const [account, amountMinor] of exchangedBy(entries))
    rebuilt.set(account, (rebuilt.get(account) ?? 0) + amountMinor);
  const shown = new Map<string, number>();
  const parts = holds.flatMap(partsOf);
  const all = [
    ...parts.flatMap(shownBy),
    ...payments.flatMap((payment) => [disputedBy(payment, parts), ...chargedBy(payment)]),
  ];
  for (const [account, amountMinor] of all) shown.set(account, (shown.get(account) ?? 0) + amountMinor);
  if (budget) addBudget(budget, { rebuilt, shown, entries });
  const compared = [...new Set([...rebuilt.keys(), ...shown.keys()])].filter((account) => !UNCOMPARED.test(account));
  return compared
    .map((account) => ({ account, amountMinor: (rebuilt.get(account) ?? 0) - (shown.get(account) ?? 0) }))
    .filter(({ amountMinor }) => amountMinor !== 0);
}

/** Accounts that no hold stands for; the budget, which the same entries move, is compared instead. */
const UNCOMPARED = /^(clearing|fees|tax|providerFees|refunds|losses|exchange|fx|(paid|credit):.*)$/;

function shownBy(hold: PartOf<ShownHold>): [string, number][] {
  const { paymentId, lateRefund } = hold;
  const setAsideMinor = lateRefund && !lateRefund.refundId ? lateRefund.amountMinor : 0;
  const reserveMinor = (hold.reserveMinor ?? 0) + setAsideMinor;
  const reserve: [string, number][] = paymentId && reserveMinor ? [[accounts.reserve(paymentId), reserveMinor]] : [];
  return [...heldBy(hold), ...reserve, ...changedBy(hold), ...chargedBackBy(hold)];
}

const exchangeOf = (contractOrPaymentId: string, currency: string) => `exchange:${contractOrPaymentId}:${currency}`;

/** What the entries say was given of each contract's payout and of each payment to be changed, and what came of it, by currency. */
function exchangedBy(entries: readonly PaidEntry[]): [string, number][] {
  return entries.flatMap(({ lines, currency, paymentId = '' }) =>
    lines
      .filter(({ account }) => account === accounts.exchange)
      .map(({ contractId = paymentId, amountMinor }): [string, number] => [
        exchangeOf(contractId, currency),
        amountMinor,
      ]),
  );
}

/** What a payment in another currency says of its exchange: what came in, less what banks and refunds made by hand took back. */
function chargedBy({ paymentId, currency, charge, disputed, foreignCharge }: ShownPayment): [string, number][] {
  if (charge?.settledMinor === undefined) return [];
  const { chargedMinor = 0, settledMinor = 0 } = disputed ?? {};
  const [given, settled] = [foreignCharge?.chargedMinor ?? 0, foreignCharge?.settledMinor ?? 0];
  return [
    [exchangeOf(paymentId, currency), settledMinor + settled - charge.settledMinor],
    [exchangeOf(paymentId, charge.currency), charge.amountMinor - chargedMinor - given],
  ];
}

/** What refunds of a part gave back in the currency it was charged in, and took for it. */
function chargedBackBy({ paymentId, currency, charged, refundSettledMinor, lateRefund }: PartOf<ShownHold>) {
  if (!paymentId || !charged) return [];
  const late = lateRefund?.refundId === undefined ? {} : lateRefund;
  const { chargedMinor = 0, settledMinor = 0 } = late as { chargedMinor?: number; settledMinor?: number };
  const [given, settled] = refundSettledMinor === undefined ? [0, 0] : [charged.amountMinor, refundSettledMinor];
  return [
    [exchangeOf(paymentId, currency), settled + settledMinor],
    [exchangeOf(paymentId, charged.currency), -given - chargedMinor],
  ] satisfies [string, number][];
}

/** What a payout says of its exchange, less what was taken back of it. */
function changedBy({ contractId, currency, status, exchange, clawedBackMinor = 0 }: PartOf<ShownHold>) {
  if (status !== 'released' || !exchange) return [];
  const { givenMinor, payoutMinor } = exchange;
  return [
    [exchangeOf(contractId, currency), givenMinor - clawedBackMinor],
    [exchangeOf(contractId, exchange.currency), returnedFor(exchange, clawedBackMinor) - payoutMinor],
  ] satisfies [string, number][];
}

/** What the bank has of a payment: all it took while the dispute is open; once it is lost, what a movement under way has not made good yet. */
function disputedBy(
  { paymentId, dispute, disputed }: ShownPayment,
  holds: readonly PartOf<ShownHold>[],
): [string, number] {
  const underWay = holds.filter(
    (hold) => hold.paymentId === paymentId && (hold.status === 'releasing' || hold.status === 'refunding'),
  );
  const openMinor =
    dispute?.status === 'lost'
      ? underWay.reduce((total, { priceMinor }) => total + priceMinor, 0)
      : (disputed?.withdrawnMinor ?? 0);
  return [accounts.disputes(paymentId), -openMinor];
}

/** The accounts of a contract by the state its money is in. */
function heldBy(hold: PartOf<ShownHold>): [string, number][] {
  const { contractId, influencerId, priceMinor, feeMinor } = hold;
  switch (hold.status) {
    case 'funded':
    case 'disputed':
      return [[accounts.hold(contractId), priceMinor]];
    case 'releasing':
      return [
        [accounts.payable(influencerId), netOf(hold)],
        [accounts.reserved(contractId), feeMinor],
      ];
    case 'refunding':
      return [[accounts.reserved(contractId), priceMinor]];
    default:
      return [];
  }
}

interface Sides {
  rebuilt: Map<string, number>;
  shown: Map<string, number>;
  entries: readonly LedgerEntry[];
}

function addBudget(budget: NonNullable<ShownMoney['budget']>, { rebuilt, shown, entries }: Sides): void {
  const sum = (is: RegExp, ...kinds: LedgerEntry['kind'][]): number =>
    entries
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ lines }) => lines)
      .reduce((total, { account, amountMinor }) => (is.test(account) ? total + amountMinor : total), 0);
  const figures = {
    fundedMinor: sum(/^hold:/, 'funded'),
    releasedMinor: sum(/^paid:/, 'posted'),
    // What a lost dispute took from a hold is with the payer as well, by way of the bank; what could not be paid back is owed to them.
    refundedMinor:
      sum(/^(refunds$|disputes:)/, 'refunded', 'refund_failed', 'charged_back') + sum(/^credit:/, 'refund_credited'),
    // The tax that a fee contains was kept back with it.
    feesMinor: sum(/^(fees|tax)$/, 'posted'),
  };
  for (const [figure, amountMinor] of Object.entries(figures)) {
    const account = `budget:${budget.campaignId}:${figure}`;
    rebuilt.set(account, amountMinor);
    shown.set(account, budget[figure as keyof typeof figures]);
  }
}
