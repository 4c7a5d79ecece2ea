import { describe, expect, it } from 'vitest';
import { DAILY_UNITS, PULL_UNITS } from '#domain/pull-quota.ts';
import { prepareTestTable } from '#testing/table.ts';
import { markQuotaSpent, readQuotaUse, takeUnits } from './pull-quota.ts';

prepareTestTable();
const NOW = Date.UTC(2026, 10, 20, 12);

describe('the quota of a day', () => {
  it('is untouched before anyone asked', async () => {
    expect(await readQuotaUse('2026-11-19')).toEqual({ units: 0, accounts: 0 });
  });

  it('is taken before asking, by all pulls together, and never beyond what they may spend', async () => {
    const day = '2026-11-20';
    const takes = Array.from({ length: 100 }, () => takeUnits(day, { units: 100, accounts: 50 }, NOW));
    expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(PULL_UNITS / 100);
    expect(await readQuotaUse(day)).toEqual({ units: PULL_UNITS, accounts: (PULL_UNITS / 100) * 50 });
    expect(await takeUnits(day, { units: 1, accounts: 1 }, NOW)).toBe(false);
    expect(await takeUnits('2026-11-21', { units: 1, accounts: 1 }, NOW)).toBe(true);
  });

  it('is gone for everyone once the platform says so', async () => {
    const day = '2026-11-22';
    await takeUnits(day, { units: 5, accounts: 10 }, NOW);
    await markQuotaSpent(day, NOW);
    expect(await readQuotaUse(day)).toEqual({ units: DAILY_UNITS, accounts: 10 });
    expect(await takeUnits(day, { units: 1, accounts: 1 }, NOW)).toBe(false);
  });
});
