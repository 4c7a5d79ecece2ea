import { getYearOfEarnings } from '#contract/areas/earnings.ts';
import { csvText } from '#domain/csv.ts';
import type { Currency } from '#domain/currencies.ts';
import { type EarningSums, earningsRows } from '#domain/earnings-statement.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { readYearOfEarnings } from '#runtime/money/read-year-of-earnings.ts';

export const handler = endpoint(getYearOfEarnings, async (call) => {
  const { influencerId } = call.influencer();
  const { year } = call.params;
  const statement = await readYearOfEarnings(influencerId, year);
  const body = {
    year,
    isOver: call.nowIso.slice(0, 4) > year,
    groups: statement.groups.map(({ lines, currency, workspaceId, brandName, ...sums }) => ({
      ...{ workspaceId, brandName, currency },
      ...sumsView(sums, currency),
      lines: lines.map(({ grossMinor, feeMinor, taxMinor, netMinor, returnedMinor, ...line }) => ({
        ...line,
        ...sumsView({ grossMinor, feeMinor, taxMinor, netMinor, returnedMinor }, currency),
      })),
    })),
    totals: statement.totals.map(({ currency, ...sums }) => ({ currency, ...sumsView(sums, currency) })),
  };
  if (call.query.format === 'json') return { status: 200, body };
  const file = {
    name: `earnings-${year}.csv`,
    contentType: 'text/csv; charset=utf-8',
    text: csvText(earningsRows(statement)),
  };
  return { status: 200, body, file };
});

function sumsView(sums: EarningSums, currency: Currency) {
  const of = (amountMinor: number) => ({ amountMinor, currency });
  return {
    ...{ gross: of(sums.grossMinor), platformFee: of(sums.feeMinor), tax: of(sums.taxMinor), net: of(sums.netMinor) },
    returned: of(sums.returnedMinor),
  };
}
