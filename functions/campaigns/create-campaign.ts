import { createCampaign } from '#contract/areas/campaigns.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type Campaign, contradictionsOf } from '#domain/campaign.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(createCampaign, async (call) => {
  const { workspaceId, brandId } = call.member();
  const { budgetMin, budgetMax, currency, startDate, endDate, ...rest } = call.body;
  const campaign: Campaign = {
    ...rest,
    campaignId: newId('campaign'),
    workspaceId,
    brandId,
    budget: { min: { amountMinor: budgetMin, currency }, max: { amountMinor: budgetMax, currency } },
    startDate: startDate ?? null,
    endDate: endDate ?? null,
    targetAudience: rest.targetAudience ?? { niches: [], platforms: [], countries: [] },
    status: 'draft',
    version: 1,
    createdAt: call.nowIso,
    updatedAt: call.nowIso,
  };
  const { campaignId } = campaign;
  return call.commit({
    reads: {},
    decide: () => {
      const issues = contradictionsOf(campaign);
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      return {
        changes: [create(Campaigns, campaign)],
        event: {
          type: 'CampaignCreated',
          aggregateId: campaignId,
          seq: 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId },
        },
        answer: { status: 201, body: campaignView(campaign) },
      };
    },
  });
});
