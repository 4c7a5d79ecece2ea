import { RELEASE_KINDS, seriesOf } from '#domain/invoice.ts';
import { sendOrdered } from '#platform/queues.ts';
import { queueUrl } from '#runtime/config.ts';
import { type InvoiceRequest, nameOfPart } from '#runtime/money/invoice-request.ts';
import { reaction } from '#runtime/reaction.ts';

/** Asks for the documents of a released contract, or of the part of it that was released, each in the queue of its series, where numbers are given one at a time. */
export const handler = reaction(['PaymentReleased'], async ({ data, occurredAt, correlationId }) => {
  const { workspaceId, campaignId, contractId, influencerId, partId } = data;
  const messages = RELEASE_KINDS.map((kind) => {
    const { issuer, year } = seriesOf(kind, influencerId, occurredAt);
    const names = { workspaceId, campaignId, contractId, influencerId, ...(partId === undefined ? {} : { partId }) };
    const body: InvoiceRequest = { kind, ...names, releasedAt: occurredAt, correlationId };
    return { group: `${issuer}-${year}`, name: `${nameOfPart(contractId, partId)}-${kind}`, body };
  });
  await sendOrdered(queueUrl('invoice-numbers.fifo'), messages);
});
