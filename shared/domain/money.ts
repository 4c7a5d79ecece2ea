import { CURRENCY_EXPONENTS, type Currency } from './currencies.ts';

/** An amount of money: integer minor units and its ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}

/** What went wrong in a money calculation; always a defect of the caller, never an input error. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** Money of an integer amount of minor units; throws MoneyError when it is no safe integer or the currency is unknown. */
export function money(amountMinor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(amountMinor)) throw new MoneyError(`${amountMinor} is not a whole number of minor units`);
  if (!(currency in CURRENCY_EXPONENTS)) throw new MoneyError(`unknown currency ${currency}`);
  return { amountMinor, currency };
}

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new MoneyError(`cannot mix ${a.currency} with ${b.currency}`);
  return a.currency;
}

/** a + b; throws MoneyError when the currencies differ. */
export function add(a: Money, b: Money): Money {
  return money(a.amountMinor + b.amountMinor, sameCurrency(a, b));
}

/** a − b (may be negative); throws MoneyError when the currencies differ. */
export function subtract(a: Money, b: Money): Money {
  return money(a.amountMinor - b.amountMinor, sameCurrency(a, b));
}

/** The sum of all, zero of `currency` for none; throws MoneyError when a currency differs. */
export function sum(currency: Currency, amounts: readonly Money[]): Money {
  return amounts.reduce((total, amount) => add(total, amount), money(0, currency));
}

/** `feeBps` hundredths of a percent of the amount, rounded half up to a minor unit; exact through bigint. */
export function shareBps(amount: Money, feeBps: number): Money {
  if (!Number.isInteger(feeBps) || feeBps < 0) throw new MoneyError(`${feeBps} is not a whole number of basis points`);
  const scaled = BigInt(amount.amountMinor) * BigInt(feeBps) * 2n + 10_000n;
  return money(Number(floorDiv(scaled, 20_000n)), amount.currency);
}

/**
 * The tax of `rateBps` hundredths of a percent that an amount contains: amount × rate ÷ (100 % + rate), rounded half away from zero to a minor unit,
 * so that what is taken back has the tax of what was given; exact through bigint.
 */
export function taxWithin(amount: Money, rateBps: number): Money {
  if (!Number.isInteger(rateBps) || rateBps < 0)
    throw new MoneyError(`${rateBps} is not a whole number of basis points`);
  const size = BigInt(Math.abs(amount.amountMinor));
  const whole = 10_000n + BigInt(rateBps);
  const tax = Number((size * BigInt(rateBps) * 2n + whole) / (whole * 2n));
  return money(amount.amountMinor < 0 ? -tax : tax, amount.currency);
}

/** Parts in proportion to `weights` by largest remainder; the parts always sum to the whole. */
export function split(whole: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((acc, weight) => acc + weight, 0);
  if (total <= 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new MoneyError('weights must be whole numbers of zero or more, and not all zero');
  const exact = weights.map((weight) => BigInt(whole.amountMinor) * BigInt(weight));
  const floors = exact.map((value) => floorDiv(value, BigInt(total)));
  let left = whole.amountMinor - Number(floors.reduce((acc, value) => acc + value, 0n));
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (floors[index] as bigint) * BigInt(total) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  const parts = floors.map((value) => Number(value));
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  const result = parts.map((part) => money(part, whole.currency));
  if (sum(whole.currency, result).amountMinor !== whole.amountMinor)
    throw new MoneyError('parts do not sum to the whole');
  return result;
}

function floorDiv(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}
