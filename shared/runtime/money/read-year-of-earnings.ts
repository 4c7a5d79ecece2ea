import { Invoices } from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { type EarningsStatement, earningsStatement } from '#domain/earnings-statement.ts';
import { readShares } from './read-ledger.ts';

/** What an influencer earned in a calendar year, strongly consistent. */
export async function readYearOfEarnings(influencerId: string, year: string): Promise<EarningsStatement> {
  const [shares, receipts] = await Promise.all([
    readShares(influencerId),
    listAll({
      entity: Invoices,
      partition: partitions.influencerInvoices(influencerId),
      where: { kind: 'influencer_receipt' },
    }),
  ]);
  return earningsStatement(shares, receipts, year);
}
