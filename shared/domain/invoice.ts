import type { Currency } from './currencies.ts';
import { type FeeTax, feeTaxOf } from './fee-tax.ts';
import type { CreditKind, InvoiceKind, InvoiceLineKind, ReleaseKind } from './invoice-kinds.ts';
import { type InvoiceTax, percentText, splitTax, type Taxable, taxOf } from './invoice-tax.ts';
import { type InvoiceTemplate, templateNumber } from './invoice-template.ts';
import { add, type Money, money } from './money.ts';
import { amountText } from './money-text.ts';

export {
  CREDIT_KINDS,
  type CreditKind,
  INVOICE_KINDS,
  INVOICE_LINES,
  type InvoiceKind,
  isCredit,
  isOfBrand,
  RELEASE_KINDS,
  type ReleaseKind,
} from './invoice-kinds.ts';

/** A side of an invoice, as it was when the invoice was issued. */
export interface InvoiceParty {
  /** A workspace or an influencer; null for the platform. */
  partyId: string | null;
  name: string;
  /** ISO 3166-1 alpha-2, where known. */
  country: string | null;
  /** Street and place, line by line; earlier documents do not say it. */
  address?: string[] | undefined;
  taxNumber?: string | null | undefined;
}

/** Legal name, address and tax number a party has on file. */
export interface TaxData {
  legalName: string;
  street: string;
  postalCode: string;
  city: string;
  country: string;
  number: string | null;
}

/** What is known of a party when a document is issued. */
export interface Billing {
  /** Where they are, when no tax data is on file. */
  country: string | null;
  tax: TaxData | null;
}

export interface InvoiceLine {
  kind: InvoiceLineKind;
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
  /** Which milestone of the contract it is about, from 1 on, where that has several; documents from before it was kept do not say it. */
  milestone?: number | undefined;
  paymentId: string;
  issuer: InvoiceParty;
  recipient: InvoiceParty;
  currency: Currency;
  priceMinor: number;
  feeMinor: number;
  netMinor: number;
  lines: InvoiceLine[];
  totalMinor: number;
  /** How the supply is taxed; earlier documents do not say it. */
  tax?: InvoiceTax | undefined;
  /** The day the money was released and the day of the document, YYYY-MM-DD (UTC). */
  suppliedOn: string;
  issuedOn: string;
  issuedAt: string;
  note: string;
  /** The invoice that a credit note is about. */
  credits?: { invoiceId: string; number: string; issuedOn: string } | undefined;
  /** What of the workspace's template it was issued with. */
  template?: { version: number; footer: string | null; hasLogo: boolean } | undefined;
  pdf?: InvoicePdf | undefined;
}

/** The last number given in a series. */
export interface InvoiceSeries {
  issuer: string;
  year: string;
  lastNumber: number;
  version: number;
}

/** A series of a workspace's own. */
interface OwnSeries {
  workspaceId: string;
  prefix: string;
}

/** The series of a workspace's invoices, when its template names one. */
export function ownSeries(
  workspaceId: string,
  template: Pick<InvoiceTemplate, 'prefix'> | undefined,
): OwnSeries | undefined {
  return template?.prefix ? { workspaceId, prefix: template.prefix } : undefined;
}

/** Who stands behind Accord. */
const PLATFORM: InvoiceParty = { partyId: null, name: 'Accord', country: null, address: [], taxNumber: null };

/** The series a document is numbered in: the platform's or the workspace's own for what brands get, an influencer's own for what they get. */
export function seriesOf(
  kind: ReleaseKind,
  influencerId: string,
  releasedAt: string,
  own?: OwnSeries,
): { issuer: string; year: string } {
  const year = releasedAt.slice(0, 4);
  if (kind === 'fee_invoice') return { issuer: 'platform#fees', year };
  if (kind === 'influencer_receipt') return { issuer: influencerId, year };
  return { issuer: own ? `${own.workspaceId}#${own.prefix}` : 'platform', year };
}

/** The workspace's own number, `ACC-2026-000001`, `ACF-2026-000001`, or `SB-<end of the influencer's id>-2026-000001`. */
export function invoiceNumber(
  kind: ReleaseKind,
  series: Pick<InvoiceSeries, 'issuer' | 'year'>,
  count: number,
  own?: OwnSeries,
): string {
  if (kind === 'brand_invoice' && own) return templateNumber(own.prefix, own.workspaceId, series.year, count);
  const name = { brand_invoice: 'ACC', fee_invoice: 'ACF', influencer_receipt: `SB-${series.issuer.slice(-8)}` }[kind];
  return `${name}-${series.year}-${String(count).padStart(6, '0')}`;
}

