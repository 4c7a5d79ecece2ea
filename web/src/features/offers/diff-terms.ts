import { formatMoney } from '../../ui/money.ts';
import { formatDay } from '../../ui/relative-time.tsx';
import type { TermsView } from './offer-words.tsx';
import { deliverablesText, milestonesText, objectionText, reviewText, roundsText } from './terms-text.ts';

export interface TermsChange {
  name: string;
  before: string;
  after: string;
}

const READ: readonly [name: string, text: (terms: TermsView) => string][] = [
  ['Price', ({ price }) => formatMoney(price)],
  ['To be made', ({ deliverables }) => deliverablesText(deliverables)],
  ['Live by', ({ dueOn }) => formatDay(dueOn)],
  ['Milestones', ({ milestones }) => milestonesText(milestones)],
  ['Rounds of changes', ({ revisionRounds }) => roundsText(revisionRounds)],
  ['Days to answer content', ({ reviewDays }) => reviewText(reviewDays)],
  ['Time to object', objectionText],
  ['Use of the content', ({ usageRights }) => usageRights],
];

/** What one version of an offer says otherwise than the one before it, in words; a message is no term. */
export function diffTerms(before: TermsView, after: TermsView): TermsChange[] {
  return READ.flatMap(([name, text]) => {
    const [was, is] = [text(before), text(after)];
    return was === is ? [] : [{ name, before: was, after: is }];
  });
}
