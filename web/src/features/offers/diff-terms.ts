import { formatMoney } from '../../ui/money.ts';
import { formatDay } from '../../ui/relative-time.tsx';
import type { TermsView } from './offer-words.tsx';
import {
  adsText,
  channelsText,
  deliverablesText,
  exclusivityText,
  milestonesText,
  objectionText,
  placesText,
  reviewText,
  roundsText,
  termText,
} from './terms-text.ts';

export interface TermsChange {
  name: string;
  before: string;
  after: string;
}

const NOT_NAMED = 'Left to words';

const READ: readonly [name: string, text: (terms: TermsView) => string][] = [
  ['Price', ({ price }) => formatMoney(price)],
  ['To be made', ({ deliverables }) => deliverablesText(deliverables) || 'Nothing new'],
  ['Live by', ({ dueOn }) => formatDay(dueOn)],
  ['Milestones', ({ milestones }) => milestonesText(milestones)],
  ['Rounds of changes', ({ revisionRounds }) => roundsText(revisionRounds)],
  ['Days to answer content', ({ reviewDays }) => reviewText(reviewDays)],
  ['Time to object', objectionText],
  ['Shown on', ({ rights }) => (rights ? channelsText(rights) : NOT_NAMED)],
  ['Shown in', ({ rights }) => (rights ? placesText(rights) : NOT_NAMED)],
  ['Used for', ({ rights }) => (rights ? termText(rights.termDays) : NOT_NAMED)],
  ['Advertising with it', ({ rights }) => (rights ? adsText(rights) : NOT_NAMED)],
  ['Use of the content, in words', ({ usageRights }) => usageRights || 'Nothing'],
  ['Exclusivity', ({ exclusivity }) => exclusivityText(exclusivity)],
];

/** What one version of an offer says otherwise than the one before it, in words; a message is no term. */
export function diffTerms(before: TermsView, after: TermsView): TermsChange[] {
  return READ.flatMap(([name, text]) => {
    const [was, is] = [text(before), text(after)];
    return was === is ? [] : [{ name, before: was, after: is }];
  });
}
