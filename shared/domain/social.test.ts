import { describe, expect, it } from 'vitest';
import { csvCell, csvText } from './csv.ts';
import { costPerThousandViews, dailyTotals, engagementRateOf, sumCounts } from './performance.ts';
import { type Counts, healthAfter, postOf, withVerifiedLinks } from './social.ts';

const NOTHING: Counts = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
const MINUTE_MS = 60_000;

describe('the post an address names', () => {
  it.each([
    ['https://www.instagram.com/reel/6WzGhor93Du/', { platform: 'instagram', name: '6WzGhor93Du' }],
    ['https://instagram.com/mara/p/Pqh_9e-ogos?igsh=1', { platform: 'instagram', name: 'Pqh_9e-ogos' }],
    ['https://www.youtube.com/watch?v=M4bWXtb_1PX&t=3', { platform: 'youtube', name: 'M4bWXtb_1PX' }],
    ['https://youtu.be/M4bWXtb_1PX', { platform: 'youtube', name: 'M4bWXtb_1PX' }],
    ['https://m.youtube.com/shorts/M4bWXtb_1PX', { platform: 'youtube', name: 'M4bWXtb_1PX' }],
    [
      'https://www.tiktok.com/@mara.x/video/17988483091760107?lang=de',
      { platform: 'tiktok', name: '17988483091760107' },
    ],
    ['https://www.instagram.com/mara/', undefined],
    ['https://instagram.com.evil.example/reel/6WzGhor93Du/', undefined],
    ['https://evil.example/?u=https://www.instagram.com/reel/6WzGhor93Du/', undefined],
    ['https://blog.example/post', undefined],
  ])('%s', (url, post) => {
    expect(postOf(url)).toEqual(post);
  });
});

describe('the health of an account', () => {
  it('waits as long as the platform says, and an hour when it does not', () => {
    expect(healthAfter({ kind: 'throttled', retryAfterSeconds: 7200 }, 2, 0)).toMatchObject({
      state: 'throttled',
      throttledUntilMs: 120 * MINUTE_MS,
      nextPullAtMs: 120 * MINUTE_MS,
      failures: 2,
    });
    expect(healthAfter({ kind: 'throttled', retryAfterSeconds: null }, 0, 0).throttledUntilMs).toBe(60 * MINUTE_MS);
  });

  it('asks less often the longer a platform is silent, and twice a day at least', () => {
    const waits = [0, 1, 2, 3, 4, 20].map(
      (failures) => healthAfter({ kind: 'unavailable', reason: 'no answer' }, failures, 0).nextPullAtMs,
    );
    expect(waits).toEqual([50, 50, 50, 100, 200, 720].map((minutes) => minutes * MINUTE_MS));
  });

  it.each([
    [{ kind: 'token_invalid' }, 'reconnect_needed'],
    [{ kind: 'permission' }, 'permission_needed'],
  ] as const)('needs the person after %j', (outcome, state) => {
    expect(healthAfter(outcome, 0, 0)).toMatchObject({ state, nextPullAtMs: null });
  });
});

describe('verified links', () => {
  const account = { platform: 'tiktok', handle: 'mara', followers: 900 };
  it('say what the platform says and keep the rest unverified', () => {
    const links = [
      { platform: 'tiktok', handle: '@Mara', followers: 5_000_000 },
      { platform: 'youtube', handle: 'mara', followers: 10, verified: true },
    ];
    expect(withVerifiedLinks(links, [account])).toEqual([
      { platform: 'tiktok', handle: 'mara', followers: 900, verified: true },
      { platform: 'youtube', handle: 'mara', followers: 10 },
    ]);
  });

  it('are added where there was none', () => {
    expect(withVerifiedLinks([], [account])).toEqual([{ ...account, verified: true }]);
  });
});

describe('performance', () => {
  it('sums what is known and leaves unknown what nothing says', () => {
    expect(
      sumCounts([
        { ...NOTHING, views: 10 },
        { ...NOTHING, views: 5, likes: 0 },
      ]),
    ).toEqual({
      ...NOTHING,
      views: 15,
      likes: 0,
    });
  });

  it('carries the last number of a piece on to days without one', () => {
    const of = (contentId: string, day: string, views: number) => ({
      contentId,
      day,
      counts: { ...NOTHING, views },
      receiptId: `${contentId}-${day}`,
    });
    const totals = dailyTotals([of('b', '2026-11-21', 7), of('a', '2026-11-20', 10), of('b', '2026-11-22', 9)]);
    expect(totals.map(({ day, counts, receiptIds }) => [day, counts.views, receiptIds])).toEqual([
      ['2026-11-20', 10, ['a-2026-11-20']],
      ['2026-11-21', 17, ['a-2026-11-20', 'b-2026-11-21']],
      ['2026-11-22', 19, ['a-2026-11-20', 'b-2026-11-22']],
    ]);
  });

  it('has no rate and no cost without views', () => {
    expect(engagementRateOf({ ...NOTHING, likes: 5 })).toBeNull();
    expect(costPerThousandViews(90_000, NOTHING)).toBeNull();
    expect(costPerThousandViews(90_000, { ...NOTHING, views: 45_000 })).toBe(2000);
  });
});

describe('CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2', "'-2"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['plain, with comma', '"plain, with comma"'],
  ])('writes %s as text', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('leaves unknown numbers empty', () => {
    expect(csvText([['a', 1, null]])).toBe('\uFEFFa,1,\r\n');
  });
});
