import { createCampaign } from '#contract/areas/campaigns.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { brandRef } from '#data/workspace.ts';
import { type Campaign, contradictionsOf } from '#domain/campaign.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(createCampaign, async (call) => {
  const { workspaceId, brandId: defaultBrandId } = call.member();
  const { budgetMin, budgetMax, currency, startDate, endDate, brandId: named, ...rest } = call.body;
  const brandId = named ?? defaultBrandId;
  const draft: Campaign = {
    ...rest,
    campaignId: newId('campaign'),
    workspaceId,
    brandId,
    // Of a budget of which one end is said the other is not known yet.
    budget: { min: { amountMinor: budgetMin ?? 0, currency }, max: { amountMinor: budgetMax ?? 0, currency } },
    startDate: startDate ?? null,
    endDate: endDate ?? null,
    targetAudience: rest.targetAudience ?? { niches: [], platforms: [], countries: [] },
    status: 'draft',
    version: 1,
    createdAt: call.nowIso,
    updatedAt: call.nowIso,
  };
  const { campaignId } = draft;
  return call.commit({
    reads: { brand: brandRef(workspaceId, brandId) },
    decide: ({ brand }) => {
      if (named && !brand)
        return refuse('validation_failed', undefined, [
          { path: 'brandId', message: 'must be a brand of this workspace' },
        ]);
      if (brand?.archivedAt) return refuse('brand_archived');
      const campaign: Campaign = { ...draft, ...(brand ? { brandName: brand.companyName } : {}) };
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
        answer: { status: 201, body: campaignView(campaign, call.nowMs) },
      };
    },
  });
});