/** What an invoice is made of, besides its number. */
export interface InvoiceFacts {
  invoiceId: string;
  kind: ReleaseKind;
  hold: {
    priceMinor: number;
    feeMinor: number;
    currency: Currency;
    paymentId: string;
    /** What the brand was charged for it, where that was in another currency. */
    charged?: Money | undefined;
    /** What of the fee the ledger says is tax, where the platform had a tax number when it was earned. */
    feeTax?: FeeTax | undefined;
  };
  deal: Pick<Invoice, 'workspaceId' | 'influencerId' | 'campaignId' | 'campaignTitle' | 'contractId'> & {
    brandName: string;
    influencerName: string;
  };
  /** Which milestone of the contract it is about, by its number and in words; nothing where that has one. */
  milestone?: { number: number; text: string } | undefined;
  brand: Billing;
  /** Of the workspace, in the version that holds when the document is issued. */
  template?: (InvoiceTemplate & { version: number }) | undefined;
  influencer: Billing;
  /** The business behind the platform. */
  platform?: Taxable | undefined;
  releasedAt: string;
  nowIso: string;
}

/**
 * The next document of a series and the series after it. The influencer supplies the brand with content, and the platform the influencer with what
 * its fee is for.
 */
export function planInvoice(
  facts: InvoiceFacts,
  series: InvoiceSeries | undefined,
): { invoice: Invoice; series: Omit<InvoiceSeries, 'version'> } {
  const { kind, hold, deal, releasedAt, nowIso } = facts;
  const { brandName, influencerName, ...names } = deal;
  const template = kind === 'brand_invoice' ? facts.template : undefined;
  const own = ownSeries(deal.workspaceId, template);
  const name = seriesOf(kind, deal.influencerId, releasedAt, own);
  const count = (series?.lastNumber ?? 0) + 1;
  const brand = partyOf(deal.workspaceId, brandName, facts.brand);
  const influencer = partyOf(deal.influencerId, influencerName, facts.influencer);
  const [issuer, recipient] = kind === 'fee_invoice' ? [platformOf(facts), influencer] : [influencer, brand];
  const suppliedOn = releasedAt.slice(0, 10);
  const tax =
    kind === 'fee_invoice' && hold.feeTax
      ? taxOfFee(hold, issuer, influencer, suppliedOn)
      : taxOf(taxableOf(issuer), taxableOf(recipient), suppliedOn);
  const { priceMinor, feeMinor, currency, paymentId } = hold;
  const lines = linesOf(facts, tax);
  const invoice: Invoice = {
    ...names,
    ...(facts.milestone && { milestone: facts.milestone.number }),
    invoiceId: facts.invoiceId,
    kind,
    number: invoiceNumber(kind, name, count, own),
    paymentId,
    issuer,
    recipient,
    currency,
    priceMinor,
    feeMinor,
    netMinor: priceMinor - feeMinor,
    lines,
    totalMinor: totalOf(lines, currency).amountMinor,
    tax,
    suppliedOn,
    issuedOn: nowIso.slice(0, 10),
    issuedAt: nowIso,
    ...(template && { template: shownOf(template) }),
    note: `${NOTES[kind](influencer.name, hold.charged)} ${tax.statement}`,
  };
  return { invoice, series: { ...name, lastNumber: count } };
}

/** Who issues what for whom; "Self-billing" is the mention of article 226 (10a) of Council Directive 2006/112/EC. */
const NOTES: Record<ReleaseKind, (influencerName: string, charged: Money | undefined) => string> = {
  brand_invoice: (influencerName, charged) =>
    `Self-billing: issued by Accord for the brand in the name of ${influencerName}. Paid in full before it was issued${charged ? `, by a charge of ${amountText(charged)}` : ''}.`,
  influencer_receipt: () =>
    'What was paid out to you for the invoice that was issued to the brand in your name; it is no further invoice.',
  fee_invoice: () => 'Kept back from the price of the contract; nothing is left to pay.',
};

/** Who stands behind Accord on the invoice of its fee; without a tax number when the fee was earned there is no tax on it. */
function platformOf({ platform, hold }: Pick<InvoiceFacts, 'platform' | 'hold'>): InvoiceParty {
  return {
    ...PLATFORM,
    country: platform?.country ?? null,
    taxNumber: hold.feeTax ? (platform?.taxNumber ?? null) : null,
  };
}

/** How a fee was taxed when it was earned; throws where the rules say something else by now than the ledger. */
function taxOfFee(
  { feeTax, ...fee }: InvoiceFacts['hold'],
  issuer: InvoiceParty,
  { taxNumber }: InvoiceParty,
  suppliedOn: string,
): InvoiceTax {
  const known = feeTax as FeeTax;
  const { taxMinor, tax } = feeTaxOf(fee, taxableOf(issuer), known, suppliedOn, taxNumber ?? undefined);
  if (taxMinor !== known.taxMinor)
    throw new Error(
      `The ledger has ${known.taxMinor} of a fee as tax, and the rules of ${suppliedOn} say ${taxMinor}.`,
    );
  return tax;
}

