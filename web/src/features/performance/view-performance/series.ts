import type * as z from 'zod/mini';
import type { OwnPerformance, Performance } from '#contract/areas/analytics.ts';
import { type DayTotal, dailyTotals, type Summary, summaryOf } from '#domain/performance.ts';
import { METRIC_NAMES, type SocialPlatform } from '#domain/social.ts';

export type CampaignPerformanceView = z.output<typeof Performance>;
export type PerformanceView = z.output<typeof OwnPerformance>;
export type Piece = PerformanceView['content'][number];

/** What a chart can show. */
export const METRICS = [...METRIC_NAMES, 'engagements', 'engagementRate'] as const;
export type Metric = (typeof METRICS)[number];

/** What is looked at: everything, or one platform. */
export type PlatformFilter = SocialPlatform | 'all';

/** The pieces of a platform with their summary and daily totals, by the same rules as the whole. */
export function narrowed(
  view: PerformanceView,
  platform: PlatformFilter,
): Summary & { content: Piece[]; days: DayTotal[] } {
  if (platform === 'all') return view;
  const content = view.content.filter((piece) => piece.platform === platform);
  const days = content.flatMap(({ contentId, days: own }) => own.map((day) => ({ contentId, ...day })));
  return { ...summaryOf(content), content, days: dailyTotals(days) };
}

/** One number of a day or a piece; null when nobody said it. */
export function valueIn(
  of: Pick<DayTotal, 'counts' | 'engagements' | 'engagementRate'>,
  metric: Metric,
): number | null {
  return metric === 'engagements' || metric === 'engagementRate' ? of[metric] : of.counts[metric];
}

/** A day of the chart; without `total` nothing was measured. */
export interface Point {
  day: string;
  value: number | null;
  total: DayTotal | undefined;
}

const DAY_MS = 86_400_000;

/** Every day from the first measured to the last, so that days without a measurement are gaps and not a straight line. */
export function pointsOf(days: readonly DayTotal[], metric: Metric): Point[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const byDay = new Map(days.map((one) => [one.day, one]));
  const points: Point[] = [];
  for (let at = Date.parse(first.day); at <= Date.parse(last.day); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    const total = byDay.get(day);
    points.push({ day, value: total ? valueIn(total, metric) : null, total });
  }
  return points;
}
