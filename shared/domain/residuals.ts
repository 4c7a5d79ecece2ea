import type { HoldStatus } from './contract.ts';
import { accounts, balancesOf, type HeldMoney, type LedgerEntry, netOf, totalsOf } from './ledger.ts';

/** What is shown of the money of one campaign, beside its ledger. */
export interface ShownMoney {
  holds: readonly (HeldMoney & { status: HoldStatus })[];
  budget:
    | { campaignId: string; fundedMinor: number; releasedMinor: number; refundedMinor: number; feesMinor: number }
    | undefined;
  entries: readonly LedgerEntry[];
}

/** An account, or a figure of the budget, on which the ledger and what is shown differ. */
export interface Residual {
  account: string;
  /** What the ledger has beyond what is shown, minor units. */
  amountMinor: number;
}

/** Rebuilds every balance of a campaign from its ledger and compares it with its holds and its budget; nothing when all agree. */
export function residualsOf({ holds, budget, entries }: ShownMoney): Residual[] {
  const balances = balancesOf(entries);
  const rebuilt = new Map(balances.map(({ account, amountMinor }) => [account, amountMinor]));
  for (const { currency, amountMinor } of totalsOf(balances)) rebuilt.set(`total:${currency}`, amountMinor);
  const shown = new Map<string, number>();
  for (const hold of holds)
    for (const [account, amountMinor] of shownBy(hold)) shown.set(account, (shown.get(account) ?? 0) + amountMinor);
  if (budget) addBudget(budget, { rebuilt, shown, entries });
  const compared = [...new Set([...rebuilt.keys(), ...shown.keys()])].filter((account) => !UNCOMPARED.test(account));
  return compared
    .map((account) => ({ account, amountMinor: (rebuilt.get(account) ?? 0) - (shown.get(account) ?? 0) }))
    .filter(({ amountMinor }) => amountMinor !== 0);
}

/** Accounts that no hold stands for; the budget, which the same entries move, is compared instead. */
const UNCOMPARED = /^(clearing|fees|providerFees|refunds|paid:.*)$/;

/** The accounts of a contract by the state its money is in. */
function shownBy(hold: HeldMoney & { status: HoldStatus }): [string, number][] {
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
  const sum = (is: (account: string) => boolean, kind?: LedgerEntry['kind']): number =>
    entries
      .filter((entry) => kind === undefined || entry.kind === kind)
      .flatMap(({ lines }) => lines)
      .reduce((total, { account, amountMinor }) => (is(account) ? total + amountMinor : total), 0);
  const figures = {
    fundedMinor: sum((account) => account.startsWith('hold:'), 'funded'),
    releasedMinor: sum((account) => account.startsWith('paid:')),
    refundedMinor: sum((account) => account === accounts.refunds),
    feesMinor: sum((account) => account === accounts.fees),
  };
  for (const [figure, amountMinor] of Object.entries(figures)) {
    const account = `budget:${budget.campaignId}:${figure}`;
    rebuilt.set(account, amountMinor);
    shown.set(account, budget[figure as keyof typeof figures]);
  }
}
