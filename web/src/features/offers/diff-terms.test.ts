import { describe, expect, it } from 'vitest';
import { diffTerms } from './diff-terms.ts';
import type { TermsView } from './offer-words.tsx';

const terms: TermsView = {
  price: { amountMinor: 90_000, currency: 'USD' },
  deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 2 }],
  dueOn: '2027-01-31',
  usageRights: 'Their own channels, six months',
  revisionRounds: 2,
  message: 'Hello',
};

describe('what a counter-offer changes', () => {
  it('names each changed term with both values in words', () => {
    const next: TermsView = {
      ...terms,
      price: { amountMinor: 110_050, currency: 'USD' },
      deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
      revisionRounds: 0,
    };
    expect(diffTerms(terms, next)).toEqual([
      { name: 'Price', before: '$900.00', after: '$1,100.50' },
      { name: 'To be made', before: '2 reels on Instagram', after: '1 reel on Instagram' },
      { name: 'Rounds of changes', before: '2 rounds', after: 'None' },
    ]);
  });

  it('says what becomes of the milestones', () => {
    const milestones = [
      {
        title: 'Reels',
        deliverableIds: ['reel'],
        dueOn: '2027-01-10',
        price: { amountMinor: 60_000, currency: 'USD' as const },
      },
      {
        title: 'Use',
        deliverableIds: [],
        dueOn: '2027-01-31',
        price: { amountMinor: 30_000, currency: 'USD' as const },
      },
    ];
    expect(diffTerms(terms, { ...terms, milestones })).toEqual([
      {
        name: 'Milestones',
        before: 'None: paid as one',
        after: expect.stringMatching(/^Reels, \$600\.00 by .*; Use, \$300\.00 by /),
      },
    ]);
    expect(diffTerms(terms, { ...terms, milestones: [] })).toEqual([]);
  });

  it('says how long the brand may object, where that changes', () => {
    expect(diffTerms(terms, { ...terms, objectionHours: 72 })).toEqual([]);
    expect(diffTerms(terms, { ...terms, objectionHours: 36 })).toEqual([
      {
        name: 'Time to object',
        before: '3 days after the last piece is live',
        after: '36 hours after the last piece is live',
      },
    ]);
  });

  it('names each right on its own', () => {
    const rights = {
      channels: ['brand_social' as const],
      territories: ['DE'],
      termDays: 180,
      paidAds: false,
      whitelisting: false,
    };
    const before = { ...terms, rights, usageRights: '' };
    const after: TermsView = {
      ...before,
      rights: { ...rights, channels: ['brand_social', 'email'], termDays: null, paidAds: true },
      exclusivity: { category: 'skin care', days: 30 },
    };
    expect(diffTerms(before, after)).toEqual([
      {
        name: 'Shown on',
        before: 'The brand’s own social channels',
        after: 'The brand’s own social channels; e-mail and newsletters',
      },
      { name: 'Used for', before: '180 days', after: 'Without end' },
      { name: 'Advertising with it', before: 'None', after: 'Paid for by the brand' },
      { name: 'Exclusivity', before: 'None', after: 'Nothing like skin care for others, 30 days after all is live' },
    ]);
    expect(diffTerms(terms, before).map(({ name }) => name)).toEqual([
      'Shown on',
      'Shown in',
      'Used for',
      'Advertising with it',
      'Use of the content, in words',
    ]);
  });

  it('is empty when only the message differs', () => {
    expect(diffTerms(terms, { ...terms, message: 'Another word' })).toEqual([]);
  });
});
