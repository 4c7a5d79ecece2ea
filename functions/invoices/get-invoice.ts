import { getInvoice } from '#contract/areas/invoices.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { invoiceOf } from '#runtime/party-refs.ts';
import { invoiceView } from '#runtime/views/invoice.ts';

export const handler = endpoint(getInvoice, async (call) => {
  const invoice = await findOne(invoiceOf(partyOf(call.actor()), call.params.invoiceId));
  if (!invoice) throw new Failure('not_found');
  call.onCampaign(invoice.campaignId);
  return { status: 200, body: invoiceView(invoice) };
});
