import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfMs, msOfDay } from './day.ts';
import {
  campaignHoldWarnings,
  dueReminder,
  fundingWindow,
  heldUntilMs,
  holdClock,
  holdingDays,
  mustGoBack,
  neededUntilMs,
  nextClockInstantMs,
  tooLongToHold,
} from './hold-clock.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-20T09:00:00Z');

describe('how long the provider lets money be held', () => {
  it.each([
    ['the United States', 'US', 730],
    ['Thailand', 'TH', 10],
    ['Germany', 'DE', 90],
    ['any other country', 'NZ', 90],
  ])('in %s', (_where, country, days) => {
    expect(holdingDays(country)).toBe(days);
    expect(heldUntilMs(NOW, country)).toBe(NOW + days * DAY_MS);
  });

  it('must be enough for the due day, three days to object and two for the payout', () => {
    expect(neededUntilMs({ dueOn: '2026-12-01' })).toBe(Date.parse('2026-12-07T00:00:00Z'));
  });

  it.each([
    [24, '2026-12-05T00:00:00Z'],
    [36, '2026-12-05T12:00:00Z'],
    [336, '2026-12-18T00:00:00Z'],
  ])('must be enough for the %s hours to object that were agreed on', (objectionHours, until) => {
    expect(neededUntilMs({ dueOn: '2026-12-01', objectionHours })).toBe(Date.parse(until));
  });
});

describe('paying in', () => {
  it('fits up to the last due day that the ceiling leaves time for, and not a day later', () => {
    const { latestDueOn } = fundingWindow({ dueOn: '2027-05-01' }, NOW, 'DE');
    expect(latestDueOn).toBe('2027-02-12');
    expect(tooLongToHold({ dueOn: latestDueOn }, NOW, 'DE')).toBeUndefined();
    expect(tooLongToHold({ dueOn: '2027-02-13' }, NOW, 'DE')).toBe(
      'The payment provider may hold money for at most 90 days. Delivery by 13 February 2027, 3 days to object and 2 days for the payout need it until 19 February 2027. Pay in on 21 November 2026 or later, or agree on delivery by 12 February 2027.',
    );
    expect(tooLongToHold({ dueOn: '2027-02-13' }, NOW, 'US')).toBeUndefined();
    expect(tooLongToHold({ dueOn: '2027-02-13', objectionHours: 48 }, NOW, 'DE')).toBeUndefined();
    expect(tooLongToHold({ dueOn: '2027-02-12', objectionHours: 82 }, NOW, 'DE')).toContain('82 hours to object');
    expect(tooLongToHold({ dueOn: '2026-11-26' }, NOW, 'TH')).toContain('at most 10 days');
  });

  it('fits from the first day on that is named, at any time of that day, and not before', () => {
    const cases = fc.record({
      now: fc.integer({ min: NOW, max: NOW + 400 * DAY_MS }),
      inDays: fc.integer({ min: 0, max: 2000 }),
      country: fc.constantFrom('US', 'TH', 'DE'),
    });
    fc.assert(
      fc.property(cases, ({ now, inDays, country }) => {
        const dueOn = dayOfMs(now + inDays * DAY_MS);
        const { opensOn, latestDueOn } = fundingWindow({ dueOn }, now, country);
        if (opensOn === null) expect(latestDueOn >= dueOn).toBe(true);
        else {
          expect(tooLongToHold({ dueOn }, msOfDay(opensOn), country)).toBeUndefined();
          expect(tooLongToHold({ dueOn }, msOfDay(opensOn) - 1, country)).toBeDefined();
          expect(tooLongToHold({ dueOn: latestDueOn }, now, country)).toBeUndefined();
        }
      }),
    );
  });
});

describe('a campaign', () => {
  it.each([
    ['short enough', '2026-12-01', '2027-01-31', 0],
    ['longer than money may be held from its first day on', '2026-12-01', '2027-03-31', 1],
    ['far away, but short enough once it begins', '2029-01-01', '2029-02-15', 0],
    ['begun already, and over soon', '2026-01-01', '2026-12-31', 0],
    ['without a last day', '2026-12-01', null, 0],
  ])('%s is warned about accordingly', (_case, startDate, endDate, count) => {
    const warnings = campaignHoldWarnings({ startDate, endDate }, NOW, 'DE');
    expect(warnings).toHaveLength(count);
    for (const { path, message } of warnings) {
      expect(path).toBe('endDate');
      expect(message).toContain('Pay in on');
    }
  });
});

it('warns of a campaign by the time to object that its offers begin with', () => {
  const dates = { startDate: '2026-12-01', endDate: '2027-02-20' };
  expect(campaignHoldWarnings(dates, NOW, 'DE')).toEqual([]);
  expect(campaignHoldWarnings({ ...dates, objectionHours: 336 }, NOW, 'DE')).toMatchObject([
    { path: 'endDate', message: expect.stringContaining('14 days to object') },
  ]);
});

describe('the clock of held money', () => {
  const until = { iso: '2027-02-18T09:00:00.000Z', ms: NOW + 90 * DAY_MS };
  it.each([
    ['just paid in', NOW, 'ok', 90],
    ['a moment before the first reminder', until.ms - 14 * DAY_MS - 1, 'ok', 14],
    ['at the first reminder', until.ms - 14 * DAY_MS, 'soon', 14],
    ['on the last day', until.ms - 1, 'soon', 0],
    ['at its end', until.ms, 'over', 0],
    ['long after', until.ms + 9 * DAY_MS, 'over', 0],
  ])('%s', (_case, now, state, daysLeft) => {
    expect(holdClock(until, now)).toEqual({ heldUntil: until.iso, state, daysLeft });
  });

  it('reminds 14 and 3 days before, each once, and not of what was missed', () => {
    const at = (days: number) => until.ms - days * DAY_MS;
    const due = (remindedDays: number | null, days: number) =>
      dueReminder({ heldUntilMs: until.ms, remindedDays }, at(days));
    expect(due(null, 15)).toBeUndefined();
    expect(due(null, 14)).toBe(14);
    expect(due(14, 4)).toBeUndefined();
    expect(due(14, 3)).toBe(3);
    expect(due(null, 2)).toBe(3);
    expect(due(3, 1)).toBeUndefined();
    expect(dueReminder({ heldUntilMs: null, remindedDays: null }, NOW)).toBeUndefined();
  });

  it('asks for something at each reminder and a day before the end, and for nothing afterwards', () => {
    const seen: number[] = [];
    for (let now = NOW; ; ) {
      const next = nextClockInstantMs({ heldUntilMs: until.ms }, now);
      if (next === null) break;
      seen.push((until.ms - next) / DAY_MS);
      now = next;
    }
    expect(seen).toEqual([14, 3, 1]);
    expect(mustGoBack({ heldUntilMs: until.ms }, until.ms - DAY_MS)).toBe(true);
    expect(mustGoBack({ heldUntilMs: until.ms }, until.ms - DAY_MS - 1)).toBe(false);
  });
});
