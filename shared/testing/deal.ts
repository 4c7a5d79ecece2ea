import { Budgets } from '#data/budget.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { type Change, create, update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type ContractItem, Contracts } from '#data/contract.ts';
import { Holds } from '#data/hold.ts';
import { type Influencer, Influencers } from '#data/influencer.ts';
import { keys } from '#data/keys.ts';
import { Listings } from '#data/listing.ts';
import { type OfferItem, writeNewOffer } from '#data/offer.ts';
import { openPieces } from '#data/piece.ts';
import { setPlaces } from '#data/places.ts';
import { createBoth } from '#data/two-sided.ts';
import { openBudget } from '#domain/budget.ts';
import { contractOf, holdOf } from '#domain/contract.ts';
import { STANDARD_FEE } from '#domain/fee-tiers.ts';
import { planListing } from '#domain/listing.ts';
import { quoteOf } from '#domain/quote.ts';
import { daysLater, nowMs } from '#runtime/clock.ts';
import { sha256Hex } from '#runtime/hash.ts';
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
    ...(campaign.applying?.places == null ? [] : [setPlaces(campaign, undefined, campaign.applying.places)]),
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

/** What offers of `anOffer` cost, and when they were sent. */
const OFFERED = { amountMinor: 100_000, sentAt: '2026-11-10T00:00:00.000Z' };

/** An open offer of test workspace 1 for a campaign of `aCampaign` to test influencer `count`; its price is 100,000 minor units, due in 60 days. */
export function anOffer(count: number, campaign: CampaignItem, edit: Partial<OfferItem> = {}): OfferItem {
  const { amountMinor, sentAt } = OFFERED;
  const dueOn = daysLater(nowMs(), 60).slice(0, 10);
  const price = { amountMinor, currency: campaign.budget.max.currency };
  return {
    offerId: countedId('offer', count),
    workspaceId: campaign.workspaceId,
    brandId: campaign.brandId,
    brandName: 'Glow Labs',
    campaignId: campaign.campaignId,
    campaignTitle: campaign.title,
    influencerId: countedId('influencer', count),
    influencerName: `Mara ${count}`,
    applicationId: null,
    currency: campaign.budget.max.currency,
    status: 'open',
    current: {
      number: 1,
      writtenBy: { side: 'brand', userId: countedId('user', 1), at: sentAt },
      terms: {
        price,
        deliverables: [{ deliverableId: 'reels', type: 'reel', platform: 'instagram', count: 2 }],
        dueOn,
        usageRights: 'Organic use for six months.',
        revisionRounds: 1,
        message: '',
      },
      quote: quoteOf({ price, fee: STANDARD_FEE, quotedOn: sentAt.slice(0, 10), dueOn, country: 'DE' }),
    },
    expiresAt: '2099-01-01T00:00:00.000Z',
    contractId: null,
    reason: null,
    version: 1,
    createdAt: sentAt,
    updatedAt: sentAt,
    ...edit,
  };
}

/** Puts an offer in place as sending it leaves it. */
export async function putOffer(offer: OfferItem): Promise<OfferItem> {
  await write(...writeNewOffer(offer, undefined));
  return offer;
}

/** Puts the contract of an offer in place as accepting it leaves it, in that state of its money. */
export async function putContract(
  count: number,
  offer: OfferItem,
  edit: Partial<ContractItem> = {},
): Promise<ContractItem> {
  const contract: ContractItem = {
    ...contractOf(offer, {
      contractId: countedId('contract', count),
      acceptedBy: { side: 'influencer', userId: countedId('user', 1000 + count), at: '2026-11-11T00:00:00.000Z' },
      hash: sha256Hex,
    }),
    ...edit,
  };
  await write(
    ...createBoth(Contracts, contract),
    create(Holds, { ...holdOf(contract), status: contract.fundingStatus }),
    ...contract.terms.deliverables.map(({ deliverableId, count: pieces }) =>
      openPieces({ ...contract, deliverableId }, pieces),
    ),
  );
  return contract;
}

/** Puts a deal of test influencer `count` in place as accepting leaves it, all but its offer. */
export async function putDeal(
  count: number,
): Promise<{ campaign: CampaignItem; offer: OfferItem; contract: ContractItem }> {
  const campaign = await putOpenCampaign(aCampaign(count));
  await putProfile(aProfile(count));
  const offer = anOffer(count, campaign);
  return { campaign, offer, contract: await putContract(count, offer) };
}

/** Puts the contract of an offer in place whose money is paid out; payment `count` paid it in. */
export async function putReleasedContract(count: number, offer: OfferItem): Promise<void> {
  const { workspaceId, campaignId, contractId } = await putContract(count, offer, { fundingStatus: 'released' });
  await write(
    update(keys.hold(workspaceId, campaignId, contractId), { set: { paymentId: countedId('payment', count) } }, [
      { path: 'pk', is: 'present' },
    ]),
  );
}
