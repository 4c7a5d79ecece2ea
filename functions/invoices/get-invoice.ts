import { getInvoice } from '#contract/areas/invoices.ts';
import { Failure } from '#contract/failure.ts';
import { brandInvoiceRef, influencerInvoiceRef } from '#data/invoice.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { invoiceView } from '#runtime/views/invoice.ts';

export const handler = endpoint(getInvoice, async (call) => {
  const party = partyOf(call.actor());
  const { invoiceId } = call.params;
  const invoice = await findOne(
    party.kind === 'member'
      ? brandInvoiceRef(party.workspaceId, invoiceId)
      : influencerInvoiceRef(party.influencerId, invoiceId),
  );
  if (!invoice) throw new Failure('not_found');
  return { status: 200, body: invoiceView(invoice) };
});
