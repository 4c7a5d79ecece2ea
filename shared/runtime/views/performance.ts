import type * as z from 'zod/mini';
import type { MeasuredContent, OwnPerformance, Performance } from '#contract/areas/analytics.ts';
import type { CampaignPerformance } from '#data/performance.ts';
import type { MeasureDayItem, MeasureItem } from '#data/social.ts';
import type { Currency } from '#domain/currencies.ts';
import { partsOf } from '#domain/hold-parts.ts';
import {
  costPerEngagement,
  costPerThousandViews,
  dailyTotals,
  engagementRateOf,
  engagementsOf,
  summaryOf,
} from '#domain/performance.ts';
import { type Counts, SOCIAL_PLATFORMS } from '#domain/social.ts';

/** States of a hold in which its price is spent: held, on its way, or paid. */
const SPENT = new Set(['funded', 'releasing', 'released', 'disputed']);

/** What a campaign's live content has brought, and what it cost. */
export function performanceView({ campaign, holds, ...measured }: CampaignPerformance): z.output<typeof Performance> {
  const { campaignId, title, status } = campaign;
  const { currency } = campaign.budget.max;
  const spent = holds.flatMap(partsOf).filter((hold) => SPENT.has(hold.status) && hold.currency === currency);
  const view = measuredView(measured);
  const costsOf = (paid: typeof spent, totals: Counts) =>
    costs(
      paid.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
      currency,
      totals,
    );
  return {
    campaignId,
    title,
    status,
    ...view,
    ...costsOf(spent, view.totals),
    influencers: groupBy(measured.measures, ({ influencerId }) => influencerId).map(([influencerId, own]) => {
      const summary = summaryOf(own);
      const paid = spent.filter((hold) => hold.influencerId === influencerId);
      return {
        influencerId,
        influencerName: own[0].influencerName,
        ...summary,
        ...costsOf(paid, summary.totals),
      };
    }),
  };
}

function costs(spendMinor: number, currency: Currency, totals: Counts) {
  const of = (amountMinor: number | null) => (amountMinor === null ? null : { amountMinor, currency });
  return {
    spend: { amountMinor: spendMinor, currency },
    costPerThousandViews: of(costPerThousandViews(spendMinor, totals)),
    costPerEngagement: of(costPerEngagement(spendMinor, totals)),
  };
}

/** What pieces of live content have brought: together, by platform, by account, each alone, and day by day. */
export function measuredView({
  measures,
  days,
}: {
  measures: readonly MeasureItem[];
  days: readonly MeasureDayItem[];
}): z.output<typeof OwnPerformance> {
  const daysOf = new Map(groupBy(days, ({ contentId }) => contentId));
  return {
    ...summaryOf(measures),
    measuredAt: newestOf(measures),
    platforms: SOCIAL_PLATFORMS.flatMap((platform) => {
      const own = measures.filter((measure) => measure.platform === platform);
      return own.length === 0 ? [] : [{ platform, ...summaryOf(own) }];
    }),
    accounts: accountsOf(measures),
    content: measures.map((measure) => contentView(measure, daysOf.get(measure.contentId) ?? [])),
    days: dailyTotals(days),
  };
}

function accountsOf(measures: readonly MeasureItem[]) {
  return groupBy(measures, ({ influencerId, platform }) => `${influencerId} ${platform}`).flatMap(([, own]) => {
    const { influencerId, influencerName, platform, accountState } = own[0];
    if (platform === null) return [];
    const measuredAt = newestOf(own);
    return [
      { influencerId, influencerName, platform, state: accountState ?? null, liveContent: own.length, measuredAt },
    ];
  });
}

function contentView(measure: MeasureItem, days: readonly MeasureDayItem[]): z.output<typeof MeasuredContent> {
  const { workspaceId: _workspaceId, campaignTitle, liveAt, accountState, counts, ...shown } = measure;
  return {
    ...shown,
    campaignTitle: campaignTitle ?? null,
    liveAt: liveAt ?? null,
    accountState: accountState ?? null,
    counts,
    engagements: counts && engagementsOf(counts),
    engagementRate: counts && engagementRateOf(counts),
    days: days.map(({ day, counts: then, receiptId }) => ({ day, counts: then, receiptId })),
  };
}

/** When the newest number of some pieces was pulled; null before there is any. */
export function newestOf(measures: readonly Pick<MeasureItem, 'measuredAt'>[]): string | null {
  return measures.reduce<string | null>(
    (latest, { measuredAt }) => (measuredAt !== null && (latest === null || measuredAt > latest) ? measuredAt : latest),
    null,
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, [T, ...T[]]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}
