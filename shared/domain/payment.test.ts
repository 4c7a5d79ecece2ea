import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoldStatus } from './contract.ts';
import { isRefused } from './decision.ts';
import {
  CONTRACTS_PER_PAYMENT,
  type HoldState,
  nextPaymentStatus,
  PAYMENT_STATUSES,
  planEscrow,
  planSuccessor,
  refundableHolds,
  shareOfLoss,
} from './payment.ts';

const NOW = { nowMs: Date.parse('2026-11-20T09:00:00Z'), country: 'DE' };
const hold = (index: number, edit: Partial<HoldState> = {}): HoldState => ({
  contractId: `ctr_${index}`,
  influencerId: `inf_${index}`,
  currency: 'USD',
  priceMinor: 10_000,
  feeMinor: 1000,
  status: 'unfunded',
  paymentId: null,
  ...edit,
});

describe('planning a payment', () => {
  it.each<[string, HoldState[], string | undefined, object]>([
    [
      'opens one for every unfunded contract',
      [hold(1), hold(2)],
      undefined,
      { do: 'open', amountMinor: 20_000, replaces: [] },
    ],
    ['opens one for the contract that is named', [hold(1), hold(2)], 'ctr_2', { do: 'open', amountMinor: 10_000 }],
    [
      'answers the one that is open',
      [hold(1, { status: 'pending', paymentId: 'pay_1' }), hold(2)],
      undefined,
      { do: 'answer', paymentId: 'pay_1' },
    ],
    [
      'leaves out what is paid',
      [hold(1, { status: 'funded', paymentId: 'pay_1' }), hold(2)],
      undefined,
      { do: 'open', amountMinor: 10_000 },
    ],
    [
      'tries a declined one again',
      [hold(1, { paymentId: 'pay_1' }), hold(2, { paymentId: 'pay_1' })],
      undefined,
      { do: 'retry', paymentId: 'pay_1' },
    ],
    [
      'replaces a declined one when the contracts differ',
      [hold(1, { paymentId: 'pay_1' }), hold(2)],
      undefined,
      { do: 'open', replaces: ['pay_1'] },
    ],
    [
      'replaces a declined one for a part of it',
      [hold(1, { paymentId: 'pay_1' }), hold(2, { paymentId: 'pay_1' })],
      'ctr_1',
      { do: 'open', replaces: ['pay_1'] },
    ],
    ['has nothing to do without contracts', [], undefined, { refused: 'nothing_to_fund' }],
    [
      'has nothing to do for a contract that is paid',
      [hold(1, { status: 'released' })],
      'ctr_1',
      { refused: 'nothing_to_fund' },
    ],
    ['refuses less than the provider takes', [hold(1, { priceMinor: 49 })], undefined, { refused: 'amount_too_small' }],
    ['takes the least the provider takes', [hold(1, { priceMinor: 50 })], undefined, { do: 'open', amountMinor: 50 }],
  ])('%s', (_case, holds, contractId, expected) => {
    expect(planEscrow(holds, contractId === undefined ? undefined : { contractId }, NOW)).toMatchObject(expected);
  });

  it('leaves out contracts that would be held too long, and says why when there is no other', () => {
    const far = hold(1, { dueOn: '2027-06-30' });
    const near = hold(2, { dueOn: '2026-12-31' });
    expect(planEscrow([far, near], undefined, NOW)).toMatchObject({ do: 'open', holds: [near] });
    for (const asked of [undefined, { contractId: 'ctr_1' }])
      expect(planEscrow([far], asked, NOW)).toMatchObject({
        refused: 'hold_too_long',
        issues: [{ path: 'ctr_1', message: expect.stringContaining('Pay in on 7 April 2027 or later') }],
      });
    expect(planEscrow([far], undefined, { ...NOW, country: 'US' })).toMatchObject({ do: 'open' });
  });

  it('never asks for more contracts or more money than one payment takes, and the parts sum to the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50, max: 60_000_000 }), { minLength: 1, maxLength: 40 }), (prices) => {
        const plan = planEscrow(
          prices.map((priceMinor, index) => hold(index, { priceMinor })),
          undefined,
          NOW,
        );
        if (isRefused(plan) || plan.do !== 'open') throw new Error('A payment was expected.');
        expect(plan.holds.length).toBeLessThanOrEqual(CONTRACTS_PER_PAYMENT);
        expect(plan.amountMinor).toBeLessThanOrEqual(99_999_999);
        expect(plan.holds.reduce((total, { priceMinor }) => total + priceMinor, 0)).toBe(plan.amountMinor);
      }),
    );
  });
});