function shownOf({ version, footer, logo }: NonNullable<InvoiceFacts['template']>): NonNullable<Invoice['template']> {
  return { version, footer, hasLogo: logo !== null };
}

function partyOf(partyId: string, name: string, { country, tax }: Billing): InvoiceParty {
  if (!tax) return { partyId, name, country, address: [], taxNumber: null };
  const address = [tax.street, `${tax.postalCode} ${tax.city}`];
  return { partyId, name: tax.legalName, country: tax.country, address, taxNumber: tax.number };
}

function taxableOf({ country, taxNumber }: InvoiceParty): { country: string | null; taxNumber: string | null } {
  return { country, taxNumber: taxNumber ?? null };
}

function linesOf(facts: InvoiceFacts, tax: InvoiceTax): InvoiceLine[] {
  const { kind, hold, deal, milestone } = facts;
  const of = milestone === undefined ? '' : `, ${milestone.text}`;
  const content = `Influencer content for “${deal.campaignTitle}” by ${deal.influencerName}${of}`;
  const price = money(hold.priceMinor, hold.currency);
  const fee = money(hold.feeMinor, hold.currency);
  if (kind === 'brand_invoice') return taxedLines('price', content, price, tax);
  if (kind === 'fee_invoice')
    return taxedLines('platform_fee', `Platform fee for “${deal.campaignTitle}”, ${deal.brandName}${of}`, fee, tax);
  return [...taxedLines('price', content, price, tax), feeLine(facts)];
}

/** An amount, or what it is without its tax and the tax. */
function taxedLines(kind: InvoiceLine['kind'], description: string, amount: Money, tax: InvoiceTax): InvoiceLine[] {
  if (!tax.line) return [{ kind, description, amountMinor: amount.amountMinor }];
  const parts = splitTax(amount, tax.line.rateBps);
  return [
    { kind, description, amountMinor: parts.taxable.amountMinor },
    { kind: 'tax', description: taxText(tax.line), amountMinor: parts.tax.amountMinor },
  ];
}

/** `USt 19 % (DE)`. */
function taxText({ name, country, rateBps }: NonNullable<InvoiceTax['line']>): string {
  return `${name} ${percentText(rateBps)} (${country})`;
}

function feeLine({ hold }: InvoiceFacts): InvoiceLine {
  return { kind: 'platform_fee', description: 'Platform fee, kept back', amountMinor: -hold.feeMinor };
}

function totalOf(lines: readonly InvoiceLine[], currency: Currency): Money {
  return lines.reduce((total, { amountMinor }) => add(total, money(amountMinor, currency)), money(0, currency));
}

/** The series credit notes are numbered in: the platform's for brands, an influencer's own for theirs. */
export function creditSeriesOf(
  kind: CreditKind,
  influencerId: string,
  nowIso: string,
): { issuer: string; year: string } {
  const issuer = kind === 'brand_credit_note' ? 'platform#credits' : `${influencerId}#credits`;
  return { issuer, year: nowIso.slice(0, 4) };
}

/**
 * The credit note about a part of an issued brand invoice: what was taken back from the influencer after the release, with the tax it contains by the
 * invoice's own rate. `amountMinor` is above zero and no more than what of the invoice is left.
 */
export function planCreditNote(
  facts: { invoiceId: string; kind: CreditKind; invoice: Invoice; amountMinor: number; nowIso: string },
  series: InvoiceSeries | undefined,
): { note: Invoice; series: Omit<InvoiceSeries, 'version'> } {
  const { kind, invoice, amountMinor, nowIso } = facts;
  const { pdf: _pdf, template: _template, ...about } = invoice;
  const name = creditSeriesOf(kind, invoice.influencerId, nowIso);
  const count = (series?.lastNumber ?? 0) + 1;
  const start = kind === 'brand_credit_note' ? 'CN' : `CNI-${invoice.influencerId.slice(-8)}`;
  const back = money(-amountMinor, invoice.currency);
  const text = `Taken back from invoice ${invoice.number}`;
  const lines = invoice.tax
    ? taxedLines('price', text, back, invoice.tax)
    : [{ kind: 'price' as const, description: text, amountMinor: -amountMinor }];
  const note: Invoice = {
    ...about,
    invoiceId: facts.invoiceId,
    kind,
    number: `${start}-${name.year}-${String(count).padStart(6, '0')}`,
    lines,
    totalMinor: totalOf(lines, invoice.currency).amountMinor,
    issuedOn: nowIso.slice(0, 10),
    issuedAt: nowIso,
    credits: { invoiceId: invoice.invoiceId, number: invoice.number, issuedOn: invoice.issuedOn },
    note: [
      `Credit note for invoice ${invoice.number} of ${invoice.issuedOn}: the brand's bank took its payment back, and this was taken back from the influencer.`,
      ...(invoice.tax ? [invoice.tax.statement] : []),
    ].join(' '),
  };
  return { note, series: { ...name, lastNumber: count } };
}
