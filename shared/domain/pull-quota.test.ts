import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountsWithinQuota, PULL_UNITS, unitsOf } from './pull-quota.ts';

const MIDNIGHT = Date.UTC(2026, 10, 21, 8);
const HOUR_MS = 3_600_000;
const NOTHING = { units: 0, accounts: 0 };

describe('the units of a pull', () => {
  it.each([
    [{ profiles: 1, videos: 0 }, 1],
    [{ profiles: 50, videos: 50 }, 2],
    [{ profiles: 50, videos: 51 }, 3],
    [{ profiles: 0, videos: 120 }, 3],
  ])('of %j', (asked, units) => {
    expect(unitsOf(asked)).toBe(units);
  });
});

describe('accounts within the quota', () => {
  it.each([
    ['every one while the day is long enough', 200, NOTHING, 24, 200],
    ['a fair share of the hours left when there are too many', 20_000, NOTHING, 24, 9895],
    ['all of them in the last hour', 20_000, NOTHING, 1, 20_000],
    ['as many as they have cost so far today', 10_000, { units: 1000, accounts: 1000 }, 10, 850],
    ['none when it is spent', 200, { units: PULL_UNITS, accounts: 9000 }, 5, 0],
    ['none when another has spent it', 200, { units: 10_000, accounts: 0 }, 5, 0],
  ])('are %s', (_what, due, used, hoursLeft, planned) => {
    expect(accountsWithinQuota(due, used, MIDNIGHT - hoursLeft * HOUR_MS)).toBe(planned);
  });

  it('never run out before midnight, however many are due', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 24, maxLength: 24 }), (hours) => {
        let used = NOTHING;
        for (const [hour, due] of hours.entries()) {
          const accounts = accountsWithinQuota(due, used, MIDNIGHT - (24 - hour) * HOUR_MS);
          const units = unitsOf({ profiles: accounts, videos: accounts });
          used = { units: used.units + units, accounts: used.accounts + accounts };
          if (due > 0 && hour < 23) expect(accounts).toBeGreaterThan(0);
        }
        expect(used.units).toBeLessThanOrEqual(PULL_UNITS + 24 * 2);
      }),
    );
  });
});
