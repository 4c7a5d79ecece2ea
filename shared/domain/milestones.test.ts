import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holdIssues,
  issuesOfMilestones,
  type Milestone,
  milestoneMoney,
  milestoneWith,
  suggestMilestones,
} from './milestones.ts';

const TODAY = '2026-11-20';
const NOW_MS = Date.UTC(2026, 10, 20);
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const first: Milestone = { title: 'Reels', deliverableIds: ['reels'], dueOn: '2026-12-10', price: usd(60_000) };
const second: Milestone = { title: 'Stories', deliverableIds: ['stories'], dueOn: '2026-12-31', price: usd(40_000) };
const terms = (milestones?: Milestone[]) => ({
  price: usd(100_000),
  deliverables: [
    { deliverableId: 'reels', count: 2 },
    { deliverableId: 'stories', count: 1 },
  ],
  dueOn: '2026-12-31',
  milestones,
});

describe('milestones of an offer', () => {
  it('share price, deliverables and time', () => {
    expect(issuesOfMilestones(terms(), TODAY)).toEqual([]);
    expect(issuesOfMilestones(terms([first, second]), TODAY)).toEqual([]);
    expect(
      issuesOfMilestones(terms([{ ...first, deliverableIds: ['reels', 'stories'], price: usd(100_000) }]), TODAY),
    ).toEqual([]);
    expect(milestoneWith(terms([first, second]), 'stories')).toBe(2);
    expect(milestoneWith(terms(), 'stories')).toBeUndefined();
  });

  it.each<[string, Milestone[], string, string]>([
    ['sum to less', [first, { ...second, price: usd(39_999) }], 'milestones', '99999, 1 less than 100000'],
    ['sum to more', [first, { ...second, price: usd(40_001) }], 'milestones', '100001, 1 more than 100000'],
    [
      'are too small to be paid in',
      [first, { ...second, price: usd(49) }],
      'milestones.1.price.amountMinor',
      'at least 50',
    ],
    ['are below zero', [first, { ...second, price: usd(-1) }], 'milestones.1.price.amountMinor', 'at least 50'],
    [
      'are in another currency',
      [first, { ...second, price: { amountMinor: 40_000, currency: 'EUR' } }],
      'milestones.1.price.currency',
      'must be USD',
    ],
    [
      'name what is not offered',
      [first, { ...second, deliverableIds: ['song'] }],
      'milestones.1.deliverableIds.0',
      'no deliverable',
    ],
    [
      'share a deliverable',
      [first, { ...second, deliverableIds: ['stories', 'reels'] }],
      'milestones.1.deliverableIds.1',
      'another milestone',
    ],
    ['leave a deliverable out', [first, { ...second, deliverableIds: [] }], 'milestones', 'which one stories is for'],
    ['are due in the past', [{ ...first, dueOn: '2026-11-19' }, second], 'milestones.0.dueOn', 'in the past'],
    [
      'are due after all is',
      [first, { ...second, dueOn: '2027-01-01' }],
      'milestones.1.dueOn',
      'not be after 2026-12-31',
    ],
    [
      'are out of order',
      [
        { ...first, dueOn: '2026-12-31' },
        { ...second, dueOn: '2026-12-30' },
      ],
      'milestones.1.dueOn',
      'not be before 2026-12-31',
    ],
  ])('are refused when they %s', (_case, milestones, path, message) => {
    expect(issuesOfMilestones(terms(milestones), TODAY)).toContainEqual({
      path,
      message: expect.stringContaining(message),
    });
  });

  it('share the fee so that no minor unit is lost', () => {
    const thirds = [1, 2, 3].map((number) => ({ ...first, title: `${number}`, price: usd(33_333) }));
    const money = milestoneMoney({ ...terms(thirds), price: usd(99_999) }, 1000);
    expect(money.map(({ feeMinor }) => feeMinor)).toEqual([3334, 3333, 3333]);
  });
});

describe('milestones for a time that money may not be held for', () => {
  it('are not needed where it may', () => {
    expect(holdIssues(terms(), NOW_MS, 'DE')).toEqual([]);
    expect(suggestMilestones(terms(), NOW_MS, 90)).toBeUndefined();
  });

  it('are named by what of them does not fit yet', () => {
    const long = { ...terms([first, { ...second, dueOn: '2027-06-30' }]), dueOn: '2027-06-30' };
    expect(holdIssues(long, NOW_MS, 'DE')).toMatchObject([
      { path: 'terms.milestones.1.dueOn', message: expect.stringContaining('Pay in on 7 April 2027 or later') },
    ]);
    expect(holdIssues({ ...long, milestones: undefined }, NOW_MS, 'DE')).toMatchObject([
      { path: 'terms.dueOn', message: expect.stringContaining('split it into milestones') },
    ]);
  });

  it('are suggested so that each fits once the one before it is due, and are what an offer takes', () => {
    const suggested = suggestMilestones({ ...terms(), dueOn: '2027-06-30' }, NOW_MS, 90);
    expect(suggested?.map(({ dueOn, deliverableIds, price }) => [dueOn, deliverableIds, price.amountMinor])).toEqual([
      ['2027-01-13', [], 25_000],
      ['2027-04-07', ['reels'], 50_000],
      ['2027-06-30', ['stories'], 25_000],
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9_000_000 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 86, max: 700 }),
        (amountMinor, counts, days) => {
          const dueOn = new Date(NOW_MS + days * 86_400_000).toISOString().slice(0, 10);
          const deliverables = counts.map((count, index) => ({ deliverableId: `d${index}`, count }));
          const asked = { price: usd(amountMinor), deliverables, dueOn };
          const milestones = suggestMilestones(asked, NOW_MS, 90);
          if (!milestones) return;
          expect(issuesOfMilestones({ ...asked, milestones }, TODAY)).toEqual([]);
          const starts = [NOW_MS, ...milestones.map((milestone) => Date.parse(milestone.dueOn))];
          for (const [index, milestone] of milestones.entries())
            expect(holdIssues({ ...asked, dueOn: milestone.dueOn }, starts[index] as number, 'DE')).toEqual([]);
        },
      ),
    );
  });
});
