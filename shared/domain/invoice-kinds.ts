/** What a brand is asked to book, and what an influencer is given for the same released contract: what was paid out, and what the platform took for it. */
export const RELEASE_KINDS = ['brand_invoice', 'influencer_receipt', 'fee_invoice'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** What says to either side that an issued invoice no longer holds in part or whole. */
export const CREDIT_KINDS = ['brand_credit_note', 'influencer_credit_note'] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

export const INVOICE_KINDS = [...RELEASE_KINDS, ...CREDIT_KINDS] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

export function isCredit(kind: InvoiceKind): kind is CreditKind {
  return (CREDIT_KINDS as readonly string[]).includes(kind);
}

/** Whether a document lies with the brand's workspace; others lie with the influencer. */
export function isOfBrand(kind: InvoiceKind): boolean {
  return kind === 'brand_invoice' || kind === 'brand_credit_note';
}

export const INVOICE_LINES = ['price', 'tax', 'platform_fee'] as const;
export type InvoiceLineKind = (typeof INVOICE_LINES)[number];
