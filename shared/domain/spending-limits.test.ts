import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import {
  beyondContractLimit,
  decideBudgetLimits,
  isHigher,
  NO_LIMITS,
  type SpendingLimits,
} from './spending-limits.ts';

const rule = (limits: Partial<SpendingLimits>) => ({ limits: { ...NO_LIMITS, ...limits }, currency: 'USD' as const });
const asked = (totalMinor: number, allottedMinor = 0, byMinor = totalMinor) => ({
  ...{ byMinor, allottedMinor, year: '2026' },
});

describe('the limits for budgets', () => {
  it.each([
    ['without limits anything', {}, 99_999_999, 0],
    ['a campaign of exactly its limit', { campaignMinor: 5000 }, 5000, 0],
    ['exactly what is left of the year', { yearMinor: 9000 }, 4000, 5000],
  ])('let through %s', (_what, limits, totalMinor, allottedMinor) => {
    const fits = decideBudgetLimits(rule(limits), money(totalMinor, 'USD'), asked(totalMinor, allottedMinor));
    expect(fits).toEqual({ fits: true });
  });

  it('refuse one minor unit more, saying the limit, what is spent and what would fit', () => {
    expect(decideBudgetLimits(rule({ yearMinor: 900_000 }), money(400_001, 'USD'), asked(400_001, 500_000))).toEqual({
      refused: 'spending_limit_exceeded',
      detail:
        'The limit of 2026 is USD\u00a09,000.00; USD\u00a05,000.00 of it is allotted to campaigns, so that USD\u00a04,000.00 would fit, and USD\u00a04,000.01 was asked for.',
    });
    expect(decideBudgetLimits(rule({ campaignMinor: 5000 }), money(5001, 'USD'), asked(5001))).toMatchObject({
      refused: 'campaign_limit_exceeded',
      detail: expect.stringContaining('USD\u00a050.00'),
    });
  });

  it('say that nothing would fit once the limit was lowered below what is allotted, and still let a budget be lowered', () => {
    const low = rule({ yearMinor: 1000, campaignMinor: 10 });
    expect(decideBudgetLimits(rule({ yearMinor: 1000 }), money(1, 'USD'), asked(1, 5000))).toMatchObject({
      detail: expect.stringContaining('USD\u00a00.00 would fit'),
    });
    expect(decideBudgetLimits(low, money(4000, 'USD'), asked(4000, 5000, -100))).toEqual({ fits: true });
  });

  it('are not got around by another currency', () => {
    for (const limits of [{ yearMinor: 9000 }, { campaignMinor: 9000 }])
      expect(decideBudgetLimits(rule(limits), money(1, 'EUR'), asked(1))).toMatchObject({
        refused: expect.stringContaining('limit_exceeded'),
        detail: expect.stringContaining('cannot be held against it'),
      });
  });
});

describe('the limit for a contract', () => {
  it.each<[string, string, number, 'USD' | 'EUR', boolean]>([
    ['a manager up to it', 'manager', 5000, 'USD', false],
    ['a manager beyond it', 'manager', 5001, 'USD', true],
    ['somebody with a grant beyond it', 'viewer', 5001, 'USD', true],
    ['a manager in another currency', 'manager', 1, 'EUR', true],
    ['an owner beyond it', 'owner', 99_999, 'EUR', false],
  ])('%s', (_who, role, amountMinor, currency, isBeyond) => {
    const said = beyondContractLimit(rule({ contractMinor: 5000 }), role, money(amountMinor, currency));
    expect(said?.refused).toBe(isBeyond ? 'contract_limit_exceeded' : undefined);
    expect(beyondContractLimit(rule({}), role, money(amountMinor, currency))).toBeUndefined();
  });
});

describe('higher limits', () => {
  it.each([
    ['lifted', { yearMinor: 10 }, {}, true],
    ['raised', { contractMinor: 10 }, { contractMinor: 11 }, true],
    ['lowered', { campaignMinor: 10 }, { campaignMinor: 9 }, false],
    ['set', {}, { campaignMinor: 9 }, false],
    ['one lowered, another raised', { campaignMinor: 10, yearMinor: 5 }, { campaignMinor: 9, yearMinor: 6 }, true],
  ])('%s: %s', (_what, before, after, higher) => {
    expect(isHigher({ ...NO_LIMITS, ...before }, { ...NO_LIMITS, ...after })).toBe(higher);
  });
});
