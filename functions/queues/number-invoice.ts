import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { log } from '#runtime/log.ts';
import { InvoiceRequest } from '#runtime/money/invoice-request.ts';
import { issueInvoice } from '#runtime/money/issue-invoice.ts';

/** Issues the documents of a batch in its order; after one that failed nothing more of the batch, since its number comes first. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  for (const [index, record] of batch.Records.entries()) {
    try {
      await issueInvoice(z.parse(InvoiceRequest, JSON.parse(record.body)));
    } catch (error) {
      log.failure('an invoice could not be issued', error, { reason: record.messageId });
      return { batchItemFailures: batch.Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })) };
    }
  }
  return { batchItemFailures: [] };
}
