import type { EventDraft } from '#contract/events.ts';
import { type BrandStandingItem, brandStandingRef } from '#data/brand-standing.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { type Change, create, replace } from '#data/change.ts';
import { ModerationItems, screeningPolicyRef } from '#data/moderation.ts';
import { findTogether } from '#data/read.ts';
import { type Brand, brandRef } from '#data/workspace.ts';
import { isUnknown } from '#domain/brand-standing.ts';
import { type CampaignModeration, heldBack, judgeCampaign, textOfCampaign } from '#domain/campaign-review.ts';
import { isRefused, type Refused } from '#domain/decision.ts';
import type { LifecycleRefusal } from '#domain/lifecycle.ts';
import { isHeldBack } from '#domain/moderation.ts';
import { DEFAULT_POLICY, type ScreeningPolicy, screenByLists } from '#domain/screening.ts';
import { screenerNamed } from '#platform/screening/screener.ts';
import type { KeyActor, MemberActor } from '#runtime/actor.ts';
import type { BudgetRefusal } from '#runtime/budget-limits.ts';
import { reviewEvent } from '#runtime/campaign-review.ts';
import { brandNameOf, type Commanded, planCommand } from '#runtime/command-campaign.ts';
import { setting } from '#runtime/config.ts';
import { newId } from '#runtime/ids.ts';

/** What a draft is screened by: the policy of its workspace, and what is known of the brand that most campaigns are for. */
export const screeningReads = ({ workspaceId, brandId }: MemberActor | KeyActor) => ({
  policy: screeningPolicyRef(workspaceId),
  standing: brandStandingRef(workspaceId, brandId),
});

/** A draft that is published, or held back and still one. */
interface PlannedPublishing {
  campaign: CampaignItem;
  changes: Change[];
  event: EventDraft;
  isHeld: boolean;
}

interface Known {
  campaign: CampaignItem | undefined;
  brand: Brand | undefined;
  standing: BrandStandingItem | undefined;
  policy: ScreeningPolicy | undefined;
}

/** What a draft comes to that nobody has looked at since it was last edited; `brandId` is the brand that was read. */
export async function screenCampaign(brandId: string, known: Known): Promise<CampaignModeration | undefined> {
  const { campaign, policy = DEFAULT_POLICY } = known;
  if (campaign?.status !== 'draft' || campaign.moderation) return undefined;
  const { brand, standing } = campaign.brandId === brandId ? known : await readBrand(campaign);
  const caption = textOfCampaign(campaign);
  const said = await screenerNamed(setting('SCREENING')).screenText(caption);
  return judgeCampaign([...said, ...screenByLists({ caption, countries: [] }, policy)], policy, {
    itemId: newId('moderation'),
    isNewBrand: isUnknown(standing, brand?.companyName),
  });
}

function readBrand({ workspaceId, brandId }: CampaignItem) {
  return findTogether({
    brand: brandRef(workspaceId, brandId),
    standing: brandStandingRef(workspaceId, brandId),
  });
}

/**
 * Publishes a draft with what was found in it, or has it wait for a moderator; refuses what moderators hold back already, and what is not to be published
 * whatever they say.
 */
export function planPublishing(
  known: Commanded,
  found: CampaignModeration | undefined,
  given: Parameters<typeof planCommand>[2],
): PlannedPublishing | Refused<LifecycleRefusal | BudgetRefusal | 'campaign_in_moderation'> {
  const { campaign, brand } = known;
  const screened = found && !isHeldBack(found) ? { ...campaign, moderation: found } : campaign;
  const planned = planCommand({ ...known, campaign: screened }, 'publish', given);
  if (isRefused(planned)) return planned;
  const held = heldBack(campaign);
  if (held) return held;
  if (found && isHeldBack(found))
    return {
      ...planHoldingBack(campaign, found, { nowIso: given.nowIso, brandName: brandNameOf(campaign, brand) }),
      isHeld: true,
    };
  return { ...planned, isHeld: false };
}

/** A draft that waits for a moderator from now on; nobody has to ask for it a second time. */
function planHoldingBack(
  campaign: CampaignItem,
  moderation: CampaignModeration,
  { nowIso, brandName }: { nowIso: string; brandName: string },
): Omit<PlannedPublishing, 'isHeld'> {
  const { publishing: _request, ...rest } = campaign;
  const held: CampaignItem = { ...rest, moderation, version: campaign.version + 1, updatedAt: nowIso };
  const { workspaceId, campaignId, brandId, title } = campaign;
  const { findings, score, isNewBrand } = moderation;
  const item = {
    ...{ itemId: moderation.itemId ?? '', workspaceId, campaignId, campaignTitle: title, brandName },
    ...{ brand: { brandId, isNew: isNewBrand }, caption: textOfCampaign(campaign), mediaUrls: [], media: [] },
    ...{ findings, score, state: 'waits' as const, decisions: [], appeal: null },
    ...{ waitsSince: nowIso, version: 1, createdAt: nowIso, updatedAt: nowIso },
  };
  return {
    campaign: held,
    changes: [replace(Campaigns, campaign, held), create(ModerationItems, item)],
    event: reviewEvent('CampaignHeldBack', held),
  };
}
