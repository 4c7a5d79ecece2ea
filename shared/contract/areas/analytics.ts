import * as z from 'zod/mini';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { MEASURE_STATES } from '#domain/social.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Day, Instant, id, Money, SocialPlatform } from '../schemas.ts';
import { campaignParams } from './campaigns.ts';

const count = z.nullable(z.int().check(z.gte(0)));

/** Numbers as the platforms give them; null where a platform does not say, which is not zero. */
export const Counts = z.strictObject({
  views: count,
  reach: count,
  likes: count,
  comments: count,
  shares: count,
  saves: count,
});
z.globalRegistry.add(Counts, { id: 'Counts' });

export const MeasuredContent = z.strictObject({
  contentId: id('submission'),
  contractId: id('contract'),
  deliverableId: z.string(),
  influencerId: id('influencer'),
  influencerName: z.string(),
  platform: z.nullable(SocialPlatform),
  url: z.string(),
  state: z.enum(MEASURE_STATES),
  counts: z.nullable(Counts),
  engagementRate: z.nullable(z.number()),
  /** What proves the counts. */
  receiptId: z.nullable(id('receipt')),
  measuredAt: z.nullable(Instant),
});
z.globalRegistry.add(MeasuredContent, { id: 'MeasuredContent' });

export const Performance = z.strictObject({
  campaignId: id('campaign'),
  title: z.string(),
  status: z.enum(CAMPAIGN_STATUSES),
  totals: Counts,
  engagements: count,
  /** Engagements per view. */
  engagementRate: z.nullable(z.number()),
  /** Held or paid for the contracts of the campaign. */
  spend: Money,
  costPerThousandViews: z.nullable(Money),
  liveContent: z.int(),
  measuredContent: z.int(),
  /** The newest pull any number comes from. */
  measuredAt: z.nullable(Instant),
  content: z.array(MeasuredContent),
  /** Totals at the end of each measured day (UTC), oldest first. */
  days: z.array(z.strictObject({ day: Day, counts: Counts, receiptIds: z.array(id('receipt')) })),
});
z.globalRegistry.add(Performance, { id: 'Performance' });

export const getPerformance = defineEndpoint({
  id: 'analytics.get-performance',
  method: 'GET',
  path: '/analytics/campaigns/{campaignId}/performance',
  aliases: [{ method: 'GET', path: '/campaigns/{campaignId}/metrics' }],
  allow: ['analytics:read'],
  params: campaignParams,
  query: z.strictObject({ format: z._default(z.enum(['json', 'csv']), 'json') }),
  responses: { 200: Performance },
  errors: ['not_found'],
  summary:
    'What the live content of a campaign has brought, each number with its receipt; format=csv gives a table of the content.',
});

/** What proves a number: the platform's raw answer as it came, where it is kept, and what it hashes to. */
export const Receipt = z.strictObject({
  receiptId: id('receipt'),
  platform: SocialPlatform,
  handle: z.string(),
  mediaId: z.nullable(z.string()),
  contentId: z.nullable(id('submission')),
  campaignId: z.nullable(id('campaign')),
  counts: z.nullable(Counts),
  followers: count,
  pulledAt: Instant,
  /** The call the numbers came from, without tokens. */
  source: z.string(),
  raw: z.strictObject({
    key: z.string(),
    /** Of the kept text, lower-case hex. */
    sha256: z.string(),
    /** Where the kept text can be read for five minutes. */
    url: z.string(),
  }),
});
z.globalRegistry.add(Receipt, { id: 'Receipt' });

export const getReceipt = defineEndpoint({
  id: 'receipts.get-receipt',
  method: 'GET',
  path: '/receipts/{receiptId}',
  allow: ['receipt:read'],
  params: z.strictObject({ receiptId: id('receipt') }),
  responses: { 200: Receipt },
  errors: ['not_found'],
  summary: 'What proves a shown number: the raw answer, its hash, when and where it came from.',
});

export const analyticsEndpoints = [getPerformance, getReceipt] as const;
