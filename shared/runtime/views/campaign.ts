import type * as z from 'zod/mini';
import type { Campaign } from '#contract/areas/campaigns.ts';
import type { CampaignItem } from '#data/campaign.ts';
import type { Workspace } from '#data/workspace.ts';
import { APPLY_FREELY } from '#domain/applying.ts';
import type { CampaignStatus } from '#domain/campaign.ts';
import { missingForPublishing, NO_GUIDELINES, stepOf } from '#domain/draft.ts';
import { campaignHoldWarnings } from '#domain/hold-clock.ts';
import { isoOf } from '../clock.ts';
import { platformCountry } from '../config.ts';
import { screenedView } from './moderation.ts';

/** Money may still be paid in for contracts of the campaign. */
const PLANNED: readonly CampaignStatus[] = ['draft', 'published', 'active', 'paused'];

function publishingView({ publishing }: CampaignItem): z.input<typeof Campaign>['publishing'] {
  if (!publishing) return null;
  const { state, askedBy, keyId = null, askedAt, decline } = publishing;
  const said = { declinedBy: decline?.by ?? null, declinedAt: decline?.at ?? null, reason: decline?.reason ?? null };
  return { state, askedBy, keyId, askedAt, ...said };
}

function moderationOf({ moderation }: CampaignItem): z.input<typeof Campaign>['moderation'] {
  if (!moderation) return null;
  const { itemId, isNewBrand } = moderation;
  return { ...screenedView(moderation), itemId, isNewBrand };
}

/** What a draft lacks, each with the step in which it is written. */
function missingView(campaign: CampaignItem, nowMs: number): z.input<typeof Campaign>['missing'] {
  if (campaign.status !== 'draft') return [];
  const missing = missingForPublishing(campaign, isoOf(nowMs).slice(0, 10));
  return missing.map((issue) => ({ step: stepOf(issue.path), ...issue }));
}

/** A stored campaign as the API shows it; its dates are looked at with the time to object that offers of the workspace begin with, where that was read, else with the usual one. */
export function campaignView(
  campaign: CampaignItem,
  nowMs: number,
  workspace?: Pick<Workspace, 'dealDefaults'>,
): z.input<typeof Campaign> {
  const dates = { ...campaign, ...workspace?.dealDefaults };
  return {
    campaignId: campaign.campaignId,
    workspaceId: campaign.workspaceId,
    brandId: campaign.brandId,
    brandName: campaign.brandName ?? null,
    title: campaign.title,
    objective: campaign.objective ?? null,
    brief: campaign.brief,
    guidelines: campaign.guidelines ?? NO_GUIDELINES,
    terms: campaign.terms ?? {},
    budget: campaign.budget,
    startDate: campaign.startDate,
    endDate: campaign.endDate,
    deliverables: campaign.deliverables,
    targetAudience: campaign.targetAudience as z.input<typeof Campaign>['targetAudience'],
    applying: campaign.applying ?? APPLY_FREELY,
    status: campaign.status,
    missing: missingView(campaign, nowMs),
    pausedAt: campaign.pausedAt ?? null,
    publishing: publishingView(campaign),
    moderation: moderationOf(campaign),
    warnings: PLANNED.includes(campaign.status) ? campaignHoldWarnings(dates, nowMs, platformCountry()) : [],
    version: campaign.version,
    createdAt: campaign.createdAt,
    updatedAt: campaign.updatedAt,
  };
}
