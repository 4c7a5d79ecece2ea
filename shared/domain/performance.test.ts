import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costPerEngagement, dailyTotals, rateOfAll, summaryOf } from './performance.ts';
import type { Counts } from './social.ts';

const NOTHING: Counts = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
const count = fc.option(fc.nat(1_000_000), { nil: null });
const counts = fc.record({ views: count, reach: count, likes: count, comments: count, shares: count, saves: count });

describe('the engagement rate of several pieces', () => {
  it.each<[string, Partial<Counts>[], number | null]>([
    [
      'is engagements per view',
      [
        { views: 1000, likes: 50 },
        { views: 3000, likes: 50 },
      ],
      0.025,
    ],
    ['leaves out a piece whose views are hidden', [{ views: 1000, likes: 50 }, { likes: 900 }], 0.05],
    ['leaves out a piece whose engagement is hidden', [{ views: 1000, likes: 50 }, { views: 9000 }], 0.05],
    ['is unknown when no piece says both', [{ views: 9000 }, { likes: 4 }], null],
    ['is unknown without views', [{ views: 0, likes: 4 }], null],
  ])('%s', (_what, parts, expected) => {
    expect(rateOfAll(parts.map((part) => ({ ...NOTHING, ...part })))).toBe(expected);
  });
});

describe('a summary', () => {
  it('never makes a number of what nobody said', () => {
    fc.assert(
      fc.property(fc.array(fc.option(counts, { nil: null })), (pieces) => {
        const summary = summaryOf(pieces.map((one) => ({ counts: one })));
        expect(summary.liveContent).toBe(pieces.length);
        expect(summary.measuredContent).toBe(pieces.filter((one) => one !== null).length);
        const said = pieces.flatMap((one) => (one?.views == null ? [] : [one.views]));
        expect(summary.totals.views).toBe(said.length === 0 ? null : said.reduce((sum, one) => sum + one, 0));
      }),
    );
  });
});

describe('daily totals', () => {
  const of = (contentId: string, day: string, views: number) => ({
    contentId,
    day,
    counts: { ...NOTHING, views, likes: 1 },
    receiptId: `${contentId} ${day}`,
  });

  it('say how many pieces were measured that day and how many count with their last numbers', () => {
    const days = dailyTotals([of('a', '2026-11-20', 10), of('b', '2026-11-22', 7)]);
    expect(days).toMatchObject([
      { day: '2026-11-20', measuredContent: 1, carriedContent: 0, counts: { views: 10 }, engagementRate: 0.1 },
      {
        day: '2026-11-22',
        measuredContent: 1,
        carriedContent: 1,
        counts: { views: 17 },
        receiptIds: ['a 2026-11-20', 'b 2026-11-22'],
      },
    ]);
  });
});

describe('the cost of an engagement', () => {
  it.each([
    [10_000, { likes: 40, saves: 10 }, 200],
    [10_000, {}, null],
    [10_000, { likes: 0 }, null],
    [0, { likes: 10 }, null],
  ])('of %i minor units over %j is %s', (spendMinor, engaged, expected) => {
    expect(costPerEngagement(spendMinor, { ...NOTHING, ...engaged })).toBe(expected);
  });
});
