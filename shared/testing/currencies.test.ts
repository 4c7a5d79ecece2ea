import { describe, expect, it } from 'vitest';
import { chargeStep, largestCharge, payoutStep, SENT_TIMES_100, smallestCharge } from '#domain/charge-limits.ts';
import { CURRENCIES, type Currency } from '#domain/currencies.ts';
import {
  checkChargeAmount,
  checkedCurrency,
  payoutStep as stepAtProvider,
} from '#local/providers/stripe/currencies.ts';

const sent = (amountMinor: number, currency: Currency) =>
  SENT_TIMES_100.has(currency) ? amountMinor * 100 : amountMinor;
const charge = (amountMinor: number, currency: Currency) =>
  checkChargeAmount(sent(amountMinor, currency), checkedCurrency(currency));

describe.each(CURRENCIES)('what the product believes of %s', (currency) => {
  it('is what the provider does: it takes the smallest and the largest charge, and nothing beyond or between', () => {
    const step = chargeStep(currency);
    const largest = Math.floor(largestCharge(currency) / step) * step;
    for (const amountMinor of [smallestCharge(currency), largest]) charge(amountMinor, currency);
    expect(() => charge(1, currency)).toThrow('at least');
    expect(() => charge(largest + step, currency)).toThrow('no more than');
    if (step > 1) expect(() => charge(largest - 1, currency)).toThrow('divisible');
    expect(sent(payoutStep(currency), currency)).toBe(stepAtProvider(currency.toLowerCase()));
  });
});
