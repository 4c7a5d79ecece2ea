import { describe, expect, it } from 'vitest';
import type { HoldItem } from '#data/hold.ts';
import { STANDARD_FEE } from '#domain/fee-tiers.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { balancesOf, planPosted } from '#domain/ledger.ts';
import { quoteOf } from '#domain/quote.ts';
import { changedPayouts, exchangeFor, exchangeLegs, exchangeMade, paidOutOf } from './exchange-payout.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const part = { priceMinor: 50_000, feeMinor: 5_000, status: 'funded' as const, paymentId: 'pay_1', milestone: 1 };
const hold: HoldItem = {
  ...{ workspaceId: 'wsp_1', campaignId: 'cmp_1', contractId: 'ctr_1', influencerId: 'inf_1', currency: 'USD' },
  ...{ priceMinor: 100_000, feeMinor: 10_000, status: 'funded', paymentId: 'pay_1', version: 1 },
};
const inParts: HoldItem = { ...hold, parts: { '1': part, '2': { ...part, milestone: 2 } } };
const quote = quoteOf({
  price: { amountMinor: 100_000, currency: 'USD' },
  ...{ fee: STANDARD_FEE, quotedOn: '2026-11-20', dueOn: '2027-01-15', country: 'DE', payoutCurrency: 'EUR' as const },
  exchange: { currency: 'EUR', rate: '0.792', on: '2026-11-20', source: 'Stripe', validUntil: NOW },
});
const offered = { currency: 'EUR' as const, rate: '0.8', on: '2026-12-24' };

describe('the exchange of a payout', () => {
  it('keeps the told rate for each part, whose payouts sum to what was told', () => {
    const planned = partsOf(inParts).map((one) => exchangeFor(one, quote, offered));
    expect(planned.map(({ givenMinor, payoutMinor }) => [givenMinor, payoutMinor])).toEqual([
      [44_550, 35_640],
      [44_550, 35_640],
    ]);
    expect(exchangeFor(hold, quote, offered).payoutMinor).toBe(71_280);
    expect(exchangeFor(hold, undefined, offered)).toMatchObject({ givenMinor: 90_000, payoutMinor: 72_000 });
    const kept = { quoteId: 'fxq_1', untilMs: 5 };
    expect(exchangeFor(hold, quote, { ...offered, kept })).toMatchObject({ quoteId: 'fxq_1', keptUntilMs: 5 });
  });

  it('is what the provider says arrived, also where nobody had planned one', () => {
    const planned = exchangeFor(hold, quote, offered);
    const arrived = { payout: { amountMinor: 71_281, currency: 'EUR' as const }, rate: '0.80001' };
    expect(exchangeMade({ ...hold, exchange: planned }, arrived, NOW)).toMatchObject({
      givenMinor: 89_100,
      payoutMinor: 71_281,
      rate: '0.80001',
    });
    expect(exchangeMade({ ...hold, exchange: planned }, undefined, NOW)).toEqual(planned);
    expect(exchangeMade(hold, arrived, NOW)).toMatchObject({ givenMinor: 90_000, on: '2026-11-20' });
    const same = { payout: { amountMinor: 90_000, currency: 'USD' as const } };
    expect(exchangeMade(hold, same, NOW)).toBeUndefined();
    expect(exchangeMade(hold, undefined, NOW)).toBeUndefined();
  });

  it('balances too where the account was changed to the contract’s own currency meanwhile: less was sent than agreed', () => {
    const planned = exchangeFor(hold, quote, offered);
    const same = { payout: { amountMinor: 89_100, currency: 'USD' as const } };
    const made = exchangeMade({ ...hold, exchange: planned }, same, NOW);
    const legs = exchangeLegs(['b', 'c'], hold, made);
    const left = balancesOf([planPosted('a', hold), ...legs]).filter(({ amountMinor }) => amountMinor !== 0);
    expect(left.map(({ account, amountMinor }) => [account, amountMinor])).toContainEqual(['paid:inf_1', 89_100]);
    expect(left.map(({ account, amountMinor }) => [account, amountMinor])).toContainEqual(['fx', 900]);
    expect(exchangeLegs(['b', 'c'], hold, undefined)).toEqual([]);
  });

  it('is told of a contract for all parts together, less what came back, and for none where none was changed', () => {
    const changed = { ...offered, givenMinor: 44_550, payoutMinor: 35_640 };
    const released = { ...part, status: 'released' as const, exchange: changed };
    const paid: HoldItem = {
      ...inParts,
      parts: {
        '1': { ...released, paidOutAt: '2026-12-24T00:00:00.000Z', clawedBackMinor: 22_275 },
        '2': {
          ...released,
          milestone: 2,
          paidOutAt: '2026-12-30T00:00:00.000Z',
          exchange: { ...changed, on: '2026-12-30' },
        },
      },
    };
    expect(paidOutOf(paid)).toEqual({
      ...{ priceMinor: 100_000, feeMinor: 10_000, at: '2026-12-30T00:00:00.000Z' },
      exchange: {
        ...{ rate: '0.8', on: '2026-12-30', givenMinor: 89_100, takenBackMinor: 17_820, transfers: 2 },
        payout: { amountMinor: 71_280, currency: 'EUR' },
      },
    });
    expect(changedPayouts({ ...hold, status: 'released' })).toEqual({});
  });
});
