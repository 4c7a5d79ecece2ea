import { type Arrival, arrivalOf, bankDays } from './arrival.ts';
import { payoutStep } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import { type ExchangeRate, payoutAtRate } from './exchange.ts';
import type { AgreedFee } from './fee-tiers.ts';
import { feesOf } from './fees.ts';
import { type Money, MoneyError, money, subtract, sum } from './money.ts';

/** Why no tax is withheld. Nothing here withholds any yet: a country with a rule would add what it takes and its name. */
export const TAX_REASONS = ['no_withholding_rule'] as const;

/** What of a price reaches the creator and when, as it was told on a day; its parts sum to the price. */
export interface Quote {
  quotedOn: string;
  price: Money;
  fee: AgreedFee & { amount: Money };
  tax: { amount: Money; reason: (typeof TAX_REASONS)[number] };
  /** What banks are not sent in this currency; it stays in the payout account for the next payout. */
  rounding: Money;
  net: Money;
  /** What the creator's bank is paid in; null while nobody knows. */
  payoutCurrency: Currency | null;
  /** Null: paid in the contract's currency, or changed at the rate of the day, which no one promised. */
  exchange: (Omit<ExchangeRate, 'currency'> & { payout: Money }) | null;
  arrival: Arrival;
}

/** What a price means for the creator: every part, what it is for, and when it should arrive. Throws MoneyError for an amount that is none. */
export function quoteOf(given: {
  price: Money;
  fee: AgreedFee;
  quotedOn: string;
  /** When the last piece is to be live. */
  dueOn: string;
  country: string | null;
  payoutCurrency?: Currency | null;
  exchange?: ExchangeRate | undefined;
}): Quote {
  const { price, fee, quotedOn, dueOn, country, payoutCurrency = null, exchange } = given;
  const { platformFee } = feesOf(price, fee.feeBps);
  const tax = money(0, price.currency);
  const left = subtract(subtract(price, platformFee), tax);
  const { rounding, net } = exchange ? { rounding: money(0, price.currency), net: left } : roundedForBanks(left);
  const parts = [platformFee, tax, rounding, net];
  if (sum(price.currency, parts).amountMinor !== price.amountMinor || parts.some((part) => part.amountMinor < 0))
    throw new MoneyError(`the parts of a quote over ${price.amountMinor} ${price.currency} are not its price`);
  return {
    quotedOn,
    price,
    fee: { ...fee, amount: platformFee },
    tax: { amount: tax, reason: 'no_withholding_rule' },
    rounding,
    net,
    payoutCurrency,
    exchange: exchange ? { ...withoutCurrency(exchange), payout: payoutAtRate(net, exchange) } : null,
    arrival: arrivalOf(dueOn, country),
  };
}

function roundedForBanks(left: Money): { rounding: Money; net: Money } {
  const rounding = money(left.amountMinor % payoutStep(left.currency), left.currency);
  return { rounding, net: subtract(left, rounding) };
}

function withoutCurrency({ rate, on, source, validUntil }: ExchangeRate): Omit<ExchangeRate, 'currency'> {
  return { rate, on, source, validUntil };
}

/** What became of a contract's money, minor units, as the ledger's entries say. */
export interface PaidOut {
  outcome: 'paid' | 'refunded';
  priceMinor: number;
  feeMinor: number;
  /** Taken back after it was sent. */
  takenBackMinor: number;
  /** When it was sent; null when it never was. */
  sentOn: string | null;
}

export const SETTLED_LINES = ['price', 'platform_fee', 'tax_withheld', 'rounding', 'net'] as const;
export const SETTLED_REASONS = ['as_quoted', 'refunded', 'taken_back', 'unexplained'] as const;
export type SettledReason = (typeof SETTLED_REASONS)[number];

/** A quote against what was paid, line by line. */
export interface Settlement {
  lines: {
    line: (typeof SETTLED_LINES)[number];
    quoted: Money;
    paid: Money;
    /** Paid less quoted. */
    difference: Money;
    reason: SettledReason;
  }[];
  /** When it was sent and should arrive, against what was quoted; null when nothing was sent. */
  arrival: { sentOn: string; from: string; until: string; reason: 'as_quoted' | 'earlier' | 'later' } | null;
}

/** Compares a quote with what was paid: every line is equal, or differs by an amount for a reason. */
export function settle(quote: Quote, paid: PaidOut): Settlement {
  const { currency } = quote.price;
  const isPaid = paid.outcome === 'paid';
  const of = (amountMinor: number) => money(isPaid ? amountMinor : 0, currency);
  const sent = paid.priceMinor - paid.feeMinor - paid.takenBackMinor;
  const rest = sent - roundedForBanks(money(sent, currency)).net.amountMinor;
  const amounts = {
    price: [quote.price, of(paid.priceMinor)],
    platform_fee: [quote.fee.amount, of(paid.feeMinor)],
    tax_withheld: [quote.tax.amount, of(0)],
    rounding: [quote.rounding, of(rest)],
    net: [quote.net, of(sent - rest)],
  } as const;
  return {
    lines: SETTLED_LINES.map((line) => {
      const [quoted, was] = amounts[line];
      const difference = subtract(was, quoted);
      return { line, quoted, paid: was, difference, reason: reasonFor(line, difference, paid) };
    }),
    arrival: isPaid && paid.sentOn !== null ? arrivalOfSent(quote.arrival, paid.sentOn) : null,
  };
}

function reasonFor(line: (typeof SETTLED_LINES)[number], difference: Money, paid: PaidOut): SettledReason {
  if (difference.amountMinor === 0) return 'as_quoted';
  if (paid.outcome === 'refunded') return 'refunded';
  const isAfterwards = line === 'net' || line === 'rounding';
  return isAfterwards && paid.takenBackMinor > 0 ? 'taken_back' : 'unexplained';
}

function arrivalOfSent(quoted: Arrival, sentOn: string): Settlement['arrival'] {
  const days = bankDays(sentOn, quoted.country);
  const reason = days.until > quoted.until ? 'later' : days.until < quoted.from ? 'earlier' : 'as_quoted';
  return { sentOn, ...days, reason };
}
