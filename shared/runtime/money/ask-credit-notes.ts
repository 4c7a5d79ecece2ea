import { CREDIT_KINDS, creditSeriesOf } from '#domain/invoice.ts';
import { sendOrdered } from '#platform/queues.ts';
import { queueUrl } from '../config.ts';
import { type InvoiceRequest, nameOfPart } from './invoice-request.ts';

type Names = Pick<InvoiceRequest, 'workspaceId' | 'campaignId' | 'contractId' | 'influencerId' | 'partId'>;

/** Asks for the credit notes of both sides of a contract that may be due since an event, each in the queue of its series. */
export async function askCreditNotes(
  { workspaceId, campaignId, contractId, influencerId, partId }: Names,
  { eventId, occurredAt, correlationId }: { eventId: string; occurredAt: string; correlationId: string },
): Promise<void> {
  const names = { workspaceId, campaignId, contractId, influencerId, ...(partId === undefined ? {} : { partId }) };
  const messages = CREDIT_KINDS.map((kind) => {
    const { issuer, year } = creditSeriesOf(kind, influencerId, occurredAt);
    const body: InvoiceRequest = { kind, ...names, releasedAt: occurredAt, correlationId };
    return { group: `${issuer}-${year}`, name: `${nameOfPart(contractId, partId)}-${kind}-${eventId}`, body };
  });
  await sendOrdered(queueUrl('invoice-numbers.fifo'), messages);
}
