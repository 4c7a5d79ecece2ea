import { changeBudget } from '#contract/areas/lifecycle.ts';
import { allotmentRef } from '#data/allotment.ts';
import { budgetRef, retotalBudget } from '#data/budget.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { replace, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { workspaceRef } from '#data/workspace.ts';
import { decideTotal } from '#domain/budget.ts';
import { decideBudget } from '#domain/campaign.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { planAllotment } from '#runtime/budget-limits.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(changeBudget, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const { amountMinor, version } = call.body;
  const thisYear = call.nowIso.slice(0, 4);
  return call.commit({
    reads: {
      campaign: campaignRef(workspaceId, campaignId),
      budget: budgetRef(workspaceId, campaignId),
      workspace: workspaceRef(workspaceId),
      allotment: allotmentRef({ workspaceId, year: thisYear }),
    },
    // A campaign that was published in another year counts there.
    more: async ({ budget, allotment }) =>
      budget?.year === undefined || budget.year === thisYear
        ? allotment
        : findOne(allotmentRef({ workspaceId, year: budget.year })),
    decide: ({ campaign, budget, workspace }, allotment) => {
      if (!campaign) return refuse('not_found');
      const next = decideBudget(campaign, amountMinor, version, call.nowIso);
      if (isRefused(next)) return next;
      if (!budget) return refuse('campaign_not_editable', 'This campaign has no budget yet; edit the draft.');
      const after = decideTotal(budget, amountMinor);
      if (isRefused(after)) return after;
      const { totalMinor: beforeMinor, year } = budget;
      const total = next.budget.max;
      const allotted = planAllotment({ workspaceId, year, total, beforeMinor }, { workspace, allotment });
      if (isRefused(allotted)) return allotted;
      const isListed = OPEN_STATUSES.includes(campaign.status);
      return {
        changes: [
          replace(Campaigns, campaign, next),
          retotalBudget(budget, amountMinor),
          ...allotted,
          ...(isListed ? [relist(campaignId, next.budget)] : []),
        ],
        event: {
          type: 'CampaignBudgetChanged',
          aggregateId: campaignId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, from: { ...total, amountMinor: beforeMinor }, to: total },
        },
        answer: { status: 200, body: campaignView(next, call.nowMs) },
      };
    },
  });
});

/** What influencers see of the budget. */
function relist(campaignId: string, budget: object) {
  return update(keys.listing(campaignId), { set: { budget } }, [{ path: 'campaignId', is: '=', value: campaignId }]);
}
