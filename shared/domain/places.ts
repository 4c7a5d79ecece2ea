import { APPLY_FREELY } from './applying.ts';
import type { Campaign } from './campaign.ts';
import type { DealStage } from './cancellation.ts';
import { type Refused, refuse } from './decision.ts';
import { takes } from './lifecycle-table.ts';

/** How many influencers a campaign may say that it takes. */
export const MOST_PLACES = 1000;

/** How many influencers a campaign has contracts with, and how many it takes; as many as its budget reaches for where it does not say. */
export interface Places {
  takenCount: number;
  limitCount?: number | undefined;
}

/** Whether nobody else can be taken. */
export function isFull({ takenCount, limitCount }: Places): boolean {
  return limitCount !== undefined && takenCount >= limitCount;
}

/**
 * A published campaign that takes another number of influencers, null for as many as its budget reaches for; refuses fewer than have a contract, and an
 * outdated version.
 */
export function decidePlaces(
  campaign: Campaign,
  { takenCount }: Places,
  asked: { places: number | null; readVersion: number; nowIso: string },
): Campaign | Refused<'campaign_not_editable' | 'version_conflict' | 'places_below_taken'> {
  const { places, readVersion, nowIso } = asked;
  if (!takes(campaign.status, 'change_places'))
    return refuse(
      'campaign_not_editable',
      campaign.status === 'draft'
        ? 'This campaign is a draft: how many influencers it takes changes with the rest of it.'
        : `This campaign is ${campaign.status}; how many influencers it takes no longer changes.`,
    );
  if (campaign.version !== readVersion)
    return refuse('version_conflict', `You read version ${readVersion}; the campaign is at ${campaign.version}.`);
  if (places !== null && places < takenCount)
    return refuse(
      'places_below_taken',
      `${takenCount} ${takenCount === 1 ? 'influencer has' : 'influencers have'} a contract; say ${takenCount} or more, or end a contract first.`,
    );
  const applying = { ...APPLY_FREELY, ...campaign.applying, places };
  return { ...campaign, applying, version: campaign.version + 1, updatedAt: nowIso };
}

/** Where a contract that ends gives its place to somebody else: nothing was ever handed in, and nothing of its money was released or is in dispute. */
const GIVING_BACK: readonly DealStage[] = ['accepted', 'payment_pending', 'held'];

/** Whether the place of a contract is free again when one gets out of it at that stage. */
export function isPlaceGivenBack(stage: DealStage, isPartlyDisputed: boolean): boolean {
  return GIVING_BACK.includes(stage) && !isPartlyDisputed;
}
