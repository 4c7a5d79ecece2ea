import { getBudget } from '#contract/areas/contracts.ts';
import { Failure } from '#contract/failure.ts';
import { type BudgetItem, budgetRef } from '#data/budget.ts';
import { campaignRef } from '#data/campaign.ts';
import { findTogether } from '#data/read.ts';
import { openBudget } from '#domain/budget.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { budgetView } from '#runtime/views/deal.ts';

export const handler = endpoint(getBudget, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const { campaign, budget } = await findTogether({
    campaign: campaignRef(workspaceId, campaignId),
    budget: budgetRef(workspaceId, campaignId),
  });
  if (!campaign) throw new Failure('not_found');
  // A draft has no budget item yet: what it would open with is what there is.
  const shown: BudgetItem = budget ?? openBudget(campaign);
  return { status: 200, body: budgetView(shown) };
});
