import { createOrReplace } from '#data/change.ts';
import { ExchangeRates, exchangeRatesRef } from '#data/exchange-rates.ts';
import { findOne } from '#data/read.ts';
import type { RateTable } from '#domain/exchange.ts';
import { write } from './deal.ts';

/** Rates for tests: a euro is 1.25 dollars, 162 yen and 406.25 forints, before a fee of one percent. */
export const TEST_RATES: RateTable = {
  takenAt: '2026-11-20T05:05:00.000Z',
  quotedUntil: '2099-01-01T00:00:00.000Z',
  validUntil: '2099-01-03T00:00:00.000Z',
  source: 'Stripe',
  feeBps: 100,
  dollars: { USD: '1', EUR: '1.25', JPY: '0.00771605', HUF: '0.00307692' },
};

/** Writes exchange rates into the table of this test, in place of those it has. */
export async function putRates(edit: Partial<RateTable> = {}): Promise<RateTable> {
  const rates = { ...TEST_RATES, ...edit };
  await write(createOrReplace(ExchangeRates, await findOne(exchangeRatesRef()), rates));
  return rates;
}
