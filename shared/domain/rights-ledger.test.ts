import { describe, expect, it } from 'vitest';
import { endOfDayMs, msOfDay } from './day.ts';
import { dueRightsReminder, heldRights, remindedRange } from './rights-ledger.ts';

const DAY_MS = 86_400_000;
const terms = {
  dueOn: '2027-03-01',
  usageRights: '',
  rights: { channels: [], territories: [], termDays: 90 as number | null, paidAds: true, whitelisting: false },
};
const live = { fundingStatus: 'released', requiredCount: 2, liveCount: 2 } as const;
const at = (day: string) => msOfDay(day) + DAY_MS / 2;

describe('rights by a contract', () => {
  it.each([
    ['are upcoming while nothing is live', { ...live, liveCount: 0 }, '2027-02-01', 'upcoming'],
    ['run once a piece is live, also before the last is due', { ...live, liveCount: 1 }, '2027-02-01', 'running'],
    ['run until a month before their end', live, '2027-04-29', 'running'],
    ['are expiring in their last thirty days', live, '2027-05-01', 'expiring'],
    ['are expiring on their last day', live, '2027-05-30', 'expiring'],
    ['are expired on the day after', live, '2027-05-31', 'expired'],
    ['are void once the money went back', { ...live, fundingStatus: 'refunded' as const }, '2027-03-10', 'void'],
    ['are void where nothing was paid', { ...live, fundingStatus: 'cancelled' as const }, '2027-03-10', 'void'],
    ['to content from before begin on their day', { ...live, requiredCount: 0, liveCount: 0 }, '2027-03-01', 'running'],
    [
      'to content from before do not begin earlier',
      { ...live, requiredCount: 0, liveCount: 0 },
      '2027-02-28',
      'upcoming',
    ],
  ])('%s', (_name, contract, day, state) => {
    expect(heldRights(terms, contract, at(day))).toMatchObject({ state, endsOn: '2027-05-30' });
  });

  it('count their days, the last one among them', () => {
    expect(heldRights(terms, live, at('2027-05-30')).daysLeft).toBe(1);
    expect(heldRights(terms, live, at('2027-05-23')).daysLeft).toBe(8);
  });

  it('have no end where none was agreed, or only words say it', () => {
    const perpetual = { ...terms, rights: { ...terms.rights, termDays: null } };
    for (const one of [perpetual, { dueOn: '2027-03-01', usageRights: 'A year.' }])
      expect(heldRights(one, live, at('2047-01-01'))).toMatchObject({ state: 'running', endsOn: null, daysLeft: null });
  });
});

describe('a reminder of rights that end', () => {
  const ends = '2027-05-30';
  const daysBefore = (days: number) => endOfDayMs(ends) - days * DAY_MS;
  it.each([
    [31, null, undefined],
    [30, null, 30],
    [29, 30, undefined],
    [7, 30, 7],
    [3, 7, undefined],
    [2, null, 7],
    [0, null, undefined],
  ])('%d days before, after one of %s days: %s', (days, reminded, due) => {
    expect(dueRightsReminder(ends, reminded, daysBefore(days))).toBe(due);
    if (due !== undefined) {
      const { from, until } = remindedRange(daysBefore(days));
      expect(from <= ends && ends <= until).toBe(true);
    }
  });
});
