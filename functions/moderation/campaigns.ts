import type { EventDraft } from '#contract/events.ts';
import { allotmentRef } from '#data/allotment.ts';
import { BrandStandings, brandStandingRef, newStanding } from '#data/brand-standing.ts';
import { budgetRef } from '#data/budget.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { type Change, createOrReplace, replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import type { ModerationItem } from '#data/moderation.ts';
import { findTogether } from '#data/read.ts';
import { brandRef, workspaceRef } from '#data/workspace.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { LifecycleRefusal } from '#domain/lifecycle.ts';
import type { Decided } from '#domain/moderation.ts';
import type { BudgetRefusal } from '#runtime/budget-limits.ts';
import { planCommand } from '#runtime/command-campaign.ts';

/** What a decision about a campaign is made on: all that publishing it takes. */
export function readCampaign({ workspaceId, campaignId, brand }: ModerationItem, nowIso: string) {
  const brandId = brand?.brandId ?? '';
  return findTogether({
    campaign: campaignRef(workspaceId, campaignId),
    budget: budgetRef(workspaceId, campaignId),
    brand: brandRef(workspaceId, brandId),
    standing: brandStandingRef(workspaceId, brandId),
    workspace: workspaceRef(workspaceId),
    allotment: allotmentRef({ workspaceId, year: nowIso.slice(0, 4) }),
  });
}

/** What a moderator's word makes of a draft: it is published, or stays one that says why not. */
export function planModerated(
  item: ModerationItem,
  { campaign, standing, workspace, allotment, ...known }: Awaited<ReturnType<typeof readCampaign>>,
  said: Decided & { isAppeal: boolean },
): { changes: Change[]; event: EventDraft } | Refused<LifecycleRefusal | BudgetRefusal | 'moderation_closed'> {
  const { workspaceId, campaignId } = item;
  const { decision, reason, at: nowIso, isAppeal } = said;
  if (campaign?.moderation?.itemId !== item.itemId || campaign.status !== 'draft')
    return refuse('moderation_closed', 'It was edited or given up meanwhile.');
  const moderation = { ...campaign.moderation, state: decision, reason, decidedAt: nowIso };
  const decided = { ...campaign, moderation };
  if (decision === 'approved') {
    const given = { nowIso, isModerated: true, limits: { workspace, allotment } };
    const planned = planCommand({ ...known, campaign: decided }, 'publish', given);
    if (isRefused(planned)) return planned;
    const before = standing ?? newStanding(workspaceId, campaign.brandId, nowIso);
    const cleared = { ...before, clearedCampaignId: campaignId, updatedAt: nowIso };
    const isFirst = moderation.isNewBrand && standing?.clearedCampaignId === undefined;
    return {
      changes: [...planned.changes, ...(isFirst ? [createOrReplace(BrandStandings, standing, cleared)] : [])],
      event: planned.event,
    };
  }
  return {
    changes: [replace(Campaigns, campaign, { ...decided, updatedAt: nowIso })],
    event: {
      type: 'CampaignRefused',
      aggregateId: campaignId,
      seq: campaign.version + 1,
      partition: partitions.campaign(workspaceId, campaignId),
      data: { workspaceId, campaignId, title: campaign.title, reason, isAppeal },
    },
  };
}
