import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Desk, MOST_ACTIVITIES, moneyOf, nextDatesOf, waitingOf, withActivity } from './overview.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const EMPTY: Desk = { campaigns: [], budgets: [], applications: [], offers: [], contracts: [], submissions: [] };
const place = { campaignId: 'c', campaignTitle: 'Serum', influencerName: 'Mara' };
const price = { amountMinor: 90_000, currency: 'EUR' as const };
const offer = (side: 'brand' | 'influencer', expiresAt: string) => ({
  ...place,
  offerId: `offer of ${side}`,
  status: 'open' as const,
  expiresAt,
  current: { writtenBy: { side, at: '2026-11-19T00:00:00.000Z' }, terms: { price } },
});
const contract = (fundingStatus: Desk['contracts'][number]['fundingStatus'], liveCount = 0) => ({
  ...place,
  contractId: `contract ${fundingStatus}`,
  fundingStatus,
  terms: { price, dueOn: '2026-11-10' },
  requiredCount: 1,
  liveCount,
  createdAt: '2026-11-01T00:00:00.000Z',
});
const campaign = (status: Desk['campaigns'][number]['status']) => ({
  campaignId: `campaign ${status}`,
  title: 'Serum',
  status,
  startDate: '2026-12-01',
  endDate: '2026-12-31',
  createdAt: '2026-10-01T00:00:00.000Z',
});

describe('what waits for a workspace', () => {
  const kinds = (desk: Partial<Desk>) => waitingOf({ ...EMPTY, ...desk }, NOW).map(({ kind }) => kind);

  it.each<[string, Partial<Desk>, string[]]>([
    ['nothing on an empty desk', {}, []],
    ['an offer the influencer answered', { offers: [offer('influencer', '2026-11-25T00:00:00.000Z')] }, ['offer']],
    ['no offer that the influencer has to answer', { offers: [offer('brand', '2026-11-25T00:00:00.000Z')] }, []],
    ['no offer past its time', { offers: [offer('influencer', NOW)] }, []],
    ['a contract without money', { contracts: [contract('unfunded'), contract('funded')] }, ['funding']],
    [
      'a release that a second person was asked to approve, and none that one approved',
      {
        contracts: [
          { ...contract('funded'), secondPerson: { state: 'asked', askedAt: NOW } },
          { ...contract('funded'), secondPerson: { state: 'approved', askedAt: NOW } },
        ],
      },
      ['release'],
    ],
    [
      'a campaign that another member has to approve, and a declined one as the draft it is',
      {
        campaigns: [
          { ...campaign('draft'), publishing: { state: 'asked', askedAt: NOW } },
          { ...campaign('draft'), publishing: { state: 'declined', askedAt: NOW } },
        ],
      },
      ['publishing', 'draft'],
    ],
    ['a draft, and no running campaign', { campaigns: [campaign('draft'), campaign('active')] }, ['draft']],
  ])('is %s', (_what, desk, expected) => {
    expect(kinds(desk)).toEqual(expected);
  });

  it('puts what runs out first, then what has waited longest, and drafts last', () => {
    const submitted = { ...place, submissionId: 's', submittedAt: '2026-10-15T00:00:00.000Z' };
    const desk = {
      ...EMPTY,
      campaigns: [campaign('draft')],
      contracts: [contract('unfunded')],
      submissions: [submitted],
      offers: [offer('influencer', '2026-11-25T00:00:00.000Z')],
    };
    expect(waitingOf(desk, NOW).map(({ kind }) => kind)).toEqual(['offer', 'content', 'funding', 'draft']);
  });
});

describe('next dates', () => {
  it('are days ahead, soonest first, and overdue content until it is live', () => {
    const dates = nextDatesOf(
      {
        ...EMPTY,
        campaigns: [campaign('published'), campaign('active'), campaign('paused')],
        contracts: [contract('funded'), contract('unfunded'), { ...contract('funded'), liveCount: 1 }],
      },
      '2026-11-20',
    );
    expect(dates.map(({ kind, day }) => `${kind} ${day}`)).toEqual([
      'due 2026-11-10',
      'starts 2026-12-01',
      'ends 2026-12-31',
    ]);
  });
});

describe('the money of a workspace', () => {
  const budget = fc.record({
    campaignId: fc.string(),
    currency: fc.constantFrom('EUR' as const, 'USD' as const),
    totalMinor: fc.nat(1_000_000),
    committedMinor: fc.nat(1_000_000),
    fundedMinor: fc.nat(1_000_000),
    releasedMinor: fc.nat(1_000_000),
    refundedMinor: fc.nat(1_000_000),
    feesMinor: fc.nat(1_000_000),
  });

  it('is the sum of the budgets of each currency, and what is held is what came in less what went out', () => {
    fc.assert(
      fc.property(fc.array(budget), (budgets) => {
        const sums = moneyOf(budgets);
        expect(new Set(sums.map(({ currency }) => currency)).size).toBe(sums.length);
        const all = (name: 'fundedMinor' | 'releasedMinor' | 'refundedMinor' | 'feesMinor') =>
          budgets.reduce((sum, one) => sum + one[name], 0);
        const held = sums.reduce((sum, one) => sum + one.held.amountMinor, 0);
        expect(held).toBe(all('fundedMinor') - all('releasedMinor') - all('feesMinor') - all('refundedMinor'));
      }),
    );
  });
});

describe('the last things that happened', () => {
  it('are the newest ones once each, in whatever order and how often they are delivered', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1000, max: 1060 }), { maxLength: 120 }), (deliveries) => {
        const kept = deliveries.reduce<{ eventId: string }[]>(
          (entries, number) => withActivity(entries, { eventId: `evt_${number}` }) ?? entries,
          [],
        );
        const newest = [...new Set(deliveries)].sort((a, b) => b - a).slice(0, MOST_ACTIVITIES);
        expect(kept.map(({ eventId }) => eventId)).toEqual(newest.map((number) => `evt_${number}`));
      }),
    );
  });
});
