import { type AllotmentItem, allot } from '#data/allotment.ts';
import { type BudgetItem, freeInBudget } from '#data/budget.ts';
import { type Change, unchanged } from '#data/change.ts';
import { type Workspace, Workspaces } from '#data/workspace.ts';
import { isRefused, type Refused } from '#domain/decision.ts';
import type { Money } from '#domain/money.ts';
import { decideBudgetLimits } from '#domain/spending-limits.ts';

export type BudgetRefusal = 'spending_limit_exceeded' | 'campaign_limit_exceeded';

/** A workspace, whose limits a budget has to keep, and what is allotted of the year it counts in. */
export interface BudgetLimits {
  workspace?: Workspace | undefined;
  allotment?: AllotmentItem | undefined;
}

/** Allots what a budget gets, in the year it counts in, under the limits as they were read; refuses what does not fit. */
export function planAllotment(
  budget: { workspaceId: string; year: string | undefined; total: Money; beforeMinor: number },
  { workspace, allotment }: BudgetLimits = {},
): Change[] | Refused<BudgetRefusal> {
  const { workspaceId, year, total, beforeMinor } = budget;
  const byMinor = total.amountMinor - beforeMinor;
  const allotted = (guard?: Parameters<typeof allot>[2]) =>
    year === undefined || byMinor === 0 ? [] : [allot({ workspaceId, year, currency: total.currency }, byMinor, guard)];
  if (!workspace || (workspace.limits.yearMinor === null && workspace.limits.campaignMinor === null)) return allotted();
  const allottedMinor = allotment?.allottedMinor[total.currency] ?? 0;
  const fits = decideBudgetLimits(workspace, total, { byMinor, allottedMinor, year });
  if (isRefused(fits)) return fits;
  const { yearMinor } = workspace.limits;
  const isGuarded = yearMinor !== null && byMinor > 0;
  return [
    unchanged(Workspaces, workspace),
    ...allotted(isGuarded ? { limitMinor: yearMinor, seen: allotment } : undefined),
  ];
}

/** Gives back to the year's limit what an ended campaign did not use. */
export function planGivingBack({ workspaceId, year, currency, remainingMinor }: BudgetItem): Change[] {
  return year === undefined || remainingMinor === 0 ? [] : [allot({ workspaceId, year, currency }, -remainingMinor)];
}

/** Frees what a contract of a campaign would have cost; after the campaign's end that is given back to the year's limit as well. */
export function planFreeing(budget: BudgetItem, amountMinor: number): Change[] {
  const isEnded = budget.givenBackMinor !== undefined;
  return [
    freeInBudget(budget, amountMinor),
    ...(isEnded ? planGivingBack({ ...budget, remainingMinor: amountMinor }) : []),
  ];
}
