import type * as z from 'zod/mini';
import type { CampaignBudget } from '#contract/areas/contracts.ts';

export type BudgetView = z.output<typeof CampaignBudget>;
/** Of one campaign, or of several together. */
export type BudgetFigures = Pick<
  BudgetView,
  'total' | 'committed' | 'funded' | 'released' | 'refunded' | 'fees' | 'remaining'
>;

/** The budget as parts that add up to its total: paid out · held · agreed but not paid in · paid back · left. */
export function partsOfBudget(budget: BudgetFigures) {
  const { total, committed, funded, released, refunded, fees, remaining } = budget;
  const paid = released.amountMinor + fees.amountMinor;
  const held = funded.amountMinor - paid - refunded.amountMinor;
  const of = (amountMinor: number) => ({ amountMinor, currency: total.currency });
  return [
    { id: 'paid', name: 'Paid out', note: 'with fees', value: of(paid) },
    { id: 'held', name: 'Held', note: 'paid in, not yet released', value: of(held) },
    {
      id: 'agreed',
      name: 'Agreed, not paid in',
      note: 'contracts without money yet',
      value: of(committed.amountMinor - paid - held - refunded.amountMinor),
    },
    ...(refunded.amountMinor > 0
      ? ([{ id: 'back', name: 'Paid back', note: 'to you', value: refunded }] as const)
      : []),
    { id: 'left', name: 'Left', note: 'for further offers', value: remaining },
  ] as const;
}
