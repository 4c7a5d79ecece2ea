import { afterAll, beforeAll } from 'vitest';
import type { FeeTier } from '#domain/fee-tiers.ts';

/** The fee table of tests: 10 %, and in US dollars 8 % from 1,000.00 and 6 % from 10,000.00 on. */
export const TEST_TIERS: FeeTier[] = [
  { name: 'standard', feeBps: 1000, fromMinor: {} },
  { name: 'growth', feeBps: 800, fromMinor: { USD: 100_000 } },
  { name: 'scale', feeBps: 600, fromMinor: { USD: 1_000_000 } },
];

/** Lets the functions of this file decide by a fee table. */
export function prepareTestFees(tiers: FeeTier[] = TEST_TIERS): void {
  const before = process.env.FEE_TIERS;
  beforeAll(() => {
    process.env.FEE_TIERS = JSON.stringify(tiers);
  });
  afterAll(() => {
    if (before === undefined) delete process.env.FEE_TIERS;
    else process.env.FEE_TIERS = before;
  });
}
