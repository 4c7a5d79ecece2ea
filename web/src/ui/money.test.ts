import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES, CURRENCY_EXPONENTS, type Currency } from '#domain/currencies.ts';
import { formatMajor, formatMoney, inMajorUnits, parseMajor } from './money.ts';

describe('parseMajor', () => {
  it.each<[string, Currency, string, number]>([
    ['1250', 'USD', 'en-US', 125_000],
    ['1250.5', 'USD', 'en-US', 125_050],
    ['1,250.50', 'USD', 'en-US', 125_050],
    ['1.250,50', 'EUR', 'de-DE', 125_050],
    ['1250,5', 'EUR', 'de-DE', 125_050],
    ['1250,5', 'EUR', 'en-US', 125_050],
    ['1,250', 'USD', 'en-US', 125_000],
    ['1.250', 'EUR', 'de-DE', 125_000],
    ['1.250', 'KWD', 'en-US', 1_250],
    ['1,250', 'KWD', 'de-DE', 1_250],
    ['1,250,000', 'JPY', 'en-US', 1_250_000],
    ['1 250,75', 'SEK', 'sv-SE', 125_075],
    ['1’250.75', 'CHF', 'de-CH', 125_075],
    ['0.29', 'USD', 'en-US', 29],
    ['.5', 'USD', 'en-US', 50],
    ['0.500', 'USD', 'en-US', 50],
    ['12.', 'USD', 'en-US', 1_200],
    ['4.35', 'USD', 'en-US', 435],
  ])('reads %s %s in %s as %i minor units', (text, currency, locale, amountMinor) => {
    expect(parseMajor(text, currency, locale)).toEqual({ amountMinor });
  });

  it.each<[string, Currency, string]>([
    ['', 'USD', 'empty'],
    ['  ', 'USD', 'empty'],
    ['abc', 'USD', 'not_a_number'],
    ['-5', 'USD', 'not_a_number'],
    ['1e5', 'USD', 'not_a_number'],
    ['1.2.3', 'USD', 'not_a_number'],
    ['12,34,567.00', 'USD', 'not_a_number'],
    ['1.005', 'USD', 'too_precise'],
    ['0.015', 'USD', 'too_precise'],
    ['1.5', 'JPY', 'too_precise'],
    ['99999999999999999', 'USD', 'too_large'],
  ])('refuses %j %s: %s', (text, currency, problem) => {
    // `1.005` is one and a fraction where the point is the decimal sign.
    expect(parseMajor(text, currency, 'en-US')).toEqual({ problem });
  });

  it('reads back what formatMajor shows, for every currency and locale', () => {
    const locales = [
      'en-US',
      'de-DE',
      'fr-FR',
      'de-CH',
      'sv-SE',
      'ja-JP',
      'ar-EG',
      'fa-IR',
      'bn-BD',
      'en-IN',
      'pt-PT',
      'pl-PL',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(...locales),
        fc.integer({ min: 0, max: 99_999_999 }),
        (currency, locale, amountMinor) => {
          expect(parseMajor(formatMajor(amountMinor, currency, locale), currency, locale)).toEqual({ amountMinor });
        },
      ),
    );
  });
});

describe('formatMoney', () => {
  it.each<[number, Currency, string, string]>([
    [125_050, 'USD', 'en-US', '$1,250.50'],
    [5, 'USD', 'en-US', '$0.05'],
    [-125_050, 'USD', 'en-US', '-$1,250.50'],
    [1_250, 'JPY', 'en-US', '¥1,250'],
    [1_250, 'KWD', 'en-US', 'KWD\u00a01.250'],
    [125_050, 'EUR', 'de-DE', '1.250,50\u00a0€'],
    [125_050, 'HUF', 'en-US', 'HUF\u00a01,250.50'],
  ])('shows %i %s in %s as %s', (amountMinor, currency, locale, text) => {
    expect(formatMoney({ amountMinor, currency }, locale)).toBe(text);
  });

  it.each(['de-DE', 'ar-EG', 'fr-CH', 'hi-IN'])('shows every digit of every currency in %s, in one kind', (locale) => {
    for (const currency of CURRENCIES) {
      const shown = formatMoney({ amountMinor: 1_234_567, currency }, locale);
      expect([currency, shown.replace(/\D/g, '')]).toEqual([currency, '1234567']);
    }
  });

  it('always shows as many decimal places as the currency has', () => {
    for (const currency of CURRENCIES) {
      const places = formatMoney({ amountMinor: 123_456, currency }, 'en-US').split('.')[1]?.length ?? 0;
      expect([currency, places]).toEqual([currency, CURRENCY_EXPONENTS[currency]]);
    }
  });
});

describe('what a rule says of an amount', () => {
  it.each<[string | undefined, Currency, string | undefined]>([
    ['Must be at least 17500', 'HUF', 'Must be at least HUF\u00a0175.00'],
    [
      'must be at least 77 in ISK, the least that can be paid by card',
      'ISK',
      'Must be at least ISK\u00a077, the least that can be paid by card',
    ],
    ['must be at most 99999999 in JPY', 'JPY', 'Must be at most ¥99,999,999'],
    [
      'must be a multiple of 10 in KWD, as nothing smaller can be paid',
      'KWD',
      'Must be a multiple of KWD\u00a00.010, as nothing smaller can be paid',
    ],
    ['Enter a number', 'ISK', 'Enter a whole amount; ISK has no smaller unit'],
    ['Enter a number', 'BHD', 'Enter an amount with at most 3 decimal places'],
    ['must be EUR, the currency of the campaign', 'USD', 'must be EUR, the currency of the campaign'],
    [undefined, 'USD', undefined],
  ])('reads %s in %s as %s', (error, currency, text) => {
    expect(inMajorUnits(error, currency)).toBe(text);
  });
});
