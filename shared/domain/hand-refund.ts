import { paidByCharge } from './charge.ts';
import { chargeStep } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import type { Money } from './money.ts';

/** A part of a payment's money, as far as a refund of it that was made at the provider by hand looks at it. */
export interface HandRefundable {
  priceMinor: number;
  currency: Currency;
  /** What the payer was charged for it, where that is in another currency. */
  charged?: Money | undefined;
  /** Why its own refund was refused, where it was. */
  refusal?: object | undefined;
}

/** What such a refund was for: whole parts, a piece of one, and what is left beyond them; minor units, `chargedMinor` of what was charged. */
export interface HandRefund<P> {
  whole: P[];
  /** Of one more part, what went back: of its price, and of its charge. */
  piece?: { part: P; backMinor: number; chargedMinor: number };
  heldMinor: number;
  chargedMinor: number;
  leftMinor: number;
}

/**
 * What a refund of so much of a charge was for, among the parts it may have been for: first those whose own refund the provider refuses, since that is what
 * people refund by hand for; then in their order, whole ones before a piece of one.
 */
export function decideHandRefund<P extends HandRefundable>(parts: readonly P[], amountMinor: number): HandRefund<P> {
  const likeliest = [...parts.filter(({ refusal }) => refusal), ...parts.filter(({ refusal }) => !refusal)];
  const made: HandRefund<P> = { whole: [], heldMinor: 0, chargedMinor: 0, leftMinor: amountMinor };
  const take = (heldMinor: number, chargedMinor: number) => {
    made.heldMinor += heldMinor;
    made.chargedMinor += chargedMinor;
    made.leftMinor -= chargedMinor;
  };
  for (const part of likeliest) {
    const chargedMinor = chargeOfPart(part);
    if (chargedMinor > made.leftMinor) continue;
    made.whole.push(part);
    take(part.priceMinor, chargedMinor);
  }
  for (const part of likeliest) {
    const piece = made.leftMinor > 0 && !made.piece && !made.whole.includes(part) && pieceOf(part, made.leftMinor);
    if (!piece) continue;
    made.piece = { part, ...piece };
    take(piece.backMinor, piece.chargedMinor);
  }
  return made;
}

function chargeOfPart({ priceMinor, charged }: HandRefundable): number {
  return charged?.amountMinor ?? priceMinor;
}

/** What of a part less of its charge than all is, so that the rest of it can still be moved; nothing when that is less than can be. */
function pieceOf(part: HandRefundable, leftMinor: number): { backMinor: number; chargedMinor: number } | undefined {
  const { priceMinor, charged, currency } = part;
  const step = chargeStep(currency);
  const exactMinor = charged ? paidByCharge(priceMinor, leftMinor, charged.amountMinor) : leftMinor;
  const backMinor = Math.min(exactMinor - (exactMinor % step), priceMinor - step);
  return backMinor < step ? undefined : { backMinor, chargedMinor: charged ? leftMinor : backMinor };
}
