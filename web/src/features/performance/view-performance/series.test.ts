import { describe, expect, it } from 'vitest';
import { dailyTotals, summaryOf } from '#domain/performance.ts';
import { narrowed, type PerformanceView, type Piece, pointsOf } from './series.ts';

const NOTHING = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
const counts = (views: number) => ({ ...NOTHING, views, likes: 10 });
const piece = (contentId: string, platform: 'instagram' | 'youtube', views: Record<string, number>): Piece =>
  ({
    contentId,
    platform,
    counts: counts(Object.values(views).at(-1) ?? 0),
    days: Object.entries(views).map(([day, of]) => ({ day, counts: counts(of), receiptId: `${contentId} ${day}` })),
  }) as Piece;

const content = [
  piece('a', 'instagram', { '2026-11-20': 100, '2026-11-23': 400 }),
  piece('b', 'youtube', { '2026-11-21': 50 }),
];
const view = {
  ...summaryOf(content),
  content,
  days: dailyTotals(content.flatMap(({ contentId, days }) => days.map((day) => ({ contentId, ...day })))),
} as PerformanceView;

describe('points of a chart', () => {
  it('stand for every day, and are empty where nothing was measured', () => {
    expect(pointsOf(view.days, 'views').map(({ day, value }) => [day, value])).toEqual([
      ['2026-11-20', 100],
      ['2026-11-21', 150],
      ['2026-11-22', null],
      ['2026-11-23', 450],
    ]);
    expect(pointsOf(view.days, 'shares').every(({ value }) => value === null)).toBe(true);
    expect(pointsOf([], 'views')).toEqual([]);
  });
});

describe('the filter of a platform', () => {
  it('counts the pieces of that platform by the same rules', () => {
    const youtube = narrowed(view, 'youtube');
    expect(youtube).toMatchObject({ liveContent: 1, totals: { views: 50 }, engagementRate: 0.2 });
    expect(pointsOf(youtube.days, 'engagementRate')).toMatchObject([{ day: '2026-11-21', value: 0.2 }]);
    expect(narrowed(view, 'tiktok')).toMatchObject({ liveContent: 0, totals: NOTHING, days: [] });
    expect(narrowed(view, 'all')).toBe(view);
  });
});
