import { getInvoicePdf } from '#contract/areas/invoices.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { invoiceFileName } from '#domain/invoice-paper.ts';
import { isoOf } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { invoiceOf } from '#runtime/party-refs.ts';

/** How long the address answers, seconds. */
const SAVED_SECONDS = 300;
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
  const fileName = invoiceFileName(invoice);
  // The signer is heavier than all the rest: who is refused does not wait for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  const url = await signDownload(
    { bucket: setting('FILES_BUCKET'), key: pdf.key },
    { contentType: 'application/pdf', fileName, expiresSeconds: SAVED_SECONDS, saved: true },
  );
  const expiresAt = isoOf(call.nowMs + SAVED_SECONDS * 1000);
  const { sizeBytes, sha256 } = pdf;
  return { status: 200, body: { url, expiresAt, fileName, contentType: 'application/pdf', sizeBytes, sha256 } };
});
