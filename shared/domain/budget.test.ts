import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCommitment, openBudget } from './budget.ts';
import { isRefused } from './decision.ts';
import { money } from './money.ts';

const campaign = {
  workspaceId: 'wsp_1',
  campaignId: 'cmp_1',
  budget: { min: money(1, 'USD'), max: money(700_000, 'USD') },
};

describe('decideCommitment', () => {
  it('keeps remaining = total − committed and never below zero, whatever is committed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300_000 })), (prices) => {
        let budget = openBudget(campaign);
        for (const price of prices) {
          const next = decideCommitment(budget, money(price, 'USD'));
          if (isRefused(next)) expect(price).toBeGreaterThan(budget.remainingMinor);
          else budget = next;
          expect(budget.remainingMinor).toBe(budget.totalMinor - budget.committedMinor);
          expect(budget.remainingMinor).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('commits the last minor unit and refuses the next', () => {
    const spent = decideCommitment(openBudget(campaign), money(700_000, 'USD'));
    if (isRefused(spent)) throw new Error('the whole budget was refused');
    expect(spent).toMatchObject({ remainingMinor: 0, committedMinor: 700_000, version: 2 });
    expect(decideCommitment(spent, money(1, 'USD'))).toMatchObject({ refused: 'budget_exceeded' });
  });

  it('takes no other currency', () => {
    expect(() => decideCommitment(openBudget(campaign), money(1, 'EUR'))).toThrow('cannot commit EUR');
  });
});
