import { objectionHoursOf, spanText } from '#domain/objection.ts';
import { CHANNEL_NAMES, type Exclusivity, type UsageRights } from '#domain/usage-rights.ts';
import { formatMoney } from '../../ui/money.ts';
import { countryName } from '../../ui/places.ts';
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

/** First letter large, for what stands on its own. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `The brand’s own social channels; e-mail and newsletters`. */
export function channelsText({ channels }: Pick<UsageRights, 'channels'>): string {
  return channels.length === 0
    ? 'Nothing but the creator’s own posts'
    : sentence(channels.map((channel) => CHANNEL_NAMES[channel]).join('; '));
}

/** `Germany, Austria`. */
export function placesText({ territories }: Pick<UsageRights, 'territories'>): string {
  return territories.length === 0 ? 'The whole world' : territories.map(countryName).join(', ');
}

/** `180 days`. */
export function termText(days: number | null): string {
  return days === null ? 'Without end' : countOf(days, 'day');
}

/** `Paid for by the brand, also under the creator’s name`. */
export function adsText({ paidAds, whitelisting }: Pick<UsageRights, 'paidAds' | 'whitelisting'>): string {
  if (!paidAds) return whitelisting ? 'Under the creator’s name' : 'None';
  return `Paid for by the brand${whitelisting ? ', also under the creator’s name' : ''}`;
}

/** `Nothing like skin care for others, 30 days after all is live`. */
export function exclusivityText(exclusivity: Exclusivity | undefined): string {
  if (!exclusivity) return 'None';
  return `Nothing like ${exclusivity.category} for others, ${countOf(exclusivity.days, 'day')} after all is live`;
}
