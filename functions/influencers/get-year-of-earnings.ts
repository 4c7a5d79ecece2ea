import { getYearOfEarnings } from '#contract/areas/payments.ts';
import { Invoices } from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { csvText } from '#domain/csv.ts';
import type { Currency } from '#domain/currencies.ts';
import { type EarningSums, earningsRows, earningsStatement } from '#domain/earnings-statement.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { readShares } from '#runtime/money/read-ledger.ts';

export const handler = endpoint(getYearOfEarnings, async (call) => {
  const { influencerId } = call.influencer();
  const { year } = call.params;
  const [shares, receipts] = await Promise.all([
    readShares(influencerId),
    listAll({
      entity: Invoices,
      partition: partitions.influencerInvoices(influencerId),
      where: { kind: 'influencer_receipt' },
    }),
  ]);
  const statement = earningsStatement(shares, receipts, year);
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
