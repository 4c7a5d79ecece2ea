import type { Campaign } from './campaign.ts';

/** What influencers see of a campaign that takes applications. */
export interface Listing
  extends Pick<
    Campaign,
    | 'campaignId'
    | 'workspaceId'
    | 'brandId'
    | 'title'
    | 'brief'
    | 'guidelines'
    | 'terms'
    | 'budget'
    | 'startDate'
    | 'endDate'
    | 'deliverables'
    | 'targetAudience'
    | 'applying'
  > {
  brandName: string;
  status: 'published' | 'active';
  listedAt: string;
}

/** The listing of a campaign that has just opened; `brandName` is the company name of its brand. */
export function planListing(campaign: Campaign, brandName: string): Listing {
  return {
    campaignId: campaign.campaignId,
    workspaceId: campaign.workspaceId,
    brandId: campaign.brandId,
    brandName,
    title: campaign.title,
    brief: campaign.brief,
    ...(campaign.guidelines ? { guidelines: campaign.guidelines } : {}),
    ...(campaign.terms ? { terms: campaign.terms } : {}),
    budget: campaign.budget,
    startDate: campaign.startDate,
    endDate: campaign.endDate,
    deliverables: campaign.deliverables,
    targetAudience: campaign.targetAudience,
    ...(campaign.applying ? { applying: campaign.applying } : {}),
    status: campaign.status === 'active' ? 'active' : 'published',
    listedAt: campaign.updatedAt,
  };
}

/** Whether the time to apply to a listed campaign is over on that day, though the campaign is not. */
export function isClosedToApplicants({ applying }: Pick<Listing, 'applying'>, today: string): boolean {
  return applying?.until != null && applying.until < today;
}

/** Whether a listed campaign still takes applications on that day (`today` as YYYY-MM-DD). */
export function isOpenOn(listing: Pick<Listing, 'endDate'>, today: string): boolean {
  return listing.endDate === null || listing.endDate >= today;
}
