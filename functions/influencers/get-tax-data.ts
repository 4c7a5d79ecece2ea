import { getTaxData } from '#contract/areas/invoices.ts';
import { influencerTaxRef } from '#data/influencer.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { taxDataView } from '#runtime/views/invoice.ts';

export const handler = endpoint(getTaxData, async (call) => {
  const { influencerId } = call.influencer();
  return { status: 200, body: taxDataView(await findOne(influencerTaxRef(influencerId))) };
});
