import { describe, expect, it } from 'vitest';
import { campaignCostOf, costTable } from './campaign-cost.ts';

describe('the cost of what a campaign used', () => {
  it('is its uses at the list prices, the dearest first, and nothing for what was not used', () => {
    const { lines, usd } = campaignCostOf({ apiRequest: 10, transition: 40, mail: 0 });
    expect(lines.map(({ price, quantity }) => [price, quantity])).toEqual([
      ['transition', 40],
      ['apiRequest', 10],
    ]);
    expect(usd).toBeCloseTo(40 * 0.000025 + 10 * 0.000001, 12);
  });

  it('is told as a table that sums to the whole', () => {
    const table = costTable(campaignCostOf({ writeUnit: 1000 }));
    expect(table.split('\n')).toEqual([
      '| for each | how many | US dollars | share |',
      '| --- | ---: | ---: | ---: |',
      '| write request unit of the table on demand | 1,000 | 0.000625 | 100.0 % |',
      '| **one campaign** | | **0.000625** | 100 % |',
      '| **a thousand campaigns** | | **0.63** | |',
    ]);
  });
});
