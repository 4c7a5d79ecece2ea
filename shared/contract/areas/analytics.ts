import * as z from 'zod/mini';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { DATE_KINDS, WAITING_KINDS } from '#domain/overview.ts';
import { ACTOR_KINDS } from '#domain/roles.ts';
import { MEASURE_STATES, MEASURED_ACCOUNT_STATES } from '#domain/social.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Balance, CurrencyCode, Day, Instant, id, Money, SocialPlatform } from '../schemas.ts';
import { campaignParams } from './campaigns.ts';
import { Counts, count } from './receipts.ts';

/** Numbers of several pieces together. */
const summary = {
  liveContent: z.int(),
  measuredContent: z.int(),
  totals: Counts,
  /** Likes, comments, shares and saves. */
  engagements: count,
  /** Engagements per view, over the pieces that say both. */
  engagementRate: z.nullable(z.number()),
};

/** What was paid for the numbers; null where there is nothing to divide by. */
const costs = {
  /** Held or paid for the contracts. */
  spend: Money,
  costPerThousandViews: z.nullable(Money),
  costPerEngagement: z.nullable(Money),
};

export const MeasuredContent = z.strictObject({
  campaignId: id('campaign'),
  campaignTitle: z.nullable(z.string()),
  contentId: id('submission'),
  contractId: id('contract'),
  deliverableId: z.string(),
  influencerId: id('influencer'),
  influencerName: z.string(),
  platform: z.nullable(SocialPlatform),
  url: z.string(),
  liveAt: z.nullable(Instant),
  state: z.enum(MEASURE_STATES),
  /** How the account stands that the numbers come from. */
  accountState: z.nullable(z.enum(MEASURED_ACCOUNT_STATES)),
  counts: z.nullable(Counts),
  engagements: count,
  engagementRate: z.nullable(z.number()),
  /** What proves the counts. */
  receiptId: z.nullable(id('receipt')),
  measuredAt: z.nullable(Instant),
  /** The last numbers of each day (UTC) on which there were any, oldest first; a day without is missing, not zero. */
  days: z.array(z.strictObject({ day: Day, counts: Counts, receiptId: id('receipt') })),
});
z.globalRegistry.add(MeasuredContent, { id: 'MeasuredContent' });

const measured = {
  ...summary,
  /** The newest pull any number comes from. */
  measuredAt: z.nullable(Instant),
  platforms: z.array(z.strictObject({ platform: SocialPlatform, ...summary })),
  /** The accounts the numbers come from, and how pulling them goes. */
  accounts: z.array(
    z.strictObject({
      influencerId: id('influencer'),
      influencerName: z.string(),
      platform: SocialPlatform,
      state: z.nullable(z.enum(MEASURED_ACCOUNT_STATES)),
      liveContent: z.int(),
      measuredAt: z.nullable(Instant),
    }),
  ),
  content: z.array(MeasuredContent),
  /** Totals at the end of each measured day (UTC), oldest first. */
  days: z.array(
    z.strictObject({
      day: Day,
      counts: Counts,
      engagements: count,
      engagementRate: z.nullable(z.number()),
      /** Pieces measured on that day, and pieces that count with their numbers from before. */
      measuredContent: z.int(),
      carriedContent: z.int(),
      receiptIds: z.array(id('receipt')),
    }),
  ),
};

export const Performance = z.strictObject({
  campaignId: id('campaign'),
  title: z.string(),
  status: z.enum(CAMPAIGN_STATUSES),
  ...measured,
  ...costs,
  influencers: z.array(
    z.strictObject({ influencerId: id('influencer'), influencerName: z.string(), ...summary, ...costs }),
  ),
});
z.globalRegistry.add(Performance, { id: 'Performance' });

/** What an influencer's own live content has brought, in every campaign; what brands pay others is not in it. */
export const OwnPerformance = z.strictObject(measured);
z.globalRegistry.add(OwnPerformance, { id: 'OwnPerformance' });

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

export const getOwnPerformance = defineEndpoint({
  id: 'analytics.get-own-performance',
  method: 'GET',
  path: '/influencers/performance',
  allow: ['influencer:self'],
  query: z.strictObject({ campaignId: z.optional(id('campaign')) }),
  responses: { 200: OwnPerformance },
  errors: [],
  summary: "What the caller's own live content has brought over the last 90 days, each number with its receipt.",
});

/** How far back the overview sums what live content has brought, days. */
export const OVERVIEW_DAYS = 90;

const waitingCount = z.int().check(z.gte(0));

export const Overview = z.strictObject({
  asOf: Instant,
  /** False when there was more than one read can hold: the oldest content is then missing from the sums. */
  isComplete: z.boolean(),
  /** Running and planned campaigns by state; ended ones are not counted. */
  campaigns: z.strictObject({
    draft: waitingCount,
    published: waitingCount,
    active: waitingCount,
    paused: waitingCount,
    disputed: waitingCount,
  }),
  /** Sums over the budgets of every published campaign, per currency. */
  money: z.array(
    z.strictObject({
      currency: CurrencyCode,
      total: Balance,
      committed: Balance,
      funded: Balance,
      /** Paid in and neither released nor paid back. */
      held: Balance,
      released: Balance,
      refunded: Balance,
      fees: Balance,
    }),
  ),
  /** What goes on only when someone of the workspace acts; the first dozen, and how many of each kind there are. */
  waiting: z.strictObject({
    counts: z.strictObject({
      content: waitingCount,
      offer: waitingCount,
      application: waitingCount,
      funding: waitingCount,
      /** Of contracts whose release a second person has to approve. */
      release: waitingCount,
      /** Drafts that another member has to approve. */
      publishing: waitingCount,
      draft: waitingCount,
    }),
    items: z.array(
      z.strictObject({
        kind: z.enum(WAITING_KINDS),
        id: z.string(),
        campaignId: id('campaign'),
        campaignTitle: z.string(),
        influencerName: z.nullable(z.string()),
        amount: z.nullable(Money),
        since: Instant,
        until: z.nullable(Instant),
      }),
    ),
  }),
  /** Open offers that the influencer has to answer. */
  offersOut: waitingCount,
  dates: z.array(
    z.strictObject({
      kind: z.enum(DATE_KINDS),
      day: Day,
      campaignId: id('campaign'),
      campaignTitle: z.string(),
      influencerName: z.nullable(z.string()),
      contractId: z.nullable(id('contract')),
    }),
  ),
  /** Of content that went live in the last 90 days. */
  performance: z.strictObject({ ...summary, measuredAt: z.nullable(Instant), since: Day }),
  activity: z.array(
    z.strictObject({
      eventId: id('event'),
      type: z.string(),
      occurredAt: Instant,
      actorKind: z.enum(ACTOR_KINDS),
      campaignId: id('campaign'),
      campaignTitle: z.nullable(z.string()),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
z.globalRegistry.add(Overview, { id: 'Overview' });

export const getOverview = defineEndpoint({
  id: 'analytics.get-overview',
  method: 'GET',
  path: '/analytics/overview',
  allow: ['analytics:read'],
  responses: { 200: Overview },
  errors: [],
  summary:
    'What needs the workspace now, its money, next dates, latest numbers and activity; a moment behind the writes.',
});

export const analyticsEndpoints = [getPerformance, getOwnPerformance, getOverview] as const;
