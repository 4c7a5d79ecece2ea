import { expect, it } from 'vitest';
import { wantedThings } from './payout-words.ts';

it('says what the provider wants in words, each thing once', () => {
  expect(
    wantedThings([
      'individual.dob.day',
      'individual.dob.month',
      'external_account',
      'tos_acceptance.ip',
      'individual.political_exposure',
    ]),
  ).toEqual([
    'Your date of birth',
    'Your bank account',
    'Your agreement to Stripe’s terms',
    'Individual political exposure',
  ]);
});
