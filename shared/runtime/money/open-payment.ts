import { type HeldPart, type HoldItem, wholeOf } from '#data/hold.ts';
import type { PaymentItem } from '#data/payment.ts';
import type { Charge } from '#domain/charge.ts';
import { editParts, milestoneOf, moneyOf, partIdOf, partsOf, splitOver } from '#domain/hold-parts.ts';
import { type Money, money } from '#domain/money.ts';
import { nameOfPart, statesOf } from './move-hold.ts';

/** A hold and which of its parts a payment is for. */
interface Covered {
  hold: HoldItem;
  isCovered: (part: HeldPart) => boolean;
}

/** The holds that parts belong to, each with which of its parts they are. */
export function coveredHolds(parts: readonly HeldPart[]): Covered[] {
  const holds = new Map(parts.map((part) => [part.contractId, wholeOf(part)]));
  return [...holds.values()].map((hold) => {
    const ids = parts.filter(({ contractId }) => contractId === hold.contractId).map(partIdOf);
    return { hold, isCovered: (part) => ids.includes(partIdOf(part)) };
  });
}

/** A new payment for parts of one or more contracts of a campaign (at least one), and each of their holds before and after; the provider has not heard of it yet. */
export function openPayment(
  parts: readonly HeldPart[],
  { paymentId, charge }: { paymentId: string; charge?: Charge | undefined },
  nowIso: string,
): { payment: PaymentItem; moved: { before: HoldItem; after: HoldItem }[] } {
  const holds = coveredHolds(parts);
  const [{ hold: first }] = holds as [Covered, ...Covered[]];
  const chargedOf = chargedParts(parts, charge);
  const moved = holds.map(({ hold, isCovered }) => ({
    before: hold,
    after: editParts(hold, (part) =>
      isCovered(part)
        ? { status: 'pending', paymentId, disputeId: undefined, charged: chargedOf.get(nameOfPart(part)) }
        : undefined,
    ),
  }));
  const after = moved.map((one) => one.after);
  const payment: PaymentItem = {
    ...{ paymentId, workspaceId: first.workspaceId, campaignId: first.campaignId, status: 'pending' },
    currency: first.currency,
    amountMinor: parts.reduce((total, { priceMinor }) => total + priceMinor, 0),
    ...(charge ? { charge } : {}),
    shares: holds.map(({ hold, isCovered }) => shareOf(hold, partsOf(hold).filter(isCovered), chargedOf)),
    states: statesOf({ paymentId }, after),
    ...{ version: 1, createdAt: nowIso, updatedAt: nowIso },
  };
  return { payment, moved };
}

/** What of a payment is for one contract. */
function shareOf(
  hold: HoldItem,
  parts: readonly HeldPart[],
  chargedOf: ReadonlyMap<string, Money>,
): PaymentItem['shares'][number] {
  const { contractId, influencerId, priceMinor, feeMinor } = moneyOf(hold, parts);
  const charged = parts.map((part) => chargedOf.get(nameOfPart(part))?.amountMinor ?? 0);
  const chargedMinor = charged.reduce((total, minor) => total + minor, 0);
  const milestones = hold.parts ? { milestones: parts.map(milestoneOf) } : {};
  return {
    contractId,
    influencerId,
    priceMinor,
    feeMinor,
    ...(chargedOf.size > 0 ? { chargedMinor } : {}),
    ...milestones,
  };
}

/** What the payer is charged for each part; nothing where that is its price. */
function chargedParts(parts: readonly HeldPart[], charge: Charge | undefined): Map<string, Money> {
  if (!charge) return new Map();
  const { amountMinor, currency } = charge;
  const prices = parts.map(({ priceMinor }) => priceMinor);
  const charged = splitOver(amountMinor, currency, prices);
  return new Map(parts.map((part, index) => [nameOfPart(part), money(charged[index] ?? 0, currency)]));
}
