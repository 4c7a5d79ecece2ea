import type { Currency } from './currencies.ts';
import { add, type Money, money } from './money.ts';

/** What a brand is asked to book, and what an influencer is given for the same released contract. */
export const INVOICE_KINDS = ['brand_invoice', 'influencer_receipt'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

export const INVOICE_LINES = ['price', 'platform_fee'] as const;

/** A side of an invoice, as it was when the invoice was issued. */
export interface InvoiceParty {
  /** A workspace or an influencer; null for the platform. */
  partyId: string | null;
  name: string;
  /** ISO 3166-1 alpha-2, where known. */
  country: string | null;
}

export interface InvoiceLine {
  kind: (typeof INVOICE_LINES)[number];
  description: string;
  amountMinor: number;
}

/** The printed form of an invoice, once it is made. */
export interface InvoicePdf {
  /** Where it lies in the files bucket. */
  key: string;
  /** SHA-256 of its bytes, lower-case hex. */
  sha256: string;
  sizeBytes: number;
  renderedAt: string;
}

/** One numbered document about one released contract; never changed but for its printed form, which is added once. */
export interface Invoice {
  invoiceId: string;
  kind: InvoiceKind;
  /** Gapless within issuer and year. */
  number: string;
  workspaceId: string;
  influencerId: string;
  campaignId: string;
  campaignTitle: string;
  contractId: string;
  paymentId: string;
  issuer: InvoiceParty;
  recipient: InvoiceParty;
  currency: Currency;
  priceMinor: number;
  feeMinor: number;
  netMinor: number;
  lines: InvoiceLine[];
  totalMinor: number;
  /** The day the money was released and the day of the document, YYYY-MM-DD (UTC). */
  suppliedOn: string;
  issuedOn: string;
  issuedAt: string;
  note: string;
  pdf?: InvoicePdf | undefined;
}

/** The last number given in a series. */
export interface InvoiceSeries {
  issuer: string;
  year: string;
  lastNumber: number;
  version: number;
}

const PLATFORM: InvoiceParty = { partyId: null, name: 'Accord', country: null };
const NO_TAX = 'No tax is shown on this document and none is part of its amounts.';

/** The series a document is numbered in: the platform's for what it asks of brands, an influencer's own for what is issued in their name. */
export function seriesOf(
  kind: InvoiceKind,
  influencerId: string,
  releasedAt: string,
): { issuer: string; year: string } {
  return { issuer: kind === 'brand_invoice' ? 'platform' : influencerId, year: releasedAt.slice(0, 4) };
}

/** `ACC-2026-000001`, or `SB-<end of the influencer's id>-2026-000001`. */
export function invoiceNumber(
  kind: InvoiceKind,
  series: Pick<InvoiceSeries, 'issuer' | 'year'>,
  count: number,
): string {
  const name = kind === 'brand_invoice' ? 'ACC' : `SB-${series.issuer.slice(-8)}`;
  return `${name}-${series.year}-${String(count).padStart(6, '0')}`;
}

/** What an invoice is made of, besides its number. */
export interface InvoiceFacts {
  invoiceId: string;
  kind: InvoiceKind;
  hold: { priceMinor: number; feeMinor: number; currency: Currency; paymentId: string };
  deal: Pick<Invoice, 'workspaceId' | 'influencerId' | 'campaignId' | 'campaignTitle' | 'contractId'> & {
    brandName: string;
    influencerName: string;
  };
  brandCountry: string | null;
  influencerCountry: string | null;
  releasedAt: string;
  nowIso: string;
}

/** The next document of a series and the series after it. */
export function planInvoice(
  facts: InvoiceFacts,
  series: InvoiceSeries | undefined,
): { invoice: Invoice; series: Omit<InvoiceSeries, 'version'> } {
  const { kind, hold, deal, releasedAt, nowIso } = facts;
  const { brandName, influencerName, ...names } = deal;
  const name = seriesOf(kind, deal.influencerId, releasedAt);
  const count = (series?.lastNumber ?? 0) + 1;
  const brand = { partyId: deal.workspaceId, name: brandName, country: facts.brandCountry };
  const influencer = { partyId: deal.influencerId, name: influencerName, country: facts.influencerCountry };
  const isBrands = kind === 'brand_invoice';
  const lines = isBrands ? brandLines(facts) : influencerLines(facts);
  const { priceMinor, feeMinor, currency, paymentId } = hold;
  const invoice: Invoice = {
    ...names,
    invoiceId: facts.invoiceId,
    kind,
    number: invoiceNumber(kind, name, count),
    paymentId,
    issuer: isBrands ? PLATFORM : influencer,
    recipient: isBrands ? brand : PLATFORM,
    currency,
    priceMinor,
    feeMinor,
    netMinor: priceMinor - feeMinor,
    lines,
    totalMinor: totalOf(lines, currency).amountMinor,
    suppliedOn: releasedAt.slice(0, 10),
    issuedOn: nowIso.slice(0, 10),
    issuedAt: nowIso,
    note: isBrands
      ? `Paid in full before it was issued. ${NO_TAX}`
      : `Self-billed: issued by Accord in the name of ${influencerName}. ${NO_TAX}`,
  };
  return { invoice, series: { ...name, lastNumber: count } };
}

function brandLines({ hold, deal }: InvoiceFacts): InvoiceLine[] {
  const description = `Influencer content for “${deal.campaignTitle}” by ${deal.influencerName}, platform fee included`;
  return [{ kind: 'price', description, amountMinor: hold.priceMinor }];
}

function influencerLines({ hold, deal }: InvoiceFacts): InvoiceLine[] {
  return [
    {
      kind: 'price',
      description: `Content for “${deal.campaignTitle}”, ${deal.brandName}`,
      amountMinor: hold.priceMinor,
    },
    { kind: 'platform_fee', description: 'Platform fee', amountMinor: -hold.feeMinor },
  ];
}

function totalOf(lines: readonly InvoiceLine[], currency: Currency): Money {
  return lines.reduce((total, { amountMinor }) => add(total, money(amountMinor, currency)), money(0, currency));
}
