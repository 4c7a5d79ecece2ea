import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import type { Money } from '#domain/money.ts';
import { type Change, update } from './change.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** The live budget of one campaign, minor units. */
export const Budgets = defineEntity({
  name: 'budget',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    currency: z.enum(CURRENCIES),
    totalMinor: z.int(),
    committedMinor: z.int(),
    fundedMinor: z.int(),
    releasedMinor: z.int(),
    refundedMinor: z.int(),
    feesMinor: z.int(),
    remainingMinor: z.int(),
    /** The year whose limit it counts against; earlier budgets count against none. */
    year: z.optional(z.string()),
    /** The campaign's; earlier budgets do not say it. */
    title: z.optional(z.string()),
    /** What its campaign did not use, given back to that limit when it ended. */
    givenBackMinor: z.optional(z.int()),
    version: z.int(),
  }),
  key: (budget) => keys.budget(budget.workspaceId, budget.campaignId),
  index: (budget) => onDesk(budget.workspaceId, 'BUDGET', budget.campaignId),
});
export type BudgetItem = ValueOf<typeof Budgets>;

export const budgetRef = (workspaceId: string, campaignId: string) =>
  ref(Budgets, keys.budget(workspaceId, campaignId));

/** Another total in place: the accepted contracts must still fit, and nobody else must have changed it since it was read. */
export function retotalBudget({ workspaceId, campaignId, totalMinor }: BudgetItem, afterMinor: number): Change {
  const byMinor = afterMinor - totalMinor;
  return update(
    keys.budget(workspaceId, campaignId),
    { add: { totalMinor: byMinor, remainingMinor: byMinor, version: 1 } },
    [
      { path: 'totalMinor', is: '=', value: totalMinor },
      { path: 'remainingMinor', is: '>=', value: -byMinor },
    ],
  );
}

/** Notes what an ended campaign did not use; nothing may be committed meanwhile. */
export function giveBackBudget({ workspaceId, campaignId, committedMinor, remainingMinor }: BudgetItem): Change {
  return update(
    keys.budget(workspaceId, campaignId),
    { set: { givenBackMinor: remainingMinor }, add: { version: 1 } },
    [
      { path: 'committedMinor', is: '=', value: committedMinor },
      { path: 'remainingMinor', is: '=', value: remainingMinor },
    ],
  );
}

/**
 * Frees in the budget what a contract that was never paid in would have cost, minor units. Where the campaign has ended, and what it did not use was given back
 * already, this is given back too.
 */
export function freeInBudget({ workspaceId, campaignId, givenBackMinor }: BudgetItem, amountMinor: number): Change {
  const isEnded = givenBackMinor !== undefined;
  const givenBack = isEnded ? { givenBackMinor: amountMinor } : undefined;
  return update(
    keys.budget(workspaceId, campaignId),
    { add: { committedMinor: -amountMinor, remainingMinor: amountMinor, ...givenBack, version: 1 } },
    [
      { path: 'committedMinor', is: '>=', value: amountMinor },
      { path: 'givenBackMinor', is: isEnded ? 'present' : 'absent' },
    ],
  );
}

/** What is left of the budget must cover a price when the commit is written; fails with budget_exceeded. */
export function stillCovers(workspaceId: string, campaignId: string, { amountMinor }: Money): Change {
  return {
    kind: 'check',
    key: keys.budget(workspaceId, campaignId),
    when: [{ path: 'remainingMinor', is: '>=', value: amountMinor }],
    otherwise: 'budget_exceeded',
  };
}

/**
 * Commits a price in place, so that parallel acceptances need not agree on a version; it never goes below zero.
 * A failure names no refusal: the commit reads again, and tells an offer that was answered meanwhile from a budget that is spent.
 */
export function commitFromBudget(workspaceId: string, campaignId: string, price: Money): Change {
  return update(
    keys.budget(workspaceId, campaignId),
    { add: { committedMinor: price.amountMinor, remainingMinor: -price.amountMinor, version: 1 } },
    [{ path: 'remainingMinor', is: '>=', value: price.amountMinor }],
  );
}
