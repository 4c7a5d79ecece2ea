import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CURRENCIES, CURRENCY_EXPONENTS, type Currency } from './currencies.ts';
import { money } from './money.ts';
import { amountText } from './money-text.ts';

it.each<[number, Currency, string]>([
  [123_450, 'EUR', 'EUR 1,234.50'],
  [5, 'USD', 'USD 0.05'],
  [1_234_567, 'JPY', 'JPY 1,234,567'],
  [0, 'JPY', 'JPY 0'],
  [1_234_567, 'KWD', 'KWD 1,234.567'],
  [-125, 'KWD', 'KWD −0.125'],
  [-9_500, 'EUR', 'EUR −95.00'],
])('writes %i of %s as %s', (amountMinor, currency, text) => {
  expect(amountText(money(amountMinor, currency)).replaceAll('\u00a0', ' ')).toBe(text);
});

it('loses no minor unit of any currency', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (amountMinor, currency) => {
      const text = amountText(money(amountMinor, currency));
      const digits = text.replace('−', '-').replace(/[^\d-]/g, '');
      expect(Number(digits)).toBe(amountMinor);
      expect(text.split('.')[1]?.length ?? 0).toBe(CURRENCY_EXPONENTS[currency]);
    }),
  );
});
