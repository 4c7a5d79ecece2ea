import { type Arrival, arrivalOf, bankDays } from './arrival.ts';
import { chargeStep, payoutStep } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import { atRate, type ExchangeRate, payoutAtRate } from './exchange.ts';
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
  /** When the last piece is to be live, and how long the brand may object then. */
  dueOn: string;
  objectionHours?: number | undefined;
  country: string | null;
  payoutCurrency?: Currency | null;
  exchange?: ExchangeRate | undefined;
}): Quote {
  const { price, fee, quotedOn, country, payoutCurrency = null, exchange } = given;
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
    arrival: arrivalOf(given, country),
  };
}

function roundedForBanks(left: Money): { rounding: Money; net: Money } {
  const rounding = money(left.amountMinor % payoutStep(left.currency), left.currency);
  return { rounding, net: subtract(left, rounding) };
}

function withoutCurrency({ rate, on, source, validUntil }: ExchangeRate): Omit<ExchangeRate, 'currency'> {
  return { rate, on, source, validUntil };
}

/** A payout in another currency, as it was made. */
export interface ExchangedPayout {
  /** Units for one of the contract's currency. */
  rate: string;
  on: string;
  /** What left in the contract's currency, minor units. */
  givenMinor: number;
  /** What arrived, and what of it was taken back afterwards. */
  payout: Money;
  takenBackMinor: number;
  /** How many transfers it was made in. */
  transfers: number;
}

/** What became of a contract's money, minor units, as the ledger's entries say. */
export interface PaidOut {
  outcome: 'paid' | 'refunded';
  priceMinor: number;
  feeMinor: number;
  /** Taken back after it was sent, in the contract's currency. */
  takenBackMinor: number;
  exchange?: ExchangedPayout | undefined;
  /** When it was sent; null when it never was. */
  sentOn: string | null;
  /** Some of it, a milestone or a share that was decided on, went back to the brand. */
  isPartlyRefunded?: boolean | undefined;
}

export const SETTLED_LINES = ['price', 'platform_fee', 'tax_withheld', 'rounding', 'net', 'payout'] as const;
export const SETTLED_REASONS = [
  'as_quoted',
  'refunded',
  'taken_back',
  'exchange_rounding',
  'rate_beyond_fee',
  'rate_of_the_day',
  'other_currency',
  'unexplained',
] as const;
export type SettledReason = (typeof SETTLED_REASONS)[number];

/** One line of a quote beside what was paid; without a quoted amount, or one in the same currency, there is no difference. */
export interface SettledLine {
  line: (typeof SETTLED_LINES)[number];
  quoted: Money | null;
  paid: Money;
  /** Paid less quoted. */
  difference: Money | null;
  reason: SettledReason;
}

/** A quote against what was paid, line by line. */
export interface Settlement {
  lines: SettledLine[];
  /** When it was sent and should arrive, against what was quoted; null when nothing was sent. */
  arrival: { sentOn: string; from: string; until: string; reason: 'as_quoted' | 'earlier' | 'later' } | null;
}

/** Compares a quote with what was paid: every line is equal, or differs by an amount for a reason. */
export function settle(quote: Quote, paid: PaidOut): Settlement {
  const { currency } = quote.price;
  const isPaid = paid.outcome === 'paid';
  const of = (amountMinor: number) => money(isPaid ? amountMinor : 0, currency);
  const sent = paid.priceMinor - paid.feeMinor - takenOfNet(paid);
  const rest = paid.exchange || quote.exchange ? 0 : sent - roundedForBanks(money(sent, currency)).net.amountMinor;
  const amounts = [
    ['price', quote.price, of(paid.priceMinor)],
    ['platform_fee', quote.fee.amount, of(paid.feeMinor)],
    ['tax_withheld', quote.tax.amount, of(0)],
    ['rounding', quote.rounding, of(rest)],
    ['net', quote.net, of(sent - rest)],
  ] as const;
  const lines: SettledLine[] = amounts.map(([line, quoted, was]) => {
    const difference = subtract(was, quoted);
    return { line, quoted, paid: was, difference, reason: reasonFor(line, difference, paid) };
  });
  const payout = payoutLine(quote, paid);
  return {
    lines: payout ? [...lines, payout] : lines,
    arrival: isPaid && paid.sentOn !== null ? arrivalOfSent(quote.arrival, paid.sentOn) : null,
  };
}

/** What was taken back of the net: where another amount was sent for it, the same part of it. */
function takenOfNet({ priceMinor, feeMinor, takenBackMinor, exchange }: PaidOut): number {
  if (!exchange || exchange.givenMinor === 0) return takenBackMinor;
  return Number((BigInt(takenBackMinor) * BigInt(priceMinor - feeMinor)) / BigInt(exchange.givenMinor));
}

function reasonFor(line: SettledLine['line'], difference: Money, paid: PaidOut): SettledReason {
  if (difference.amountMinor === 0) return 'as_quoted';
  if (paid.outcome === 'refunded' || paid.isPartlyRefunded) return 'refunded';
  const isAfterwards = line === 'net' || line === 'rounding';
  return isAfterwards && paid.takenBackMinor > 0 ? 'taken_back' : 'unexplained';
}

/** What was promised in the currency of the payout beside what arrived; undefined when neither is anything. */
function payoutLine(quote: Quote, paid: PaidOut): SettledLine | undefined {
  const quoted = quote.exchange?.payout ?? null;
  const line = 'payout' as const;
  if (paid.outcome === 'refunded') {
    if (!quoted) return undefined;
    const none = money(0, quoted.currency);
    return { line, quoted, paid: none, difference: subtract(none, quoted), reason: 'refunded' };
  }
  const { exchange } = paid;
  if (!exchange) {
    if (!quoted) return undefined;
    const sent = money(paid.priceMinor - paid.feeMinor - paid.takenBackMinor, quote.price.currency);
    return { line, quoted, paid: sent, difference: null, reason: 'other_currency' };
  }
  const left = subtract(exchange.payout, money(exchange.takenBackMinor, exchange.payout.currency));
  if (!quoted) return { line, quoted, paid: left, difference: null, reason: 'rate_of_the_day' };
  if (quoted.currency !== left.currency)
    return { line, quoted, paid: left, difference: null, reason: 'other_currency' };
  const difference = subtract(left, quoted);
  return { line, quoted, paid: left, difference, reason: reasonForPayout(quote, paid, exchange) };
}

function reasonForPayout(quote: Quote, paid: PaidOut, exchange: ExchangedPayout): SettledReason {
  const { payout, givenMinor, takenBackMinor, transfers, rate } = exchange;
  const difference = payout.amountMinor - (quote.exchange?.payout.amountMinor ?? 0);
  if (takenBackMinor > 0) return 'taken_back';
  if (difference === 0) return 'as_quoted';
  if (paid.isPartlyRefunded) return 'refunded';
  // The provider changes whole coins of one currency into whole coins of the other, in every transfer anew.
  const coin = money(chargeStep(quote.price.currency), quote.price.currency);
  const ofOne = atRate(coin, payout.currency, rate).amountMinor + 1 + payoutStep(payout.currency);
  if (Math.abs(difference) <= ofOne * transfers) return 'exchange_rounding';
  return difference < 0 && givenMinor >= paid.priceMinor ? 'rate_beyond_fee' : 'unexplained';
}

function arrivalOfSent(quoted: Arrival, sentOn: string): Settlement['arrival'] {
  const days = bankDays(sentOn, quoted.country);
  const reason = days.until > quoted.until ? 'later' : days.until < quoted.from ? 'earlier' : 'as_quoted';
  return { sentOn, ...days, reason };
}
