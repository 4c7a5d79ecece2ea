import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES } from './currencies.ts';
import { add, MoneyError, money, shareBps, split, subtract, sum } from './money.ts';

const amount = fc.integer({ min: -99_999_999, max: 99_999_999 });
const currency = fc.constantFrom(...CURRENCIES);
const weights = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 })
  .filter((list) => list.some((weight) => weight > 0));

describe('money', () => {
  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %s as an amount', (value) => {
    expect(() => money(value, 'EUR')).toThrow(MoneyError);
  });

  it('never mixes currencies', () => {
    expect(() => add(money(1, 'EUR'), money(1, 'USD'))).toThrow('cannot mix EUR with USD');
    expect(() => sum('EUR', [money(1, 'USD')])).toThrow(MoneyError);
  });

  it('subtracts what it added', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        currency,
        (a, b, code) => subtract(add(money(a, code), money(b, code)), money(b, code)).amountMinor === a,
      ),
    );
  });
});

describe('split', () => {
  it('loses and makes nothing, whatever the weights', () => {
    fc.assert(
      fc.property(amount, currency, weights, (whole, code, list) => {
        const parts = split(money(whole, code), list);
        expect(parts).toHaveLength(list.length);
        expect(sum(code, parts).amountMinor).toBe(whole);
      }),
    );
  });

  it('is never further than one minor unit from the exact share', () => {
    fc.assert(
      fc.property(amount, weights, (whole, list) => {
        const total = list.reduce((acc, weight) => acc + weight, 0);
        for (const [index, part] of split(money(whole, 'EUR'), list).entries())
          expect(Math.abs(part.amountMinor - (whole * (list[index] as number)) / total)).toBeLessThan(1);
      }),
    );
  });

  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-33, -33, -34]],
    [5, [0, 1], [0, 5]],
    [1, [1, 1], [1, 0]],
  ])('splits %s by %j into %j', (whole, list, expected) => {
    expect(split(money(whole, 'EUR'), list).map((part) => part.amountMinor)).toEqual(expected);
  });

  it.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]]])('refuses the weights %j', (list) => {
    expect(() => split(money(10, 'EUR'), list)).toThrow(MoneyError);
  });
});

describe('shareBps', () => {
  it.each([
    [10_000, 1000, 1000],
    [12_345, 1000, 1235],
    [1, 5000, 1],
    [1, 4999, 0],
    [0, 1000, 0],
    [99_999_999, 10_000, 99_999_999],
  ])('takes %s at %s basis points as %s', (whole, bps, expected) => {
    expect(shareBps(money(whole, 'EUR'), bps).amountMinor).toBe(expected);
  });

  it('refuses a rate that is no whole number of basis points', () => {
    expect(() => shareBps(money(1, 'EUR'), 0.5)).toThrow(MoneyError);
    expect(() => shareBps(money(1, 'EUR'), -1)).toThrow(MoneyError);
  });
});
