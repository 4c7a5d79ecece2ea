import * as z from 'zod/mini';
import type { Change } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, OPEN_CAMPAIGN_SHARDS, shardOf } from './keys.ts';
import { listPage } from './read.ts';
import { applying, campaignTerms, deliverable, guidelines, money, targetAudience } from './shapes.ts';

/** A campaign as influencers see it while it takes applications; it exists only that long. */
export const Listings = defineEntity({
  name: 'listing',
  schema: z.object({
    campaignId: z.string(),
    workspaceId: z.string(),
    brandId: z.string(),
    brandName: z.string(),
    title: z.string(),
    brief: z.string(),
    guidelines: z.optional(guidelines),
    terms: z.optional(campaignTerms),
    budget: z.object({ min: money, max: money }),
    startDate: z.nullable(z.string()),
    endDate: z.nullable(z.string()),
    deliverables: z.array(deliverable),
    targetAudience,
    applying: z.optional(applying),
    status: z.enum(['published', 'active']),
    listedAt: z.string(),
  }),
  key: (listing) => keys.listing(listing.campaignId),
  index: (listing) => ({
    gsi2pk: indexes.openCampaigns(shardOf(listing.campaignId, OPEN_CAMPAIGN_SHARDS)),
    gsi2sk: listing.campaignId,
  }),
});
export type ListingItem = ValueOf<typeof Listings>;

export const listingRef = (campaignId: string) => ref(Listings, keys.listing(campaignId));

/** How many of each part are looked at, newest first. */
const MOST_PER_SHARD = 500;

/** How long a container goes on with the open campaigns it has read, ms: no longer than the index itself may lag. */
const KEPT_MS = 2000;

let kept: { readAtMs: number; listings: Promise<ListingItem[]> } | undefined;

/** The newest open campaigns of the platform, at most 500 of each part of the index; up to two seconds old beyond the index's own lag. */
export function listOpenCampaigns(nowMs: number): Promise<ListingItem[]> {
  if (kept && Math.abs(nowMs - kept.readAtMs) < KEPT_MS) return kept.listings;
  const reading = { readAtMs: nowMs, listings: readOpenCampaigns() };
  kept = reading;
  reading.listings.catch(() => {
    if (kept === reading) kept = undefined;
  });
  return reading.listings;
}

async function readOpenCampaigns(): Promise<ListingItem[]> {
  const shards = Array.from({ length: OPEN_CAMPAIGN_SHARDS }, (_, shard) =>
    listPage({
      entity: Listings,
      partition: indexes.openCampaigns(shard),
      index: 'gsi2',
      limit: MOST_PER_SHARD,
      newestFirst: true,
    }),
  );
  return (await Promise.all(shards)).flatMap((page) => page.items);
}

/** The campaign must still take applications when the commit is written; fails with campaign_not_open. */
export function stillListed(campaignId: string): Change {
  return {
    kind: 'check',
    key: keys.listing(campaignId),
    when: [{ path: 'campaignId', is: '=', value: campaignId }],
    otherwise: 'campaign_not_open',
  };
}
