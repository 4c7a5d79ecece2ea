import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_REMINDER_DAYS, dueAccountReminder, payoutStatusOf } from './payout-account.ts';

const DAY_MS = 86_400_000;
const UNTIL = Date.UTC(2026, 11, 4);
const wanted = (remindedDays: number | null = null) => ({
  requirementsDueAtMs: UNTIL,
  requirementsDue: ['individual.verification.document'],
  remindedDays,
});

describe('the deadline of a payout account', () => {
  it.each([
    [8, null, undefined],
    [7, null, 7],
    [6, 7, undefined],
    [3, 7, 3],
    [1, 3, 1],
    [0.5, 1, undefined],
    [0.5, 7, 1],
  ])('%s days before, with the last reminder of %s days, asks for that of %s', (days, reminded, due) => {
    expect(dueAccountReminder(wanted(reminded), UNTIL - days * DAY_MS)).toBe(due);
  });

  it('is not reminded of when it has passed, when nothing is wanted, or when there is none', () => {
    expect(dueAccountReminder(wanted(), UNTIL)).toBeUndefined();
    expect(dueAccountReminder({ ...wanted(), requirementsDue: [] }, UNTIL - DAY_MS)).toBeUndefined();
    expect(dueAccountReminder({ ...wanted(), requirementsDueAtMs: null }, UNTIL - DAY_MS)).toBeUndefined();
  });

  it('is reminded of at most once for each of its reminders, whenever it is looked at', () => {
    const daysLeft = fc.array(fc.double({ min: -1, max: 20, noNaN: true }));
    fc.assert(
      fc.property(daysLeft, (looks) => {
        let reminded: number | null = null;
        const given: number[] = [];
        for (const days of looks.sort((a, b) => b - a)) {
          const due = dueAccountReminder(wanted(reminded), UNTIL - days * DAY_MS);
          if (due === undefined) continue;
          given.push(due);
          reminded = due;
        }
        expect(new Set(given).size).toBe(given.length);
        expect(given.every((days) => (ACCOUNT_REMINDER_DAYS as readonly number[]).includes(days))).toBe(true);
      }),
    );
  });
});

describe('whether an account can be paid', () => {
  const facts = {
    transfersActive: true,
    payoutsEnabled: true,
    detailsSubmitted: true,
    requirementsDue: [] as string[],
    disabledReason: null as string | null,
  };
  it.each([
    [{}, 'payable'],
    [{ requirementsDue: ['company.name'] }, 'payable'],
    [{ transfersActive: false }, 'pending'],
    [{ payoutsEnabled: false }, 'pending'],
    [{ payoutsEnabled: false, requirementsDue: ['external_account'] }, 'restricted'],
    [{ transfersActive: false, detailsSubmitted: false }, 'incomplete'],
    [{ transfersActive: false, disabledReason: 'rejected.fraud' }, 'rejected'],
    [{ transfersActive: false, disabledReason: 'under_review' }, 'pending'],
  ])('follows from both, transfers and payouts: %j', (edit, status) => {
    expect(payoutStatusOf({ ...facts, ...edit })).toEqual({ status, payable: status === 'payable' });
  });
});
