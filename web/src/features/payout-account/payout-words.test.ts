import { expect, it } from 'vitest';
import { accountWords, type PayoutAccountView } from './payout-words.ts';

const account = (edit: Partial<PayoutAccountView>): PayoutAccountView => ({
  ...{ status: 'payable', payable: true, country: 'DE', transfersActive: true, payoutsEnabled: true },
  ...{ requirementsDue: [], requirementsPastDue: [], requirementsLater: [], requirementsInReview: [] },
  ...{
    requirementProblems: [],
    requirementsDueAt: null,
    disabledReason: null,
    currency: null,
    taxForm: null,
    updatedAt: null,
  },
  ...edit,
});

it.each<[Partial<PayoutAccountView>, string, RegExp]>([
  [{}, 'Ready', /can be paid/],
  [
    { requirementsDue: ['external_account'], requirementsDueAt: '2026-12-04T09:00:00.000Z' },
    'Ready, but something is wanted',
    /by the day below/,
  ],
  [{ status: 'restricted', disabledReason: 'requirements.past_due' }, 'Something is missing', /time .* is over/],
  [{ status: 'pending', disabledReason: 'platform_paused' }, 'Being checked', /paused/],
  [{ status: 'rejected', disabledReason: 'rejected.fraud' }, 'Closed by Stripe', /support/],
  [{ status: 'incomplete', disabledReason: 'requirements.past_due' }, 'Not finished', /details are still missing/],
])('says how an account stands and why: %j', (edit, name, sentence) => {
  expect(accountWords(account(edit))).toMatchObject({ name, sentence: expect.stringMatching(sentence) });
});
