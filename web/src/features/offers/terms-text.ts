import { countOf, platformName } from '../../ui/words.ts';
import type { TermsView } from './offer-words.tsx';

/** `2 reels on Instagram, 3 stories on Instagram`. */
export function deliverablesText(deliverables: TermsView['deliverables']): string {
  return deliverables.map((one) => `${countOf(one.count, one.type)} on ${platformName(one.platform)}`).join(', ');
}

/** `2 rounds of changes`. */
export function roundsText(rounds: number): string {
  return rounds === 0 ? 'None' : countOf(rounds, 'round');
}
