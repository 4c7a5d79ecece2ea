import { accounts } from './accounts.ts';
import type { Currency } from './currencies.ts';
import { type LedgerEntry, planChanged } from './ledger.ts';
import { type Money, money } from './money.ts';
import type { IntentFacts } from './payment.ts';

/** A payment, and what it is charged where that is in another currency than the campaign's; with what came of it once it is paid. */
interface ChargedPayment {
  amountMinor: number;
  currency: Currency;
  charge?: PaidCharge | undefined;
}
interface PaidCharge {
  amountMinor: number;
  currency: Currency;
  settledMinor?: number | undefined;
}

/** A part of a contract's money, and what the brand was charged for it where that is in another currency. */
interface ChargedPart {
  priceMinor: number;
  currency: Currency;
  charged?: Money | undefined;
  /** What of the contract's money its refund took from the balance; and of what came back after its payout, the same. */
  refundSettledMinor?: number | undefined;
  lateRefund?:
    | { amountMinor: number; chargedMinor?: number | undefined; settledMinor?: number | undefined }
    | undefined;
}

type TwoIds = readonly [string, string];

/** What the provider is to take for a payment: what it is charged in, which may be another currency than the campaign's. */
export function chargeOf({ charge, amountMinor, currency }: ChargedPayment): Money {
  return charge ? money(charge.amountMinor, charge.currency) : money(amountMinor, currency);
}

/** The charge of a payment once it is paid: what came of it in the campaign's currency; where the provider does not say, what was quoted. */
export function settledCharge<C extends PaidCharge>(
  { charge, amountMinor, currency }: ChargedPayment & { charge?: C | undefined },
  { settled }: Pick<IntentFacts, 'settled'>,
): C | undefined {
  return charge && { ...charge, settledMinor: settled?.currency === currency ? settled.amountMinor : amountMinor };
}

/** The provider's fee in the campaign's currency; 0 where it took it in another, or has not yet. */
export function providerFeeOf(
  { charge, currency }: ChargedPayment,
  { settled, providerFeeMinor }: Pick<IntentFacts, 'settled' | 'providerFeeMinor'>,
): number {
  if (!charge) return providerFeeMinor;
  return settled?.currency === currency ? settled.feeMinor : 0;
}

/** The entries of what came in by a charge in another currency; none for one in the campaign's. */
export function chargeLegs(entryIds: TwoIds, payment: ChargedPayment, charge: PaidCharge | undefined): LedgerEntry[] {
  if (charge?.settledMinor === undefined) return [];
  const { amountMinor, currency } = payment;
  return outsideLegs(entryIds, accounts.clearing, {
    amount: money(-amountMinor, currency),
    settledMinor: -charge.settledMinor,
    charged: money(-charge.amountMinor, charge.currency),
  });
}

/** The entries of what left a bank or a refund took back of such a charge: what it is by the contract, what it took from the balance, and what the payer got. */
export function outsideLegs(
  entryIds: TwoIds,
  account: typeof accounts.clearing | typeof accounts.refunds,
  { amount, settledMinor, charged }: { amount: Money; settledMinor: number; charged: Money },
): LedgerEntry[] {
  // No line of it is about a contract: what the brand was charged in is nothing an influencer sees.
  const { currency, amountMinor: netMinor } = amount;
  return planChanged(entryIds, { account, currency, netMinor, givenMinor: settledMinor, other: charged });
}

/** What a refund of a whole part took from the balance; where the provider does not say it in the contract's currency, what the part is by the contract. */
export function refundSettledOf(
  { charged, priceMinor, currency }: ChargedPart,
  settled: Money | null,
): number | undefined {
  if (!charged) return undefined;
  return settled?.currency === currency ? settled.amountMinor : priceMinor;
}

/** The entries of a refund of a whole part that was charged in another currency, or, with `sign` -1, of one that did not arrive. */
export function refundLegs(entryIds: TwoIds, part: ChargedPart, sign: 1 | -1): LedgerEntry[] {
  const { charged, refundSettledMinor, priceMinor, currency } = part;
  if (!charged || refundSettledMinor === undefined) return [];
  return outsideLegs(entryIds, accounts.refunds, {
    amount: money(sign * priceMinor, currency),
    settledMinor: sign * refundSettledMinor,
    charged: money(sign * charged.amountMinor, charged.currency),
  });
}

/** The same of what came back from an influencer after the payout and was paid back to the brand. */
export function lateRefundLegs(
  entryIds: TwoIds,
  { charged, lateRefund, currency }: ChargedPart,
  sign: 1 | -1,
): LedgerEntry[] {
  if (!charged || lateRefund?.chargedMinor === undefined || lateRefund.settledMinor === undefined) return [];
  return outsideLegs(entryIds, accounts.refunds, {
    amount: money(sign * lateRefund.amountMinor, currency),
    settledMinor: sign * lateRefund.settledMinor,
    charged: money(sign * lateRefund.chargedMinor, charged.currency),
  });
}
