import { createOrReplace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { ExchangeRates, exchangeRatesRef } from '#data/exchange-rates.ts';
import { CURRENCIES, type Currency } from '#domain/currencies.ts';
import { isRefused } from '#domain/decision.ts';
import { RATES_QUOTED_HOURS, RATES_VALID_HOURS } from '#domain/exchange.ts';
import { isoOf } from '../clock.ts';
import { systemCommitContext } from '../system-commit.ts';

const HOUR_MS = 3_600_000;
/** Who the rates are asked from, as quotes name it. */
const SOURCE = 'Stripe';

/** The provider's rates to the US dollar, and its fee, hundredths of a percent. */
export type ReadRates = (
  currencies: readonly Currency[],
) => Promise<{ feeBps: number; dollars: Partial<Record<Currency, string>> }>;

/**
 * Takes the provider's rates down, with which quotes are made until the next ones. With `ifMissing` only when there are none that may still be quoted, so
 * that a platform that has just begun need not wait for its first night. Answers whether they were asked for.
 */
export async function takeRates(read: ReadRates, how: { ifMissing: boolean }): Promise<boolean> {
  const context = systemCommitContext();
  const { nowIso, nowMs } = context;
  const outcome = await commit(context, {
    reads: { known: exchangeRatesRef() },
    more: ({ known }) =>
      how.ifMissing && known && known.quotedUntil > nowIso ? Promise.resolve(undefined) : read(CURRENCIES),
    decide: ({ known }, rates) => {
      const answer = { status: 200, body: rates !== undefined };
      if (!rates) return { changes: [], answer };
      const next = {
        ...rates,
        takenAt: nowIso,
        quotedUntil: isoOf(nowMs + RATES_QUOTED_HOURS * HOUR_MS),
        validUntil: isoOf(nowMs + RATES_VALID_HOURS * HOUR_MS),
        source: SOURCE,
      };
      return { changes: [createOrReplace(ExchangeRates, known, next)], answer };
    },
  });
  if (isRefused(outcome)) throw new Error(`Taking down exchange rates was refused: ${outcome.refused}.`);
  return outcome.body;
}
