/** States of the money of one contract, in the order of its life. */
export const HOLD_STATUSES = [
  'unfunded',
  'pending',
  'funded',
  'releasing',
  'released',
  'refunded',
  'disputed',
] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];
