import { expect, it } from 'vitest';
import { partsOfBudget } from './budget-parts.ts';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });

it.each([
  ['nothing agreed', { committed: 0, funded: 0, released: 0, refunded: 0, fees: 0 }],
  ['agreed only', { committed: 90_000, funded: 0, released: 0, refunded: 0, fees: 0 }],
  ['partly released', { committed: 90_000, funded: 60_000, released: 27_000, refunded: 0, fees: 3_000 }],
  ['partly paid back', { committed: 90_000, funded: 90_000, released: 27_000, refunded: 20_000, fees: 3_000 }],
])('shows a budget as parts that sum to its total: %s', (_, amounts) => {
  const total = 250_000;
  const parts = partsOfBudget({
    total: usd(total),
    committed: usd(amounts.committed),
    funded: usd(amounts.funded),
    released: usd(amounts.released),
    refunded: usd(amounts.refunded),
    fees: usd(amounts.fees),
    remaining: usd(total - amounts.committed),
  });
  expect(parts.reduce((sum, part) => sum + part.value.amountMinor, 0)).toBe(total);
  expect(parts.every((part) => part.value.amountMinor >= 0)).toBe(true);
});
