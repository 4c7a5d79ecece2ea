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
  const engagements = engagementsOf(counts);
  if (engagements === null || !counts.views) return null;
  return Math.round((engagements / counts.views) * 10_000) / 10_000;
}

/** What a thousand views cost, in whole minor units; null without views or spend. */
export function costPerThousandViews(spendMinor: number, counts: Counts): number | null {
  return counts.views && spendMinor > 0 ? Math.round((spendMinor * 1000) / counts.views) : null;
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
    totals.push({
      day: one.day,
      counts: sumCounts(all.map(({ counts }) => counts)),
      receiptIds: all.map(({ receiptId }) => receiptId),
    });
  }
  return totals;
}
