import type * as z from 'zod/mini';
import type { Campaign } from '#contract/areas/campaigns.ts';
import type { CampaignItem } from '#data/campaign.ts';
import type { Workspace } from '#data/workspace.ts';
import { type CampaignStatus, missingForPublishing } from '#domain/campaign.ts';
import { campaignHoldWarnings } from '#domain/hold-clock.ts';
import { isoOf } from '../clock.ts';
import { platformCountry } from '../config.ts';

/** Money may still be paid in for contracts of the campaign. */
const PLANNED: readonly CampaignStatus[] = ['draft', 'published', 'active', 'paused'];

function publishingView({ publishing }: CampaignItem): z.input<typeof Campaign>['publishing'] {
  if (!publishing) return null;
  const { state, askedBy, keyId = null, askedAt, decline } = publishing;
  const said = { declinedBy: decline?.by ?? null, declinedAt: decline?.at ?? null, reason: decline?.reason ?? null };
  return { state, askedBy, keyId, askedAt, ...said };
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
    brief: campaign.brief,
    budget: campaign.budget,
    startDate: campaign.startDate,
    endDate: campaign.endDate,
    deliverables: campaign.deliverables,
    targetAudience: campaign.targetAudience as z.input<typeof Campaign>['targetAudience'],
    status: campaign.status,
    missing: campaign.status === 'draft' ? missingForPublishing(campaign, isoOf(nowMs).slice(0, 10)) : [],
    pausedAt: campaign.pausedAt ?? null,
    publishing: publishingView(campaign),
    warnings: PLANNED.includes(campaign.status) ? campaignHoldWarnings(dates, nowMs, platformCountry()) : [],
    version: campaign.version,
    createdAt: campaign.createdAt,
    updatedAt: campaign.updatedAt,
  };
}
