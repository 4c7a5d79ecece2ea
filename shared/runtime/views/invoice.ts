import type * as z from 'zod/mini';
import type { Invoice } from '#contract/areas/invoices.ts';
import type { InvoiceItem } from '#data/invoice.ts';
import { money } from '#domain/money.ts';

/** An invoice as its own side sees it. */
export function invoiceView(invoice: InvoiceItem): z.input<typeof Invoice> {
  const {
    workspaceId: _workspaceId,
    influencerId: _influencerId,
    priceMinor,
    feeMinor,
    netMinor,
    totalMinor,
    currency,
    lines,
    pdf,
    ...rest
  } = invoice;
  return {
    ...rest,
    price: money(priceMinor, currency),
    platformFee: money(feeMinor, currency),
    net: money(netMinor, currency),
    lines: lines.map(({ amountMinor, ...line }) => ({ ...line, amount: money(amountMinor, currency) })),
    total: money(totalMinor, currency),
    pdf: pdf ? { sha256: pdf.sha256, sizeBytes: pdf.sizeBytes, renderedAt: pdf.renderedAt } : null,
  };
}
