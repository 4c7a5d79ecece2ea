import type * as z from 'zod/mini';
import type { HoldNote, quoteCounter } from '#contract/areas/offers.ts';
import type { QueryOf } from '#contract/endpoint.ts';
import { Failure } from '#contract/failure.ts';
import type { Currency } from '#domain/currencies.ts';
import { payoutRate, type RateTable } from '#domain/exchange.ts';
import { holdingDays, tooLongToHold } from '#domain/hold-clock.ts';
import { type HeldTerms, issuesOfPrice } from '#domain/offer.ts';
import { type Quote, quoteOf } from '#domain/quote.ts';
import { msOf } from '#runtime/clock.ts';
import { platformCountry } from '#runtime/config.ts';

/** The quote for a price that was asked about; throws validation_failed with every issue when such terms could not be offered. */
export function quoteFor(
  asked: QueryOf<typeof quoteCounter>,
  held: HeldTerms,
  { currency, rates, nowIso }: { currency: Currency; rates: RateTable | undefined; nowIso: string },
): Quote & { hold: z.output<typeof HoldNote> } {
  const { amountMinor, dueOn, objectionHours } = asked;
  const price = { amountMinor, currency: asked.currency };
  const quotedOn = nowIso.slice(0, 10);
  const issues = issuesOfPrice({ price, dueOn }, currency, quotedOn);
  if (issues.length > 0)
    throw new Failure('validation_failed', undefined, {
      // Here the price is two parts of the query, side by side.
      issues: issues.map((issue) => ({ ...issue, path: `query.${issue.path.replace('price.', '')}` })),
    });
  const exchange = payoutRate(rates, { from: currency, to: held.payoutCurrency }, nowIso);
  const country = platformCountry();
  const due = { dueOn, objectionHours };
  const hold = { holdableDays: holdingDays(country), reason: tooLongToHold(due, msOf(nowIso), country) ?? null };
  return { ...quoteOf({ price, quotedOn, ...due, ...held, exchange }), hold };
}
