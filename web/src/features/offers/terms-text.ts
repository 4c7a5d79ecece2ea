import { objectionHoursOf, spanText } from '#domain/objection.ts';
import { formatMoney } from '../../ui/money.ts';
import { formatDay } from '../../ui/relative-time.tsx';
import { countOf, platformName } from '../../ui/words.ts';
import type { TermsView } from './offer-words.tsx';

/** `2 reels on Instagram, 3 stories on Instagram`. */
export function deliverablesText(deliverables: TermsView['deliverables']): string {
  return deliverables.map((one) => `${countOf(one.count, one.type)} on ${platformName(one.platform)}`).join(', ');
}

/** `The reel, $600.00 by 10 Dec 2026`, one after the other. */
export function milestonesText(milestones: TermsView['milestones']): string {
  if (!milestones || milestones.length < 2) return 'None: paid as one';
  return milestones
    .map(({ title, price, dueOn }) => `${title}, ${formatMoney(price)} by ${formatDay(dueOn)}`)
    .join('; ');
}

/** `5 days, then approved`. */
export function reviewText(days: number | undefined): string {
  return days === undefined ? 'No limit' : `${countOf(days, 'day')}, then approved`;
}

/** `3 days after the last piece is live`. */
export function objectionText(terms: Pick<TermsView, 'objectionHours'>): string {
  return `${spanText(objectionHoursOf(terms))} after the last piece is live`;
}

/** `2 rounds of changes`. */
export function roundsText(rounds: number): string {
  return rounds === 0 ? 'None' : countOf(rounds, 'round');
}
