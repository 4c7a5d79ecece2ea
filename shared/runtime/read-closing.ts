import { Budgets } from '#data/budget.ts';
import { Campaigns } from '#data/campaign.ts';
import { Contracts } from '#data/contract.ts';
import { readDesk } from '#data/desk.ts';
import type { Entity } from '#data/entity.ts';
import { Offers } from '#data/offer.ts';
import { type ClosingBlocker, closingBlockersOf } from '#domain/closing.ts';
import { moneyOf } from '#domain/overview.ts';

/** After every day on which content went live: only what is to be done now is read. */
const NO_CONTENT = '9999-12-31';

/**
 * What stands in the way of closing a workspace, and how many drafts would be lost, in one call of the desk's index. The index may be a moment behind: no
 * money moves by closing, and what was agreed a moment ago goes on by itself.
 */
export async function readClosing(
  workspaceId: string,
  nowIso: string,
): Promise<{ blockers: ClosingBlocker[]; draftCount: number }> {
  const { items, isComplete } = await readDesk(workspaceId, NO_CONTENT);
  const of = <T extends object>(entity: Entity<T>): T[] =>
    items.filter((item) => item._et === entity.name).map((item) => entity.parse(item));
  const campaigns = of(Campaigns);
  const blockers = closingBlockersOf(
    { campaigns, contracts: of(Contracts.main), offers: of(Offers.main), money: moneyOf(of(Budgets)) },
    nowIso,
  );
  return {
    // More than fits one read is never all over.
    blockers: isComplete ? blockers : [...blockers, { kind: 'running_campaign', id: null, title: null, amount: null }],
    draftCount: campaigns.filter(({ status }) => status === 'draft').length,
  };
}
