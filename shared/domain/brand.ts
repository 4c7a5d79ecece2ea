import type { Issue } from './decision.ts';
import type { Money } from './money.ts';

/** What is wrong with the range of a brand's budgets. */
export function budgetRangeIssuesOf(range: { min: Money; max: Money } | undefined): Issue[] {
  if (!range) return [];
  const { min, max } = range;
  if (min.currency === max.currency && min.amountMinor <= max.amountMinor) return [];
  return [{ path: 'budgetRange.max', message: 'must be in the same currency as min and not below it' }];
}
