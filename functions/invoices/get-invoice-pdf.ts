import { getInvoicePdf } from '#contract/areas/invoices.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { invoiceFileName } from '#domain/invoice-paper.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { invoiceOf } from '#runtime/party-refs.ts';
import { savedPdf } from '#runtime/saved-pdf.ts';

/** Making a PDF takes a second or two; after this long it is worth asking again. */
const RETRY_SECONDS = 3;

export const handler = endpoint(getInvoicePdf, async (call) => {
  const invoice = await findOne(invoiceOf(partyOf(call.actor()), call.params.invoiceId));
  if (!invoice) throw new Failure('not_found');
  call.onCampaign(invoice.campaignId);
  const { pdf } = invoice;
  if (!pdf) {
    const detail = `${invoice.number} is valid as it is; its PDF is still being made in the background.`;
    throw new Failure('invoice_pdf_not_ready', detail, { retryAfterSeconds: RETRY_SECONDS });
  }
  return { status: 200, body: await savedPdf(pdf, invoiceFileName(invoice), call.nowMs) };
});
