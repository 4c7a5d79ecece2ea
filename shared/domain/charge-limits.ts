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

/** Without decimals in fact, but sent to the provider as if they had two (docs.stripe.com/currencies). */
export const SENT_TIMES_100: ReadonlySet<Currency> = new Set<Currency>(['ISK', 'UGX']);

/** The largest amount that can be charged in a currency, minor units: eight digits as they are sent. */
export function largestCharge(currency: Currency): number {
  return SENT_TIMES_100.has(currency) ? 999_999 : 99_999_999;
}

/** What every amount the provider moves must be a multiple of, minor units: it takes two decimals of three. */
export function chargeStep(currency: Currency): number {
  return CURRENCY_EXPONENTS[currency] === 3 ? 10 : 1;
}

/** The smallest amount that can be charged in a currency, minor units. */
export function smallestCharge(currency: Currency): number {
  const known = MINIMUM[currency];
  if (known !== undefined) return known;
  return CURRENCY_EXPONENTS[currency] === 3 ? 500 : 50;
}

/** What a payout to a bank must be a multiple of, minor units (docs.stripe.com/currencies): forints and Taiwan dollars are sent whole. */
export function payoutStep(currency: Currency): number {
  return currency === 'HUF' || currency === 'TWD' ? 100 : chargeStep(currency);
}
