import { getEarningsPdf } from '#contract/areas/earnings.ts';
import { Failure } from '#contract/failure.ts';
import { earningsStatementRef } from '#data/earnings-statement.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { savedPdf } from '#runtime/saved-pdf.ts';

export const handler = endpoint(getEarningsPdf, async (call) => {
  const { influencerId } = call.influencer();
  const { year } = call.params;
  const statement = await findOne(earningsStatementRef(influencerId, year));
  if (!statement) throw new Failure('not_found', 'Ask for it first (POST).');
  if (!statement.pdf) return { status: 202, body: { year, askedAt: statement.askedAt } };
  return { status: 200, body: await savedPdf(statement.pdf, `earnings-${year}.pdf`, call.nowMs) };
});
