import type * as z from 'zod/mini';
import type { WorkspaceBudget } from '#contract/areas/contracts.ts';
import { type BudgetItem, Budgets } from '#data/budget.ts';
import { Campaigns } from '#data/campaign.ts';
import { moneyOf } from '#domain/overview.ts';

/** Campaigns that are listed; all of them are in the sums. */
const MOST_LISTED = 200;

/** The money of a workspace, from all its budgets and those of its campaigns that have not ended. */
export function workspaceBudgetView(items: readonly Record<string, unknown>[]): z.input<typeof WorkspaceBudget> {
  const budgets = items.filter((item) => item._et === Budgets.name).map((item) => Budgets.parse(item));
  const campaigns = new Map(
    items
      .filter((item) => item._et === Campaigns.name)
      .map((item) => Campaigns.parse(item))
      .map((campaign) => [campaign.campaignId, campaign]),
  );
  return {
    totals: moneyOf(budgets).map(({ held: _held, currency, ...sums }) => ({
      ...sums,
      remaining: { amountMinor: sums.total.amountMinor - sums.committed.amountMinor, currency },
    })),
    years: yearsOf(budgets),
    campaigns: budgets
      .sort((a, b) => (a.campaignId > b.campaignId ? -1 : 1))
      .slice(0, MOST_LISTED)
      .map((budget) => ({
        campaignId: budget.campaignId,
        title: campaigns.get(budget.campaignId)?.title ?? budget.title ?? null,
        status: campaigns.get(budget.campaignId)?.status ?? null,
        ...figuresOf(budget),
      })),
  };
}

function figuresOf({ currency, ...budget }: BudgetItem) {
  const of = (amountMinor: number) => ({ amountMinor, currency });
  return {
    ...{ total: of(budget.totalMinor), committed: of(budget.committedMinor), funded: of(budget.fundedMinor) },
    ...{ released: of(budget.releasedMinor), refunded: of(budget.refundedMinor), fees: of(budget.feesMinor) },
    remaining: of(budget.remainingMinor),
  };
}

function yearsOf(budgets: readonly BudgetItem[]): z.input<typeof WorkspaceBudget>['years'] {
  const sums = new Map<string, z.input<typeof WorkspaceBudget>['years'][number]>();
  for (const { year, currency, totalMinor, givenBackMinor = 0 } of budgets) {
    if (year === undefined) continue;
    const before = sums.get(`${year} ${currency}`)?.allotted.amountMinor ?? 0;
    sums.set(`${year} ${currency}`, {
      year,
      allotted: { amountMinor: before + totalMinor - givenBackMinor, currency },
    });
  }
  return [...sums].sort(([a], [b]) => (a > b ? -1 : 1)).map(([, sum]) => sum);
}
