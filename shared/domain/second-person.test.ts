import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfirmFacts, decideSecondPerson, isSamePerson, mailboxOf, needsSecondPerson } from './second-person.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const facts: ConfirmFacts = {
  ...{ isNeeded: true, holdStatus: 'funded', approvedCount: 2, requiredCount: 2 },
  begunBy: { userId: 'usr_a' },
  said: { state: 'asked', askedAt: '2026-11-19T00:00:00.000Z' },
};
const approve = (edit: Partial<ConfirmFacts>, userId = 'usr_b') =>
  decideSecondPerson({ ...facts, ...edit }, { state: 'approved', userId, nowIso: NOW });

describe('a release takes a second person', () => {
  it.each([
    ['without a rule', null, 'EUR', 99_999_999, 'EUR', false],
    ['up to the amount of the rule', 100_000, 'EUR', 100_000, 'EUR', false],
    ['one minor unit above it', 100_000, 'EUR', 100_001, 'EUR', true],
    ['at an amount of zero, for everything', 0, 'EUR', 1, 'EUR', true],
    ['in another currency, however little', 100_000, 'EUR', 1, 'USD', true],
  ] as const)('%s: %s %s, %s %s → %s', (_case, aboveMinor, currency, amountMinor, paidIn, expected) => {
    expect(needsSecondPerson({ aboveMinor, currency }, { amountMinor, currency: paidIn })).toBe(expected);
  });
});

describe('the word of a second person', () => {
  it('is kept with who said it and when they were asked', () => {
    expect(approve({})).toEqual({
      begunBy: { userId: 'usr_a' },
      said: { state: 'approved', askedAt: facts.said?.askedAt, decidedBy: 'usr_b', decidedAt: NOW },
    });
  });

  it.each<[string, Partial<ConfirmFacts>, string]>([
    ['nothing is paid in', { holdStatus: 'unfunded' }, 'contract_not_funded'],
    ['the payer is paying', { holdStatus: 'pending' }, 'contract_not_funded'],
    ['the payment is disputed', { holdStatus: 'disputed' }, 'release_not_ready'],
    ['the transfer is under way', { holdStatus: 'releasing' }, 'already_released'],
    ['the money went back', { holdStatus: 'refunded' }, 'already_released'],
    ['no rule asks for one', { isNeeded: false }, 'release_approval_not_needed'],
    ['one piece is not approved, so that nobody began it', { approvedCount: 1 }, 'release_not_ready'],
    ['the same person approved the content', { begunBy: { userId: 'usr_b' } }, 'same_person'],
  ])('is refused while %s', (_case, edit, refused) => {
    expect(approve(edit)).toMatchObject({ refused });
  });

  it('makes who speaks first the first of two where nobody noted who approved the content', () => {
    const first = approve({ begunBy: undefined, said: undefined });
    expect(first).toEqual({ begunBy: { userId: 'usr_b' }, said: { state: 'asked', askedAt: NOW } });
    expect(approve({ ...(first as object) })).toMatchObject({ refused: 'same_person' });
    expect(approve({ ...(first as object) }, 'usr_c')).toMatchObject({ said: { state: 'approved' } });
  });

  it('follows a no with a yes of anybody but the first', () => {
    const said = { state: 'declined' as const, askedAt: NOW, decidedBy: 'usr_b', decidedAt: NOW, reason: 'Wait.' };
    expect(approve({ said }, 'usr_c')).toMatchObject({ said: { state: 'approved', decidedBy: 'usr_c' } });
    expect(approve({ said }, 'usr_a')).toMatchObject({ refused: 'same_person' });
  });

  it('is never approved by fewer than two people, whatever is said in whatever order', () => {
    const words = fc.array(
      fc.record({ userId: fc.constantFrom('usr_a', 'usr_b'), state: fc.constantFrom('approved', 'declined') }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(words, fc.option(fc.constantFrom('usr_a', 'usr_b'), { nil: undefined }), (said, reviewer) => {
        let now: ConfirmFacts = { ...facts, said: undefined, begunBy: reviewer ? { userId: reviewer } : undefined };
        for (const { userId, state } of said as { userId: string; state: 'approved' | 'declined' }[]) {
          const next = decideSecondPerson(now, { state, userId, nowIso: NOW });
          if ('refused' in next) continue;
          now = { ...now, ...next };
          if (now.said?.state === 'approved') expect(now.said.decidedBy).not.toBe(now.begunBy?.userId);
        }
      }),
    );
  });
});

describe('whether two are the same person', () => {
  it.each([
    ['a.b@x.example', 'a.b+admin@x.example', true],
    ['A.b@x.example', 'a.B@X.example', true],
    ['a.b@gmail.com', 'ab+2@googlemail.com', true],
    ['a.b@x.example', 'ab@x.example', false],
    ['a@x.example', 'a@y.example', false],
  ])('%s and %s: %s', (one, other, same) => {
    const person = (userId: string, email: string) => ({ userId, mailbox: mailboxOf(email) });
    expect(isSamePerson(person('usr_1', one), person('usr_2', other))).toBe(same);
    expect(isSamePerson(person('usr_1', one), person('usr_1', 'else@z.example'))).toBe(true);
  });

  it('says no for two accounts of which no mailbox is known', () => {
    expect(isSamePerson({ userId: 'usr_1' }, { userId: 'usr_2' })).toBe(false);
  });
});
