import type { EventData, EventDraft } from '#contract/events.ts';
import { update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { type InvoiceItem, invoiceRef, invoiceTemplateVersionRef } from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { type InvoicePdf, isOfBrand } from '#domain/invoice.ts';
import { invoicePaper, invoicePdfKey } from '#domain/invoice-paper.ts';
import { bytesOfBase64 } from '#domain/jpeg.ts';
import { dateOf } from '../clock.ts';
import { keepPaper } from './keep-paper.ts';

/**
 * Prints an issued invoice and says at the invoice where the file lies. The name of the file holds the hash of its bytes: a repeat writes the
 * same bytes over themselves, and a file of other bytes never takes the place of one that was handed out.
 */
export async function printInvoice(data: EventData<'InvoiceIssued'>, context: CommitContext): Promise<void> {
  const reference = invoiceRef(data);
  const invoice = await findOne(reference);
  if (!invoice) throw new Error(`The invoice ${data.invoiceId} does not exist; it cannot be printed.`);
  if (invoice.pdf) return;
  const pdf = await keepPdf(invoice, context.nowIso);
  await commit(context, {
    reads: { invoice: reference },
    decide: ({ invoice: found }) => {
      const answer = { status: 200, body: {} };
      if (found?.pdf) return { changes: [], answer };
      const once = [{ path: 'pk', is: 'present' } as const, { path: 'pdf', is: 'absent' } as const];
      return { changes: [update(reference.key, { set: { pdf } }, once)], event: rendered(invoice, pdf), answer };
    },
  });
}

async function keepPdf(invoice: InvoiceItem, renderedAt: string): Promise<InvoicePdf> {
  const paper = invoicePaper(invoice, await findLogo(invoice));
  const kept = await keepPaper(paper, dateOf(invoice.issuedAt), (sha256) => invoicePdfKey(invoice.invoiceId, sha256));
  return { ...kept, renderedAt };
}

/** The logo of the template it was issued with, whatever the template says by now. */
async function findLogo({ workspaceId, template }: InvoiceItem): Promise<Uint8Array | undefined> {
  if (!template?.hasLogo) return undefined;
  const found = await findOne(invoiceTemplateVersionRef(workspaceId, template.version));
  return found?.logo ? bytesOfBase64(found.logo) : undefined;
}

/** Told apart from the news of the campaign and of the influencer: it only says that a file can be had. */
function rendered(invoice: InvoiceItem, { sha256, sizeBytes }: InvoicePdf): EventDraft {
  const { invoiceId, kind, workspaceId, influencerId, contractId } = invoice;
  return {
    type: 'InvoicePdfRendered',
    aggregateId: invoiceId,
    seq: 2,
    partition: isOfBrand(kind) ? partitions.invoices(workspaceId) : partitions.influencerInvoices(influencerId),
    data: { workspaceId, influencerId, contractId, invoiceId, kind, sha256, sizeBytes },
  };
}
