import type { Offer } from './offer.ts';

/** When whose turn it is in a negotiation is reminded that the offer ends, hours before it. */
export const OFFER_REMINDER_HOURS = [48, 24] as const;

const HOUR_MS = 3_600_000;

/** What reminding of an offer is decided on, at instants in ms. */
export interface EndingOffer {
  status: Offer['status'];
  /** When the current version was written, and when it can no longer be answered. */
  writtenAtMs: number;
  expiresAtMs: number;
  /** The last reminder of this version, hours before its end; null for none. */
  remindedHours: number | null;
}

/**
 * The reminder of an open offer that is due, hours before its end; undefined for none. One that was missed is not caught up on, and none is given for what was
 * written later than it would have been due: that was told just then.
 */
export function dueOfferReminder(offer: EndingOffer, nowMs: number): number | undefined {
  const { status, writtenAtMs, expiresAtMs, remindedHours } = offer;
  if (status !== 'open' || nowMs >= expiresAtMs) return undefined;
  const due = OFFER_REMINDER_HOURS.findLast((hours) => nowMs >= expiresAtMs - hours * HOUR_MS);
  if (due === undefined || writtenAtMs > expiresAtMs - due * HOUR_MS) return undefined;
  return remindedHours !== null && remindedHours <= due ? undefined : due;
}
