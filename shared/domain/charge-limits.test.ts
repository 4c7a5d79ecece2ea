import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CURRENCY_SOURCES,
  chargeStep,
  largestCharge,
  minimumSource,
  payoutStep,
  SENT_TIMES_100,
  smallestCharge,
} from './charge-limits.ts';
import { CURRENCIES, CURRENCY_EXPONENTS, type Currency } from './currencies.ts';

const withExponent = (exponent: number) => CURRENCIES.filter((currency) => CURRENCY_EXPONENTS[currency] === exponent);

describe('the table of currencies', () => {
  it('has every currency the provider charges, each once, with the digits it has', () => {
    expect(CURRENCIES.length).toBeGreaterThanOrEqual(135);
    expect(CURRENCIES.every((currency) => /^[A-Z]{3}$/.test(currency))).toBe(true);
    expect(withExponent(0)).toEqual(
      'BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' ') as Currency[],
    );
    expect(withExponent(3)).toEqual(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
    expect(withExponent(2)).toHaveLength(CURRENCIES.length - 22);
  });

  it('says of every column where it comes from, whether that is published or derived, and when it was compared', () => {
    for (const { how, source, readOn } of Object.values(CURRENCY_SOURCES)) {
      expect(['published', 'derived']).toContain(how);
      expect(source).toMatch(/docs\.stripe\.com|ISO 4217|the same page/i);
      expect(readOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  it('says of every smallest charge whether the provider publishes it: it does for 24 currencies', () => {
    const published = CURRENCIES.filter((currency) => minimumSource(currency).how === 'published');
    expect(published.sort()).toEqual(
      'AED AUD BGN BRL CAD CHF CZK DKK EUR GBP HKD HUF INR JPY MXN MYR NOK NZD PLN RON SEK SGD THB USD'.split(' '),
    );
  });

  it('has for every currency a smallest charge that can be paid, below the largest', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), (currency) => {
        expect(smallestCharge(currency) % chargeStep(currency)).toBe(0);
        expect(smallestCharge(currency)).toBeGreaterThan(0);
        expect(smallestCharge(currency)).toBeLessThan(largestCharge(currency));
      }),
      { numRuns: CURRENCIES.length * 3 },
    );
  });

  it.each<[Currency, number, number, number, number]>([
    ['USD', 50, 99_999_999, 1, 1],
    ['GBP', 30, 99_999_999, 1, 1],
    ['JPY', 50, 99_999_999, 1, 1],
    ['KWD', 190, 99_999_999, 10, 10],
    ['HUF', 17_500, 99_999_999, 1, 100],
    ['TWD', 1900, 99_999_999, 1, 100],
    ['ISK', 77, 999_999, 1, 1],
    ['UGX', 2200, 999_999, 1, 1],
    ['IDR', 1_100_000, 99_999_999, 1, 1],
  ])('knows %s: from %i to %i minor units in steps of %i, to banks in steps of %i', (currency, ...limits) => {
    expect([smallestCharge(currency), largestCharge(currency), chargeStep(currency), payoutStep(currency)]).toEqual(
      limits,
    );
  });

  it('sends only krónur and Uganda shillings times a hundred, which have no decimals', () => {
    expect([...SENT_TIMES_100].map((currency) => [currency, CURRENCY_EXPONENTS[currency]])).toEqual([
      ['ISK', 0],
      ['UGX', 0],
    ]);
  });
});
