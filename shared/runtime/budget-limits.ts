import { type AllotmentItem, allot, allotmentRef } from '#data/allotment.ts';
import type { BudgetItem } from '#data/budget.ts';
import type { CampaignItem } from '#data/campaign.ts';
import { type Change, unchanged } from '#data/change.ts';
import { findOne } from '#data/read.ts';
import { type Workspace, Workspaces } from '#data/workspace.ts';
import { isRefused, type Refused } from '#domain/decision.ts';
import type { Money } from '#domain/money.ts';
import { decideBudgetLimits } from '#domain/spending-limits.ts';

export type BudgetRefusal = 'spending_limit_exceeded' | 'campaign_limit_exceeded';

/** The limits of a workspace, and what is allotted of the year's; without a limit nothing has to be known. */
export interface BudgetLimits {
  workspace: Workspace;
  allotment: AllotmentItem | undefined;
}

/** The limits that a campaign's budget has to keep in a year; one call when there is one for the year, none otherwise. */
export async function readLimits(
  workspace: Workspace | undefined,
  campaign: Pick<CampaignItem, 'budget'> | undefined,
  year: string | undefined,
): Promise<BudgetLimits | undefined> {
  if (!workspace || !campaign) return undefined;
  const { workspaceId, limits } = workspace;
  if (limits.yearMinor === null && limits.campaignMinor === null) return undefined;
  if (limits.yearMinor === null || year === undefined) return { workspace, allotment: undefined };
  const { currency } = campaign.budget.max;
  return { workspace, allotment: await findOne(allotmentRef({ workspaceId, year, currency })) };
}

/** Allots what a budget gets, in the year it counts in, under the limits as they were read; refuses what does not fit. */
export function planAllotment(
  budget: { workspaceId: string; year: string | undefined; total: Money; beforeMinor: number },
  rule: BudgetLimits | undefined,
): Change[] | Refused<BudgetRefusal> {
  const { workspaceId, year, total, beforeMinor } = budget;
  const byMinor = total.amountMinor - beforeMinor;
  const allotted = (guard?: Parameters<typeof allot>[2]) =>
    year === undefined || byMinor === 0 ? [] : [allot({ workspaceId, year, currency: total.currency }, byMinor, guard)];
  if (!rule) return allotted();
  const { workspace, allotment } = rule;
  const allottedMinor = allotment?.allottedMinor ?? 0;
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
