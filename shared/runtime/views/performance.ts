import type * as z from 'zod/mini';
import type { MeasuredContent, Performance } from '#contract/areas/analytics.ts';
import type { CampaignPerformance } from '#data/performance.ts';
import type { MeasureItem } from '#data/social.ts';
import { costPerThousandViews, dailyTotals, engagementRateOf, engagementsOf, sumCounts } from '#domain/performance.ts';

/** States of a hold in which its price is spent: held, on its way, or paid. */
const SPENT = new Set(['funded', 'releasing', 'released', 'disputed']);

/** What a campaign's live content has brought. */
export function performanceView({
  campaign,
  holds,
  measures,
  days,
}: CampaignPerformance): z.output<typeof Performance> {
  const { campaignId, title, status } = campaign;
  const { currency } = campaign.budget.max;
  const totals = sumCounts(measures.flatMap(({ counts }) => counts ?? []));
  const spendMinor = holds
    .filter((hold) => SPENT.has(hold.status) && hold.currency === currency)
    .reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  const cost = costPerThousandViews(spendMinor, totals);
  return {
    campaignId,
    title,
    status,
    totals,
    engagements: engagementsOf(totals),
    engagementRate: engagementRateOf(totals),
    spend: { amountMinor: spendMinor, currency },
    costPerThousandViews: cost === null ? null : { amountMinor: cost, currency },
    liveContent: measures.length,
    measuredContent: measures.filter(({ counts }) => counts !== null).length,
    measuredAt: newest(measures),
    content: measures.map(contentView),
    days: dailyTotals(days),
  };
}

function contentView(measure: MeasureItem): z.output<typeof MeasuredContent> {
  const { workspaceId: _workspaceId, campaignId: _campaignId, ...shown } = measure;
  return { ...shown, engagementRate: measure.counts && engagementRateOf(measure.counts) };
}

function newest(measures: readonly MeasureItem[]): string | null {
  return measures.reduce<string | null>(
    (latest, { measuredAt }) => (measuredAt !== null && (latest === null || measuredAt > latest) ? measuredAt : latest),
    null,
  );
}
