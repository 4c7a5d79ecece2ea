import { PRICES, type PriceName } from './prices.ts';

/** So much of each thing that has a price. */
export type Uses = Readonly<Partial<Record<PriceName, number>>>;

export interface UsedLine {
  price: PriceName;
  quantity: number;
  /** US dollars at the list price. */
  usd: number;
}

/** What so much use costs at the list prices, the dearest first; free allowances are not taken off, since many campaigns share them. */
export function campaignCostOf(uses: Uses): { lines: UsedLine[]; usd: number } {
  const lines = (Object.entries(uses) as [PriceName, number][])
    .filter(([, quantity]) => quantity > 0)
    .map(([price, quantity]) => ({ price, quantity, usd: quantity * PRICES[price].usd }))
    .sort((a, b) => b.usd - a.usd);
  return { lines, usd: lines.reduce((sum, line) => sum + line.usd, 0) };
}

/** The lines as a table of Markdown, with what a thousand campaigns cost. */
export function costTable({ lines, usd }: ReturnType<typeof campaignCostOf>): string {
  const rows = lines.map(({ price, quantity, usd: amount }) => [
    // What follows a semicolon is about a month's bill.
    PRICES[price].per.split(';')[0],
    quantity.toLocaleString('en-US', { maximumFractionDigits: 1 }),
    amount.toFixed(6),
    `${((amount / usd) * 100).toFixed(1)} %`,
  ]);
  return [
    '| for each | how many | US dollars | share |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    `| **one campaign** | | **${usd.toFixed(6)}** | 100 % |`,
    `| **a thousand campaigns** | | **${(usd * 1000).toFixed(2)}** | |`,
  ].join('\n');
}
