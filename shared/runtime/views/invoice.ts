import type * as z from 'zod/mini';
import type { InfluencerTaxData, Invoice, InvoiceParty, InvoiceTemplate } from '#contract/areas/invoices.ts';
import type { InfluencerTax } from '#data/influencer.ts';
import type { InvoiceItem, InvoiceTemplateItem } from '#data/invoice.ts';
import { isOfBrand } from '#domain/invoice.ts';
import { money } from '#domain/money.ts';

/** Documents from before parties had addresses do not say them. */
function partyView({ address = [], taxNumber = null, ...party }: InvoiceItem['issuer']): z.input<typeof InvoiceParty> {
  return { ...party, address, taxNumber };
}

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
    kind,
    tax,
    template,
    credits,
    milestone = null,
    issuer,
    recipient,
    ...rest
  } = invoice;
  return {
    ...rest,
    ...{ kind, milestone },
    issuer: partyView(issuer),
    recipient: partyView(recipient),
    tax: tax ?? null,
    template: template ?? null,
    credits: creditsView(kind, credits),
    price: money(priceMinor, currency),
    platformFee: money(feeMinor, currency),
    net: money(netMinor, currency),
    lines: lines.map(({ amountMinor, ...line }) => ({ ...line, amount: money(amountMinor, currency) })),
    total: money(totalMinor, currency),
    pdf: pdf ? { sha256: pdf.sha256, sizeBytes: pdf.sizeBytes, renderedAt: pdf.renderedAt } : null,
  };
}

/** An influencer reads the number of the brand's invoice; the invoice itself is the brand's. */
function creditsView(kind: InvoiceItem['kind'], credits: InvoiceItem['credits']): z.input<typeof Invoice>['credits'] {
  if (!credits) return null;
  return { ...credits, invoiceId: isOfBrand(kind) ? credits.invoiceId : null };
}

/** How a workspace's invoices look and are numbered, as its members see it. */
export function templateView(found: InvoiceTemplateItem | undefined): z.input<typeof InvoiceTemplate> {
  if (!found) return { prefix: null, footer: null, logo: null, version: 0, updatedAt: null };
  const { workspaceId: _workspaceId, ...shown } = found;
  return shown;
}

/** What invoices in an influencer's name say of them, as they see it themselves. */
export function taxDataView(data: InfluencerTax | undefined): z.input<typeof InfluencerTaxData> {
  return {
    tax: data?.tax ?? null,
    vatCheck: data?.vatCheck ?? null,
    version: data?.version ?? 0,
    updatedAt: data?.updatedAt ?? null,
  };
}
