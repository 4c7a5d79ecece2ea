import { type Counts, METRIC_NAMES } from './social.ts';

/** The sum of what is known; null for what nothing says. */
export function sumCounts(parts: readonly Counts[]): Counts {
  const sum: Counts = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
  for (const part of parts)
    for (const name of METRIC_NAMES) {
      const value = part[name];
      if (value !== null) sum[name] = (sum[name] ?? 0) + value;
    }
  return sum;
}

/** Likes, comments, shares and saves together; null when nothing says any of them. */
export function engagementsOf({ likes, comments, shares, saves }: Counts): number | null {
  const known = [likes, comments, shares, saves].filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Engagements per view, to four decimals; null without views. */
export function engagementRateOf(counts: Counts): number | null {
  return rateOfAll([counts]);
}

/** Engagements per view over several pieces, to four decimals. Only pieces that say both count: views that one platform hides must not make another's engagement look higher. */
export function rateOfAll(parts: readonly Counts[]): number | null {
  let [views, engagements] = [0, 0];
  for (const part of parts) {
    const engaged = engagementsOf(part);
    if (engaged === null || !part.views) continue;
    views += part.views;
    engagements += engaged;
  }
  return views === 0 ? null : Math.round((engagements / views) * 10_000) / 10_000;
}

/** What a thousand views cost, in whole minor units; null without views or spend. */
export function costPerThousandViews(spendMinor: number, counts: Counts): number | null {
  return counts.views && spendMinor > 0 ? Math.round((spendMinor * 1000) / counts.views) : null;
}

/** What one like, comment, share or save cost, in whole minor units; null without engagements or spend. */
export function costPerEngagement(spendMinor: number, counts: Counts): number | null {
  const engagements = engagementsOf(counts);
  return engagements && spendMinor > 0 ? Math.round(spendMinor / engagements) : null;
}

/** Numbers of several pieces together. */
export interface Summary {
  liveContent: number;
  measuredContent: number;
  totals: Counts;
  engagements: number | null;
  engagementRate: number | null;
}

/** The newest numbers of pieces, summed; pieces without numbers count as live only. */
export function summaryOf(pieces: readonly { counts: Counts | null }[]): Summary {
  const parts = pieces.flatMap(({ counts }) => counts ?? []);
  const totals = sumCounts(parts);
  return {
    liveContent: pieces.length,
    measuredContent: parts.length,
    totals,
    engagements: engagementsOf(totals),
    engagementRate: rateOfAll(parts),
  };
}

export interface DayOfContent {
  contentId: string;
  /** YYYY-MM-DD */
  day: string;
  counts: Counts;
  receiptId: string;
}

export interface DayTotal {
  day: string;
  counts: Counts;
  engagements: number | null;
  engagementRate: number | null;
  /** Pieces that were measured on that day. */
  measuredContent: number;
  /** Pieces that were not, and count with their numbers from before. */
  carriedContent: number;
  /** Receipts of the numbers in the total, one for each piece of content. */
  receiptIds: string[];
}

/** Totals at the end of each day on which anything was measured; content without a number that day counts with its last one. */
export function dailyTotals(days: readonly DayOfContent[]): DayTotal[] {
  const latest = new Map<string, DayOfContent>();
  const totals: DayTotal[] = [];
  const ordered = [...days].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const [index, one] of ordered.entries()) {
    latest.set(one.contentId, one);
    if (ordered[index + 1]?.day === one.day) continue;
    const all = [...latest.values()];
    const parts = all.map(({ counts }) => counts);
    const counts = sumCounts(parts);
    const measuredContent = all.filter(({ day }) => day === one.day).length;
    totals.push({
      day: one.day,
      counts,
      engagements: engagementsOf(counts),
      engagementRate: rateOfAll(parts),
      measuredContent,
      carriedContent: all.length - measuredContent,
      receiptIds: all.map(({ receiptId }) => receiptId),
    });
  }
  return totals;
}
