import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { isCredit } from '#domain/invoice.ts';
import { log } from '#runtime/log.ts';
import { InvoiceRequest } from '#runtime/money/invoice-request.ts';
import { issueCreditNote, issueInvoice } from '#runtime/money/issue-invoice.ts';

function issue({ kind, ...request }: InvoiceRequest): Promise<void> {
  return isCredit(kind) ? issueCreditNote({ ...request, kind }) : issueInvoice({ ...request, kind });
}

/** Issues the documents of a batch in its order; after one that failed nothing more of the batch, since its number comes first. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  for (const [index, record] of batch.Records.entries()) {
    try {
      await issue(z.parse(InvoiceRequest, JSON.parse(record.body)));
    } catch (error) {
      log.failure('an invoice could not be issued', error, { reason: record.messageId });
      return { batchItemFailures: batch.Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })) };
    }
  }
  return { batchItemFailures: [] };
}
