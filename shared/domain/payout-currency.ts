import type { Currency } from './currencies.ts';

/**
 * The currency that an account of a country is paid out in unless its holder chose another
 * (docs.stripe.com/payouts#supported-accounts-and-settlement-currencies, read 2026-11-20).
 */
// biome-ignore format: a table reads better dense
const CURRENCY_OF_COUNTRY: Readonly<Record<string, Currency>> = {
  AE: 'AED', AU: 'AUD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CZ: 'CZK', DK: 'DKK', GB: 'GBP', GI: 'GBP', HK: 'HKD', HU: 'HUF', IN: 'INR',
  JP: 'JPY', LI: 'CHF', MX: 'MXN', MY: 'MYR', NO: 'NOK', NZ: 'NZD', PL: 'PLN', RO: 'RON', SE: 'SEK', SG: 'SGD', TH: 'THB', US: 'USD',
};
const EURO_COUNTRIES: ReadonlySet<string> = new Set(
  'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '),
);

/** The currency that somebody in a country is most likely paid out in; null where that is not known. */
export function likelyPayoutCurrency(country: string | null): Currency | null {
  if (country === null) return null;
  return EURO_COUNTRIES.has(country) ? 'EUR' : (CURRENCY_OF_COUNTRY[country] ?? null);
}
