import { type Money, shareBps, subtract } from './money.ts';

/** The platform's share of a price, basis points. */
export const PLATFORM_FEE_BPS = 1000;

export interface Fees {
  price: Money;
  platformFee: Money;
  /** What reaches the creator. */
  net: Money;
}

/** What a price means for the creator: the platform's fee (rounded half up) and the net; they sum to the price. */
export function feesOf(price: Money, feeBps: number = PLATFORM_FEE_BPS): Fees {
  const platformFee = shareBps(price, feeBps);
  return { price, platformFee, net: subtract(price, platformFee) };
}
