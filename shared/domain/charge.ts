import { chargeStep, largestCharge, smallestCharge } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { costAtRate } from './exchange.ts';
import { type Money, money } from './money.ts';
import { amountText } from './money-text.ts';

/** What one unit of the currency a brand is charged in is in its campaign's, from whom, of which day, and how long the provider keeps it. */
export interface ChargeRate {
  /** As a decimal number, e.g. `1.0834`. */
  rate: string;
  on: string;
  source: string;
  validUntil: string;
  /** The provider's name for the kept rate. */
  quoteId: string;
}

/** What a brand is charged for an amount of its campaign's currency, in another one. */
export interface Charge extends ChargeRate {
  currency: Currency;
  amountMinor: number;
}

/** The least that comes to the amount at the rate, in what the provider can charge; refuses what is below or above that. */
export function quoteCharge(
  amount: Money,
  currency: Currency,
  rate: ChargeRate,
): Charge | Refused<'amount_too_small' | 'validation_failed'> {
  const { amountMinor } = costAtRate(amount, currency, rate.rate);
  const [least, most] = [smallestCharge(currency), largestCharge(currency)];
  const text = (minor: number) => amountText(money(minor, currency));
  if (amountMinor < least)
    return refuse(
      'amount_too_small',
      `The smallest payment in ${currency} is ${text(least)}; this is ${text(amountMinor)}.`,
    );
  if (amountMinor > most) {
    const message = `can be charged at most ${text(most)} at once, and this is ${text(amountMinor)}: pay fewer contracts at a time, or choose another currency`;
    return refuse('validation_failed', undefined, [{ path: 'chargeCurrency', message }]);
  }
  return { ...rate, currency, amountMinor };
}

/** What was charged for a part of money, minor units: never more than its share, in what the provider can move, and all of it for all. */
export function chargedFor(charged: Money, partMinor: number, ofMinor: number): number {
  if (partMinor >= ofMinor) return charged.amountMinor;
  const share = Number((BigInt(charged.amountMinor) * BigInt(partMinor)) / BigInt(ofMinor));
  return share - (share % chargeStep(charged.currency));
}

/** What of the campaign's money a part of its charge stands for, minor units, whatever its sign; all of it for all. */
export function paidByCharge(amountMinor: number, chargedMinor: number, ofChargeMinor: number): number {
  return Number((BigInt(amountMinor) * BigInt(chargedMinor)) / BigInt(ofChargeMinor));
}
