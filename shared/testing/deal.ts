import { Budgets } from '#data/budget.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { type Change, create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type Influencer, Influencers } from '#data/influencer.ts';
import { Listings } from '#data/listing.ts';
import { openBudget } from '#domain/budget.ts';
import { planListing } from '#domain/listing.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { countedId } from './ids.ts';

/** Writes items as a commit of the platform would. */
export async function write(...changes: Change[]): Promise<void> {
  await commit(systemCommitContext(), {
    reads: {},
    decide: () => ({ changes, answer: { status: 200, body: {} } }),
  });
}

/** Campaign `count` of test workspace `workspace`: published, USD, ends in 2099. */
export function aCampaign(count: number, edit: Partial<CampaignItem> = {}, workspace = 1): CampaignItem {
  return {
    campaignId: countedId('campaign', count),
    workspaceId: countedId('workspace', workspace),
    brandId: countedId('brand', workspace),
    title: `Spring serum ${count}`,
    brief: 'Show the serum in your morning routine.',
    budget: { min: { amountMinor: 100_000, currency: 'USD' }, max: { amountMinor: 700_000, currency: 'USD' } },
    startDate: '2099-01-01',
    endDate: '2099-04-30',
    deliverables: [{ deliverableId: 'reels', type: 'reel', platform: 'instagram', count: 2 }],
    targetAudience: {
      niches: ['beauty', 'wellness'],
      platforms: ['instagram'],
      countries: ['DE', 'AT'],
      minFollowers: 10_000,
      maxFollowers: 500_000,
    },
    status: 'published',
    version: 2,
    createdAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-02T00:00:00.000Z',
    ...edit,
  };
}

/** Puts a campaign in place as publishing leaves it: listed, with its budget. */
export async function putOpenCampaign(campaign: CampaignItem): Promise<CampaignItem> {
  await write(
    create(Campaigns, campaign),
    create(Budgets, openBudget(campaign)),
    create(Listings, planListing(campaign, 'Glow Labs')),
  );
  return campaign;
}

/** The profile of test influencer `count`, which fits `aCampaign`. */
export function aProfile(count: number, edit: Partial<Influencer> = {}): Influencer {
  return {
    influencerId: countedId('influencer', count),
    userId: countedId('user', 1000 + count),
    displayName: `Mara ${count}`,
    bio: 'Skin care without fuss.',
    socialLinks: [
      { platform: 'instagram', handle: `mara${count}`, followers: 48_000 },
      { platform: 'tiktok', handle: `mara${count}`, followers: 21_000 },
    ],
    niche: ['beauty', 'fitness'],
    audienceDemographics: { countries: { DE: 0.6, AT: 0.15, US: 0.25 } },
    geoLocation: { country: 'DE', city: 'Leipzig' },
    languages: ['de', 'en'],
    version: 1,
    updatedAt: '2026-11-01T00:00:00.000Z',
    ...edit,
  };
}

/** Puts the profile of test influencer `count` in place. */
export async function putProfile(profile: Influencer): Promise<Influencer> {
  await write(create(Influencers, profile));
  return profile;
}
