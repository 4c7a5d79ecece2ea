import * as z from 'zod/mini';
import { INVOICE_KINDS } from '#domain/invoice.ts';

/** What the queue of invoice numbers carries: which document of which released contract is due. */
export const InvoiceRequest = z.strictObject({
  kind: z.enum(INVOICE_KINDS),
  workspaceId: z.string(),
  campaignId: z.string(),
  contractId: z.string(),
  influencerId: z.string(),
  /** Which part of the contract's money, where that has several. */
  partId: z.optional(z.string()),
  /** Of the release; of a credit note, when what it is about happened. */
  releasedAt: z.iso.datetime(),
  correlationId: z.string(),
});
export type InvoiceRequest = z.output<typeof InvoiceRequest>;

/** What the documents of a contract, or of a part of its money, are queued under. */
export function nameOfPart(contractId: string, partId: string | undefined): string {
  return partId === undefined ? contractId : `${contractId}-${partId}`;
}
