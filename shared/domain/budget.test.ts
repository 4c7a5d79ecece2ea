import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCommitment, decideTotal, openBudget } from './budget.ts';
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

  it('says the budget, what is committed and what would fit', () => {
    const some = decideCommitment(openBudget(campaign), money(650_000, 'USD'));
    if (isRefused(some)) throw new Error('what fits was refused');
    expect(decideCommitment(some, money(50_001, 'USD'))).toMatchObject({
      refused: 'budget_exceeded',
      detail: expect.stringMatching(/7,000\.00.*6,500\.00.*500\.00 would fit/),
    });
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

describe('decideTotal', () => {
  it('is never below what is committed, whatever is accepted, raised and lowered in between', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('accept' as const), minor: fc.integer({ min: 1, max: 300_000 }) }),
      fc.record({ do: fc.constant('retotal' as const), minor: fc.integer({ min: 1, max: 900_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let budget = openBudget(campaign);
        for (const { do: what, minor } of steps) {
          const next = what === 'accept' ? decideCommitment(budget, money(minor, 'USD')) : decideTotal(budget, minor);
          if (isRefused(next))
            expect(minor)[what === 'accept' ? 'toBeGreaterThan' : 'toBeLessThan'](
              what === 'accept' ? budget.remainingMinor : budget.committedMinor,
            );
          else budget = next;
          expect(budget.committedMinor).toBeLessThanOrEqual(budget.totalMinor);
          expect(budget.remainingMinor).toBe(budget.totalMinor - budget.committedMinor);
        }
      }),
    );
  });
});
