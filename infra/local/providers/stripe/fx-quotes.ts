/** Exchange rates told ahead and kept for a while (docs.stripe.com/api/fx_quotes, preview). */
import { owned, type Route, route } from './api.ts';
import { checkedCurrency, exponent, wholeSteps } from './currencies.ts';
import { invalidParam, missing, refused } from './errors.ts';
import { settingsOf } from './events.ts';
import { converted, lessFee, marketRate } from './rates.ts';
import type { Change, FxQuote } from './state.ts';
import { anyHash, list, need, oneOf, str } from './wire.ts';

const LOCK_SECONDS = { none: 0, five_minutes: 300, hour: 3600, day: 86_400 } as const;
/** What Stripe keeps of a rate, hundredths of a percent. */
const FEE_BPS = 200;
/** Currencies whose rates are told but not kept. */
const NEVER_LOCKED = new Set(['ngn', 'zar']);
const REFERENCE = 'ecb';

/** The rate at which money changes hands between two currencies now, after Stripe's fee. */
export function rateNow(change: Change, from: string, to: string): number {
  return lessFee(marketRate(from, to, change.nowMs, settingsOf(change).rates ?? {}), FEE_BPS);
}

/** The rate at which what came in changed goes back, without a fee (docs.stripe.com/currencies/disputes-refunds). */
export function rateBack(change: Change, from: string, to: string): number {
  return marketRate(from, to, change.nowMs, settingsOf(change).rates ?? {});
}

/** An amount changed into another currency, in what that has coins for. */
export function exchangedInto(amount: number, from: string, { into, rate }: { into: string; rate: number }): number {
  return wholeSteps(converted(amount, rate, { from: exponent(from), to: exponent(into) }), into);
}

/** What a quote changes money into, at its rate while that is kept and at that of the moment afterwards. */
export function settlementBy(change: Change, id: string, from: string): { into: string; rate: number } | undefined {
  const quote = change.find('fx_quote', id)?.object;
  if (!quote) return undefined;
  const { to_currency: into, lock_expires_at: until } = quote;
  const isKept = until !== null && until > change.now;
  return { into, rate: isKept ? quotedRate(change, id, from, into) : rateNow(change, from, into) };
}

/** 400 for a quote that a payment in a currency cannot be settled by. */
export function checkQuote(change: Change, id: string, from: string): void {
  const quote = change.find('fx_quote', id)?.object;
  quotedRate(change, id, from, quote?.to_currency ?? from);
  if (quote?.usage.type !== 'payment') throw refused(`The FX quote ${id} is not for a payment.`, undefined, 'fx_quote');
}

/** The rate of a quote for a payment or transfer; 400 for a quote that is over, of another pair, or not there. */
export function quotedRate(change: Change, id: string, from: string, to: string): number {
  const quote = change.find('fx_quote', id)?.object;
  if (!quote) throw missing('fx_quote', id, 'fx_quote');
  if (quote.lock_expires_at === null || quote.lock_expires_at <= change.now)
    throw refused(`The FX quote ${id} is not locked or has expired.`, 'fx_quote_expired', 'fx_quote');
  const rate = quote.rates[from];
  if (!rate || quote.to_currency !== to)
    throw refused(`The FX quote ${id} has no rate from ${from} to ${to}.`, 'fx_quote_currency_mismatch', 'fx_quote');
  return rate.exchange_rate;
}

const create = route(
  'POST',
  '/v1/fx_quotes',
  {
    to_currency: need(str(3)),
    from_currencies: need(list(str(3))),
    lock_duration: need(oneOf('none', 'five_minutes', 'hour', 'day')),
    usage: anyHash(),
  },
  ({ change, params }) => {
    const to = checkedCurrency(params.to_currency);
    const from = params.from_currencies.map(checkedCurrency);
    if (from.length === 0) throw invalidParam('Name at least one currency.', 'from_currencies');
    const kept = LOCK_SECONDS[params.lock_duration];
    if (kept > 0 && [to, ...from].some((currency) => NEVER_LOCKED.has(currency)))
      throw refused(
        'A rate of one of these currencies cannot be locked.',
        'fx_quote_lock_unsupported',
        'lock_duration',
      );
    const usage = params.usage?.type === 'transfer' ? 'transfer' : 'payment';
    const rates = from.map((currency) => {
      const base = marketRate(currency, to, change.nowMs, settingsOf(change).rates ?? {});
      const details = {
        base_rate: base,
        fx_fee_rate: FEE_BPS / 10_000,
        reference_rate: base,
        reference_rate_provider: REFERENCE,
      };
      return [currency, { exchange_rate: rateNow(change, currency, to), rate_details: details }] as const;
    });
    const quote: FxQuote = {
      id: change.newId('fxq'),
      object: 'fx_quote',
      created: change.now,
      lock_duration: params.lock_duration,
      lock_expires_at: kept === 0 ? null : change.now + kept,
      lock_status: kept === 0 ? 'none' : 'active',
      rates: Object.fromEntries(rates),
      to_currency: to,
      usage: { type: usage },
    };
    change.add('fx_quote', quote);
    return quote;
  },
);

const retrieve = route('GET', '/v1/fx_quotes/:id', {}, (call) => {
  const { object } = owned(call, 'fx_quote', call.id);
  const isOver = object.lock_expires_at !== null && object.lock_expires_at <= call.change.now;
  return isOver ? { ...object, lock_status: 'expired' } : object;
});

export const fxQuoteRoutes: Route[] = [create, retrieve];
