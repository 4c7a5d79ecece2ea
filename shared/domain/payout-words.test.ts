import { describe, expect, it } from 'vitest';
import { disabledSentence, problemSentence, returnWords, wantedPhrase, wantedThings } from './payout-words.ts';

describe('what the provider wants', () => {
  it('is said in words with what to do, each thing once', () => {
    const wanted = wantedThings([
      'individual.dob.day',
      'individual.dob.month',
      'external_account',
      'tos_acceptance.ip',
      'individual.political_exposure',
    ]);
    expect(wanted.map(({ thing }) => thing)).toEqual([
      'Your date of birth',
      'Your bank account',
      'Your agreement to Stripe’s terms',
      'Individual political exposure',
    ]);
    for (const { todo } of wanted) expect(todo).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    [[], 'something further'],
    [['external_account'], 'your bank account'],
    [['external_account', 'individual.dob.day'], 'your bank account and your date of birth'],
    [
      ['external_account', 'individual.dob.day', 'company.name'],
      'your bank account, your date of birth and details of your company',
    ],
    [
      ['external_account', 'individual.dob.day', 'company.name', 'tos_acceptance.date'],
      'your bank account, your date of birth and more',
    ],
  ])('is a phrase of at most three things: %j', (requirements, phrase) => {
    expect(wantedPhrase(requirements)).toBe(phrase);
  });

  it('says why something given was not accepted, and what to do also for a code that is new', () => {
    const of = (code: string) => problemSentence({ requirement: 'individual.verification.document', code });
    expect(of('verification_document_not_readable')).toContain('good light');
    expect(of('verification_document_expired')).toContain('still valid');
    expect(of('verification_document_too_large')).toBe('The document was not accepted; upload another one.');
    expect(of('something_new')).toBe('It was not accepted; give it once more.');
  });
});

describe('an account that is not paid', () => {
  it.each([
    ['requirements.past_due', /Give it/],
    ['requirements.pending_verification', /need not do anything/],
    ['under_review', /need not do anything/],
    ['platform_paused', /We have paused/],
    ['rejected.deauthorized', /disconnected/],
    ['rejected.fraud', /does not pay/],
    ['something.new', /Open its page/],
  ])('says why and who has to act: %s', (reason, words) => {
    expect(disabledSentence(reason)).toMatch(words);
  });
});

describe('a payment that came back', () => {
  it('says why and what to do, also for a code that is new or named like a method', () => {
    expect(returnWords('account_closed')).toEqual({
      why: 'The bank account has been closed.',
      todo: 'Give Stripe another bank account.',
    });
    for (const code of [null, 'something_new', 'toString'])
      expect(returnWords(code).why).toBe('The bank did not take the payment.');
  });
});
