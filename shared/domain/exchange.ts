import { chargeStep, payoutStep } from './charge-limits.ts';
import { CURRENCY_EXPONENTS, type Currency } from './currencies.ts';
import { type Money, MoneyError, money } from './money.ts';

/** How long rates that were taken are quoted, and how long what was quoted with them may be accepted, hours. */
export const RATES_QUOTED_HOURS = 36;
export const RATES_VALID_HOURS = 72;

/** What the payment provider's rates were at an instant. */
export interface RateTable {
  takenAt: string;
  /** Until when new quotes may use them; until when a quote with them may be accepted. */
  quotedUntil: string;
  validUntil: string;
  source: string;
  /** What the provider keeps of a rate when money is changed, hundredths of a percent. */
  feeBps: number;
  /** US dollars for one unit of a currency, as decimal numbers. */
  dollars: Readonly<Partial<Record<Currency, string>>>;
}

/** What one unit of the contract's currency is in the currency of the payout: from whom, of which day and how long it may be accepted. */
export interface ExchangeRate {
  currency: Currency;
  /** Units for one unit, as a decimal number, e.g. `0.9234`. */
  rate: string;
  on: string;
  source: string;
  validUntil: string;
}

/** Digits that a rate is told with. */
const SIGNIFICANT = 6;

/** The rate of a pair, after the provider's fee, that may be quoted at an instant; undefined when none is known or those that are, are too old. */
export function rateBetween(
  table: RateTable | undefined,
  pair: { from: Currency; to: Currency },
  nowIso: string,
): ExchangeRate | undefined {
  const [from, to] = [table?.dollars[pair.from], table?.dollars[pair.to]];
  if (!table || !from || !to || table.quotedUntil <= nowIso) return undefined;
  const [ofOne, ofOther] = [decimal(from), decimal(to)];
  const rate = ratioText(
    ofOne.digits * BigInt(10_000 - table.feeBps) * 10n ** BigInt(ofOther.places),
    ofOther.digits * 10_000n * 10n ** BigInt(ofOne.places),
  );
  const { takenAt, source, validUntil } = table;
  return { currency: pair.to, rate, on: takenAt.slice(0, 10), source, validUntil };
}

/** The rate a payout is quoted at; undefined where nothing is changed, where nobody knows into what, and where no rate is known. */
export function payoutRate(
  table: RateTable | undefined,
  pair: { from: Currency; to: Currency | null },
  nowIso: string,
): ExchangeRate | undefined {
  const { from, to } = pair;
  return to === null || to === from ? undefined : rateBetween(table, { from, to }, nowIso);
}

/** A ratio as a decimal number of six significant digits, rounded down. */
function ratioText(dividend: bigint, divisor: bigint): string {
  let places = 0;
  while ((dividend * 10n ** BigInt(places)) / divisor < 10n ** BigInt(SIGNIFICANT - 1)) places += 1;
  const digits = String((dividend * 10n ** BigInt(places)) / divisor).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The digits of a decimal number and how many of them are behind the point; throws MoneyError for what is none above zero. */
function decimal(text: string): { digits: bigint; places: number } {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const digits = BigInt((match?.[1] ?? '') + (match?.[2] ?? ''));
  if (!match || digits === 0n) throw new MoneyError(`${text} is not a rate`);
  return { digits, places: match[2]?.length ?? 0 };
}

/** An amount at a rate, rounded down to a minor unit; exact through bigint. */
export function atRate(amount: Money, currency: Currency, rate: string): Money {
  const { digits, places } = decimal(rate);
  const from = 10n ** BigInt(places + CURRENCY_EXPONENTS[amount.currency]);
  const to = 10n ** BigInt(CURRENCY_EXPONENTS[currency]);
  return money(Number((BigInt(amount.amountMinor) * digits * to) / from), currency);
}

/** An amount at a rate, rounded down to what banks are sent. */
export function payoutAtRate(amount: Money, { currency, rate }: Pick<ExchangeRate, 'currency' | 'rate'>): Money {
  const { amountMinor } = atRate(amount, currency, rate);
  return money(amountMinor - (amountMinor % payoutStep(currency)), currency);
}

/** The least amount of a currency that is the wanted one at a rate, in what the provider can move; exact through bigint. */
export function costAtRate(wanted: Money, from: Currency, rate: string): Money {
  const { digits, places } = decimal(rate);
  const dividend = BigInt(wanted.amountMinor) * 10n ** BigInt(places + CURRENCY_EXPONENTS[from]);
  const divisor = digits * 10n ** BigInt(CURRENCY_EXPONENTS[wanted.currency]);
  const step = BigInt(chargeStep(from));
  return money(Number(((dividend + divisor * step - 1n) / (divisor * step)) * step), from);
}

/** What is sent for a payout in another currency. */
export interface PlannedExchange {
  /** What leaves in the contract's currency. */
  given: Money;
  /** What it should be in the payout's currency. */
  payout: Money;
  /** What stays with the platform of the net, or, below zero, what it adds from its fee. */
  gain: Money;
}

/**
 * What has to be sent so that the influencer gets what they were told: less than the net when the rate moved their currency down, more when up. The platform
 * adds at most its own fee, so that no other contract's money is ever touched; beyond that the payout is what the whole price is worth now. Without a promise
 * the net is changed at the rate of the day.
 */
export function planExchange(given: {
  net: Money;
  fee: Money;
  promised: Money | undefined;
  now: Pick<ExchangeRate, 'currency' | 'rate'>;
}): PlannedExchange {
  const { net, fee, promised, now } = given;
  if (promised?.currency !== now.currency)
    return { given: net, payout: atRate(net, now.currency, now.rate), gain: money(0, net.currency) };
  const most = money(net.amountMinor + fee.amountMinor, net.currency);
  const cost = costAtRate(promised, net.currency, now.rate);
  const isCovered = cost.amountMinor <= most.amountMinor;
  const sent = isCovered ? cost : most;
  return {
    given: sent,
    payout: isCovered ? promised : atRate(most, now.currency, now.rate),
    gain: money(net.amountMinor - sent.amountMinor, net.currency),
  };
}

/** A payout that was changed: what was given of the contract's money, and what came of it, minor units. */
export interface Changed {
  currency: Currency;
  givenMinor: number;
  payoutMinor: number;
}

/** What leaves the influencer in their currency when so much of what was given comes back: the same part of it, all for all. */
export function returnedFor({ givenMinor, payoutMinor }: Changed, backMinor: number): number {
  if (givenMinor === 0) return 0;
  const back = BigInt(Math.min(backMinor, givenMinor));
  return Number((BigInt(payoutMinor) * back) / BigInt(givenMinor));
}
