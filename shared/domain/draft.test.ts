import { describe, expect, it } from 'vitest';
import { costOfDraft, DRAFT_STEPS, missingForPublishing, stepOf } from './draft.ts';

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' as const });
const range = (min: number, max: number) => ({ min: eur(min), max: eur(max) });
const empty = {
  ...{ title: 'Serum', brief: '', budget: range(0, 0), startDate: null, endDate: null, deliverables: [] },
  targetAudience: { niches: [], platforms: [], countries: [] },
};

describe('what a draft lacks', () => {
  it('is named in the order of the steps, in which it is written', () => {
    const steps = missingForPublishing(empty, '2026-11-20').map(({ path }) => stepOf(path));
    expect(steps).toEqual([...steps].sort((a, b) => DRAFT_STEPS.indexOf(a) - DRAFT_STEPS.indexOf(b)));
    expect(new Set(steps)).toEqual(new Set(['brief', 'deliverables', 'budget']));
  });

  it('is a later day where one is past on which something is still to happen; today is none of these', () => {
    const reel = { deliverableId: 'reel', type: 'reel' as const, platform: 'instagram' as const, count: 1 };
    const datesOf = (day: string) =>
      missingForPublishing(
        {
          ...empty,
          deliverables: [reel, { ...reel, deliverableId: 'two', dueOn: day }],
          applying: { until: day, questions: [], places: null },
        },
        '2026-11-20',
      ).filter(({ path }) => path === 'applying.until' || path.endsWith('dueOn'));
    expect(datesOf('2026-11-19')).toEqual([
      { path: 'applying.until', message: 'The last day to apply is past; choose a later one, or none.' },
      { path: 'deliverables.1.dueOn', message: 'Deliverable 2 is due on a day that is past; choose a later one.' },
    ]);
    expect(datesOf('2026-11-20')).toEqual([]);
  });

  it.each([
    ['title', 'brief'],
    ['applying.until', 'brief'],
    ['targetAudience.maxFollowers', 'brief'],
    ['deliverables.3.dueOn', 'deliverables'],
    ['guidelines.hashtags.0', 'guidelines'],
    ['terms.reviewDays', 'budget'],
  ])('%s is written in the step %s', (path, step) => expect(stepOf(path)).toBe(step));
});

describe('what a draft comes to', () => {
  it.each<[string, { count: number; priceRange?: ReturnType<typeof range> }[], number, object]>([
    [
      'nothing is known without prices',
      [{ count: 2 }],
      500_000,
      { perInfluencer: null, influencers: null, unpricedCount: 1 },
    ],
    [
      'every piece of every deliverable counts',
      [
        { count: 2, priceRange: range(100, 300) },
        { count: 1, priceRange: range(500, 500) },
      ],
      2_500,
      { perInfluencer: { minMinor: 700, maxMinor: 1_100 }, influencers: { atLeast: 2, atMost: 3 }, unpricedCount: 0 },
    ],
    [
      'deliverables without a price are told of',
      [{ count: 1, priceRange: range(500, 900) }, { count: 3 }],
      400,
      { perInfluencer: { minMinor: 500, maxMinor: 900 }, influencers: { atLeast: 0, atMost: 0 }, unpricedCount: 1 },
    ],
    [
      'without a budget nobody knows how far it reaches',
      [{ count: 1, priceRange: range(500, 900) }],
      0,
      { perInfluencer: { minMinor: 500, maxMinor: 900 }, influencers: null, unpricedCount: 0 },
    ],
  ])('%s', (_case, deliverables, budget, cost) => expect(costOfDraft(deliverables, budget)).toEqual(cost));
});
