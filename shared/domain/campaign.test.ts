import { describe, expect, it } from 'vitest';
import { type Campaign, contradictionsOf, decideEdit } from './campaign.ts';
import { duplicateOf } from './campaign-template.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
const reel = { deliverableId: 'reel', type: 'reel' as const, platform: 'instagram' as const, count: 1 };
const draft: Campaign = {
  campaignId: 'c',
  workspaceId: 'w',
  brandId: 'b',
  title: 'Serum',
  brief: 'Reels',
  budget: { min: eur(100), max: eur(500) },
  startDate: '2026-12-01',
  endDate: '2026-12-20',
  deliverables: [reel],
  targetAudience: { niches: [], platforms: [], countries: [] },
  status: 'draft',
  version: 2,
  createdAt: NOW,
  updatedAt: NOW,
};

describe('contradictions', () => {
  it.each<[string, Partial<Campaign>, string[]]>([
    ['nothing', {}, []],
    ['a budget upside down', { budget: { min: eur(600), max: eur(500) } }, ['budgetMax']],
    ['an end on the first day', { endDate: '2026-12-01' }, ['endDate']],
    ['a deliverable named twice', { deliverables: [reel, reel] }, ['deliverables.1.deliverableId']],
    ['a deliverable due after the end', { deliverables: [{ ...reel, dueOn: '2026-12-21' }] }, ['deliverables.0.dueOn']],
    [
      'a price in another currency',
      {
        deliverables: [
          {
            ...reel,
            priceRange: { min: { amountMinor: 1, currency: 'USD' }, max: { amountMinor: 2, currency: 'USD' } },
          },
        ],
      },
      ['deliverables.0.priceRange'],
    ],
    [
      'a price upside down',
      { deliverables: [{ ...reel, priceRange: { min: eur(5), max: eur(4) } }] },
      ['deliverables.0.priceRange.max'],
    ],
    [
      'what is no country',
      { targetAudience: { niches: [], platforms: [], countries: ['GB', 'UK'] } },
      ['targetAudience.countries.1'],
    ],
    [
      'followers upside down',
      { targetAudience: { niches: [], platforms: [], countries: [], minFollowers: 10, maxFollowers: 9 } },
      ['targetAudience.maxFollowers'],
    ],
  ])('finds %s', (_case, edit, paths) => {
    expect(contradictionsOf({ ...draft, ...edit }).map(({ path }) => path)).toEqual(paths);
  });
});

describe('editing', () => {
  it('changes what is given, keeps the rest and raises the version', () => {
    expect(decideEdit(draft, { title: 'Oil', budgetMax: 900 }, 2, NOW)).toMatchObject({
      title: 'Oil',
      brief: 'Reels',
      budget: { min: eur(100), max: eur(900) },
      version: 3,
    });
  });
  it('takes a day out again with null', () => {
    expect(decideEdit(draft, { endDate: null }, 2, NOW)).toMatchObject({ startDate: '2026-12-01', endDate: null });
  });
  it('refuses an outdated version', () =>
    expect(decideEdit(draft, {}, 1, NOW)).toMatchObject({ refused: 'version_conflict' }));
  it('refuses what is published', () => {
    expect(decideEdit({ ...draft, status: 'published' }, {}, 2, NOW)).toMatchObject({
      refused: 'campaign_not_editable',
    });
  });
  it('refuses an edit that contradicts what stays', () => {
    expect(decideEdit(draft, { budgetMax: 50 }, 2, NOW)).toMatchObject({
      refused: 'validation_failed',
      issues: [{ path: 'budgetMax' }],
    });
  });
});

describe('duplicating', () => {
  it('copies the contents as a new draft without dates', () => {
    const copy = duplicateOf(
      { ...draft, status: 'completed', deliverables: [{ ...reel, dueOn: '2026-12-10' }] },
      'd',
      NOW,
    );
    expect(copy).toMatchObject({
      campaignId: 'd',
      status: 'draft',
      version: 1,
      startDate: null,
      endDate: null,
      title: 'Copy of Serum',
    });
    expect(copy.deliverables).toEqual([reel]);
  });
});
