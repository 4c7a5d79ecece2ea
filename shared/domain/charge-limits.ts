import { CURRENCY_EXPONENTS, type Currency } from './currencies.ts';

/** Smallest charge the payment provider takes, minor units; others need 50 (docs.stripe.com/currencies). */
const MINIMUM: Partial<Record<Currency, number>> = {
  AED: 200,
  BGN: 100,
  CZK: 1500,
  DKK: 250,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  PLN: 200,
  RON: 200,
  SEK: 300,
  THB: 1000,
};

/** Largest charge: eight digits. */
export const LARGEST_CHARGE_MINOR = 99_999_999;

/** The smallest amount that can be charged in a currency, minor units. */
export function smallestCharge(currency: Currency): number {
  const known = MINIMUM[currency];
  if (known !== undefined) return known;
  return CURRENCY_EXPONENTS[currency] === 3 ? 500 : 50;
}
