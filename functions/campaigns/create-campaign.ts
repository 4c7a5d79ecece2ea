import type * as z from 'zod/mini';
import { createCampaign } from '#contract/areas/campaigns.ts';
import { Campaigns } from '#data/campaign.ts';
import { campaignTemplateRef } from '#data/campaign-template.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { brandRef } from '#data/workspace.ts';
import { type Campaign, contradictionsOf } from '#domain/campaign.ts';
import { contentIn, readyTemplate, type TemplateContent } from '#domain/campaign-template.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(createCampaign, async (call) => {
  const { workspaceId, brandId: defaultBrandId } = call.member();
  const { brandId: named, templateId, ...said } = call.body;
  const brandId = named ?? defaultBrandId;
  const campaignId = newId('campaign');
  const ready = readyTemplate(templateId);
  return call.commit({
    reads: {
      brand: brandRef(workspaceId, brandId),
      template: templateId && !ready ? campaignTemplateRef(workspaceId, templateId) : undefined,
    },
    decide: ({ brand, template }) => {
      if (named && !brand)
        return refuse('validation_failed', undefined, [
          { path: 'brandId', message: 'must be a brand of this workspace' },
        ]);
      if (brand?.archivedAt) return refuse('brand_archived');
      const content = (ready ?? template)?.content;
      if (templateId && !content)
        return refuse('validation_failed', undefined, [
          { path: 'templateId', message: 'must be a template of this workspace, or a ready-made one' },
        ]);
      const campaign: Campaign = {
        ...{ campaignId, workspaceId, brandId, ...(brand ? { brandName: brand.companyName } : {}) },
        ...draftOf(said, content && contentIn(content, said.currency)),
        ...{ status: 'draft', version: 1, createdAt: call.nowIso, updatedAt: call.nowIso },
      };
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

type Said = Omit<z.output<typeof createCampaign.body>, 'brandId' | 'templateId'>;

const NO_CONTENT: TemplateContent = {
  ...{ brief: '', deliverables: [], targetAudience: { niches: [], platforms: [], countries: [] } },
};

/** What is written of a new draft: what was said, else what its template says. Of a budget that is not said nothing is known yet. */
function draftOf(
  { budgetMin, budgetMax, currency, startDate, endDate, ...said }: Said,
  template: TemplateContent = NO_CONTENT,
) {
  const money = (amountMinor = 0) => ({ amountMinor, currency });
  const { budget, ...content } = template;
  return {
    ...content,
    ...said,
    brief: said.brief ?? content.brief,
    deliverables: said.deliverables ?? content.deliverables,
    targetAudience: said.targetAudience ?? content.targetAudience,
    budget: {
      min: money(budgetMin ?? budget?.min.amountMinor),
      max: money(budgetMax ?? budget?.max.amountMinor),
    },
    ...{ startDate: startDate ?? null, endDate: endDate ?? null },
  };
}
