import { dayText } from './day.ts';
import type { Invoice, InvoiceKind, InvoiceParty } from './invoice.ts';
import { money } from './money.ts';
import { amountText } from './money-text.ts';
import type { Paper } from './paper.ts';

/** An invoice or receipt as it is printed, with the logo (a JPEG) of the template it was issued with; depends on nothing else. */
export function invoicePaper(invoice: Omit<Invoice, 'pdf'>, logo?: Uint8Array): Paper {
  const { kind, number, issuer, recipient, currency } = invoice;
  const isBrands = kind === 'brand_invoice';
  const written = (amountMinor: number) => amountText(money(amountMinor, currency));
  return {
    kind: invoiceTitle(kind),
    number,
    sender: 'Accord',
    facts: [
      { name: 'Number', value: number },
      { name: 'Date of issue', value: dayText(invoice.issuedOn) },
      ...(invoice.credits ? [{ name: 'For invoice', value: invoice.credits.number }] : []),
      { name: 'Date of supply', value: dayText(invoice.suppliedOn) },
      { name: 'Campaign', value: invoice.campaignTitle },
      { name: 'Contract', value: invoice.contractId },
      { name: 'Payment', value: invoice.paymentId },
    ],
    parties: [
      { role: 'Supplier', lines: partyLines(issuer) },
      { role: 'Customer', lines: partyLines(recipient) },
    ],
    columns: ['Description', `Amount (${currency})`],
    rows: invoice.lines.map(({ description, amountMinor }) => ({ text: description, amount: written(amountMinor) })),
    total: { text: 'Total', amount: written(invoice.totalMinor) },
    breakdown: isBrands
      ? [
          { text: 'of which platform fee', amount: written(invoice.feeMinor) },
          { text: 'of which goes to the influencer', amount: written(invoice.netMinor) },
        ]
      : [],
    notes: [invoice.note, invoice.template?.footer].flatMap((note) => note || []),
    ...(logo && { logo }),
  };
}

/** What a document is called; its number follows. */
export function invoiceTitle(kind: InvoiceKind): string {
  return {
    brand_invoice: 'Invoice',
    influencer_receipt: 'Receipt',
    fee_invoice: 'Fee invoice',
    brand_credit_note: 'Credit note',
    influencer_credit_note: 'Credit note',
  }[kind];
}

/** Where a printed invoice lies in the files bucket: one name for each content, so that none is ever replaced by another. */
export function invoicePdfKey(invoiceId: string, sha256: string): string {
  return `invoices/${invoiceId}/${sha256}.pdf`;
}

/** The name under which an invoice is saved; numbers hold letters, digits and hyphens only. */
export function invoiceFileName({ number }: Pick<Invoice, 'number'>): string {
  return `${number}.pdf`;
}

function partyLines({ partyId, name, country, address = [], taxNumber }: InvoiceParty): string[] {
  const place = country && (new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country);
  const number = taxNumber && `VAT or tax number ${taxNumber}`;
  return [name, ...address, place, number, partyId].flatMap((line) => line || []);
}
