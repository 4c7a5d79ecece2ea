import { expect, it } from 'vitest';
import { measurePostingUnits } from './measure-money.ts';

it('a posting to the ledger writes at most 24 units on the average of a contract’s path', async () => {
  const { rows, missed } = await measurePostingUnits();
  expect(rows.map(([kind]) => kind)).toEqual([
    ...['funded', 'reserved', 'posted', 'voided', 'refund_reserved', 'refunded'],
    'mean of the path',
  ]);
  expect(missed).toEqual([]);
});
