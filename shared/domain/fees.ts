import { chargeStep } from './charge-limits.ts';
import { type Money, money, shareBps, subtract } from './money.ts';

/** The platform's share of a price, basis points. */
export const PLATFORM_FEE_BPS = 1000;

export interface Fees {
  price: Money;
  platformFee: Money;
  /** What reaches the creator. */
  net: Money;
}

/**
 * What a price means for the creator: the platform's fee (rounded half up) and the net; they sum to the price. Both are amounts the provider can move
 * wherever the price is one.
 */
export function feesOf(price: Money, feeBps: number = PLATFORM_FEE_BPS): Fees {
  const { amountMinor, currency } = price;
  const step = chargeStep(currency);
  const platformFee =
    amountMinor % step === 0
      ? money(shareBps(money(amountMinor / step, currency), feeBps).amountMinor * step, currency)
      : shareBps(price, feeBps);
  return { price, platformFee, net: subtract(price, platformFee) };
}
