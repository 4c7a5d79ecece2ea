import type * as z from 'zod/mini';
import type { Adjustment, Reconciliation } from '#contract/areas/payments.ts';
import { type Adjustable, type Move, remainingOf } from '#domain/adjustment.ts';
import type { Currency } from '#domain/currencies.ts';

export type DriftView = z.output<typeof Reconciliation>['items'][number];
export type AdjustmentView = z.output<typeof Adjustment>;

type SideView = DriftView['provider'];

const moveOf = (side: SideView): Move | null =>
  side && { currency: side.amount.currency, amountMinor: side.amount.amountMinor, feeMinor: side.fee.amountMinor };

/** What the two sides of an object differ by, per currency; adjustments that stand are not in it. */
export function differencesOf({ provider, ledger }: Pick<DriftView, 'provider' | 'ledger'>): Move[] {
  return remainingOf({ provider: moveOf(provider), ledger: moveOf(ledger) }, []);
}

/** The lines that make up for differences, when what remains of each goes to the account that is chosen for its currency. */
export function linesFor(
  differences: readonly Move[],
  restTo: (currency: Currency) => Adjustable,
): AdjustmentView['lines'] {
  return differences.flatMap(({ currency, amountMinor, feeMinor }) => {
    const line = (account: Adjustable, minor: number) => ({ account, amount: { amountMinor: minor, currency } });
    const lines = [
      line('clearing', feeMinor - amountMinor),
      line('providerFees', -feeMinor),
      line(restTo(currency), amountMinor),
    ];
    return lines.filter(({ amount }) => amount.amountMinor !== 0);
  });
}

/** Accounts that may take what remains, with when that is right. */
export const REST_ACCOUNTS = {
  credit: 'Credit of the brand: it is theirs',
  losses: 'Loss of Accord: nobody gives it back',
  refunds: 'Paid back to the brand already',
  fees: 'Accord’s fees',
  fx: 'Gains and losses from exchange rates',
} as const satisfies Partial<Record<Adjustable, string>>;
export type RestAccount = keyof typeof REST_ACCOUNTS;
