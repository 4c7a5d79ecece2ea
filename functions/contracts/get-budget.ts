import { getBudget } from '#contract/areas/contracts.ts';
import { Failure } from '#contract/failure.ts';
import type { BudgetItem } from '#data/budget.ts';
import { readCampaignMoney } from '#data/campaign-money.ts';
import { openBudget } from '#domain/budget.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { budgetView } from '#runtime/views/deal.ts';

export const handler = endpoint(getBudget, async (call) => {
  const { workspaceId } = call.member();
  const { campaign, budget, holds } = await readCampaignMoney(workspaceId, call.params.campaignId);
  if (!campaign) throw new Failure('not_found');
  // A draft has no budget item yet: what it would open with is what there is.
  const shown: BudgetItem = budget ?? openBudget(campaign);
  return { status: 200, body: budgetView(shown, holds, call.nowMs) };
});
