import { WAYS_OUT } from './cancellations.ts';

/** What people do in the stories: as with faults, what never comes about in many seeds is not tried, which is a failure. */
export const STORIES = [
  'campaign-in-other-currency',
  'paid-in-other-currency',
  'charged-in-other-currency',
  'rate-promised',
  'payment-replaced',
  'offer-rejected',
  'offer-withdrawn',
  'dispute-about-contract',
  'dispute-about-milestone',
  'dispute-withdrawn',
  'dispute-agreed',
  'dispute-decided-release',
  'dispute-decided-refund',
  'dispute-decided-split',
  'dispute-appealed',
  'dispute-appeal-waived',
  'rules-changed',
  'claw-back-for-brand',
  'claw-back-for-reserve',
  'claw-back-of-changed-money',
  'refunded-by-hand',
  'refunded-by-hand-in-part',
  ...WAYS_OUT,
] as const;

export type Story = (typeof STORIES)[number];