describe('the payment that takes the place of one that was given up', () => {
  const now = '2026-11-20T09:00:00.000Z';
  const charge = {
    ...{ currency: 'EUR' as const, amountMinor: 16_000, rate: '1.25', on: '2026-11-20', source: 'Stripe' },
    ...{ validUntil: '2026-11-20T10:00:00.000Z', quoteId: 'fxq_1' },
  };
  const left = [{ priceMinor: 6_000 }, { priceMinor: 4_000 }];

  it('is charged what is left, at the rate that was told while that is kept', () => {
    expect(planSuccessor(left, { currency: 'USD' }, now)).toEqual({});
    expect(planSuccessor(left, { currency: 'USD', charge }, now)).toEqual({
      charge: { ...charge, amountMinor: 8_000 },
    });
  });

  it.each([
    ['nothing is left', [], undefined],
    ['less is left than can be paid', [{ priceMinor: 49 }], undefined],
    ['less is left than can be charged in the other currency', [{ priceMinor: 60 }], charge],
    ['the rate is over', left, { ...charge, validUntil: now }],
  ])('is none where %s', (_case, parts, charged) => {
    expect(planSuccessor(parts, { currency: 'USD', charge: charged }, now)).toBeUndefined();
  });
});

describe('where a payment goes', () => {
  it('never leaves funded, and says nothing where nothing changes', () => {
    for (const status of ['open', 'declined', 'canceled', 'succeeded'] as const) {
      expect(nextPaymentStatus('funded', { status })).toBeUndefined();
      for (const from of PAYMENT_STATUSES) {
        const next = nextPaymentStatus(from, { status });
        if (next) expect(nextPaymentStatus(next, { status })).toBeUndefined();
      }
    }
  });

  it.each([
    ['pending', 'succeeded', 'funded'],
    ['failed', 'succeeded', 'funded'],
    ['pending', 'declined', 'failed'],
    ['pending', 'canceled', 'canceled'],
    ['failed', 'canceled', 'canceled'],
    ['pending', 'open', undefined],
    ['failed', 'declined', undefined],
    ['canceled', 'declined', undefined],
    ['canceled', 'succeeded', 'funded'],
  ] as const)('from %s, when it %s: %s', (from, status, expected) => {
    expect(nextPaymentStatus(from, { status })).toBe(expected);
  });
});

describe('what can be refunded', () => {
  it.each<[HoldStatus[], number | string]>([
    [['funded', 'released'], 1],
    [['funded', 'funded'], 2],
    [['released'], 'already_released'],
    [['refunding'], 'already_released'],
    [['releasing'], 'release_not_ready'],
    [['disputed'], 'release_not_ready'],
    [['pending'], 'contract_not_funded'],
    [['unfunded'], 'contract_not_funded'],
  ])('of %j: %s', (statuses, expected) => {
    const result = refundableHolds(statuses.map((status) => ({ status })));
    expect(isRefused(result) ? result.refused : result.length).toBe(expected);
  });
});

describe('a lost dispute is paid for', () => {
  it.each<[string, [HoldStatus, number?][], number, number, number[]]>([
    ['by holds that have their money, whole', [['funded'], ['disputed']], 20_000, 0, []],
    ['by what is under way, when it comes back', [['releasing'], ['refunding']], 20_000, 0, []],
    ['by the platform for what has left', [['released'], ['funded']], 20_000, 10_000, []],
    [
      'first by what came back from influencers',
      [
        ['released', 3000],
        ['released', 9000],
      ],
      20_000,
      20_000,
      [3000, 9000],
    ],
    [
      'by no more of that than is needed',
      [
        ['released', 8000],
        ['released', 9000],
      ],
      12_000,
      12_000,
      [8000, 4000],
    ],
    ['and leaves the brand what the bank did not take', [['funded'], ['released', 5000]], 6000, -4000, []],
  ])('%s', (_what, holds, withdrawnMinor, restMinor, reserves) => {
    const given = holds.map(([status, reserveMinor], index) => ({ ...hold(index, { status }), reserveMinor }));
    const share = shareOfLoss(given, withdrawnMinor);
    expect(share.restMinor).toBe(restMinor);
    expect([...share.reserveOf.values()]).toEqual(reserves);
  });
});
