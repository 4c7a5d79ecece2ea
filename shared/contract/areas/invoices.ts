import * as z from 'zod/mini';
import { INVOICE_KINDS, INVOICE_LINES } from '#domain/invoice-kinds.ts';
import { TAX_TREATMENTS } from '#domain/invoice-tax.ts';
import { LOGO_LIMITS, TEMPLATE_PREFIX } from '#domain/invoice-template.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Balance, Day, Instant, id, Money, page, pageQuery, TaxData, text, VatCheck } from '../schemas.ts';

export const InvoiceParty = z.strictObject({
  /** A workspace or an influencer; null for the platform. */
  partyId: z.nullable(z.string()),
  name: z.string(),
  country: z.nullable(z.string()),
  /** Street and place, line by line; empty where none is on file. */
  address: z.array(z.string()),
  taxNumber: z.nullable(z.string()),
});
z.globalRegistry.add(InvoiceParty, { id: 'InvoiceParty' });

export const Invoice = z.strictObject({
  invoiceId: id('invoice'),
  kind: z.enum(INVOICE_KINDS),
  /** Gapless within issuer and year. */
  number: z.string(),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  contractId: id('contract'),
  /** Which milestone of the contract it is about; null where that has one, and on documents from before that was kept. */
  milestone: z.nullable(z.int()),
  paymentId: id('payment'),
  issuer: InvoiceParty,
  recipient: InvoiceParty,
  price: Money,
  platformFee: Money,
  /** What reaches the influencer. */
  net: Money,
  lines: z.array(z.strictObject({ kind: z.enum(INVOICE_LINES), description: z.string(), amount: Balance })),
  /** Below zero on credit notes. */
  total: Balance,
  /** How the supply is taxed; null on documents from before that was said. */
  tax: z.nullable(
    z.strictObject({
      treatment: z.enum(TAX_TREATMENTS),
      /** Null where there is no line of tax. */
      line: z.nullable(z.strictObject({ name: z.string(), country: z.string(), rateBps: z.int() })),
      statement: z.string(),
      /** Where the rule stands. */
      source: z.nullable(z.string()),
    }),
  ),
  /** The day the money was released. */
  suppliedOn: Day,
  issuedOn: Day,
  issuedAt: Instant,
  /** Who issued it for whom, and how it is taxed. */
  note: z.string(),
  /** The invoice that a credit note is about; null on other documents. */
  credits: z.nullable(
    z.strictObject({
      /** Null for an influencer, whose the invoice is not. */
      invoiceId: z.nullable(id('invoice')),
      number: z.string(),
      issuedOn: Day,
    }),
  ),
  /** What of the workspace's template it was issued with; null where there was none. */
  template: z.nullable(z.strictObject({ version: z.int(), footer: z.nullable(z.string()), hasLogo: z.boolean() })),
  /** Its printed form; null for the moment that making it takes. */
  pdf: z.nullable(z.strictObject({ sha256: z.string(), sizeBytes: z.int(), renderedAt: Instant })),
});
z.globalRegistry.add(Invoice, { id: 'Invoice' });

export const listInvoices = defineEndpoint({
  id: 'invoices.list-invoices',
  method: 'GET',
  path: '/invoices',
  allow: ['invoice:read'],
  byGrant: 'thing',
  query: pageQuery({
    campaignId: z.optional(id('campaign')),
    kind: z.optional(z.enum(INVOICE_KINDS)),
    /** First and last day of issue. */
    from: z.optional(Day),
    until: z.optional(Day),
    format: z._default(z.enum(['json', 'csv']), 'json'),
  }),
  responses: { 200: page(Invoice) },
  errors: ['bad_cursor', 'validation_failed'],
  summary:
    'The invoices of my workspace, or my receipts as an influencer, by campaign, kind and days of issue; newest first. With `format=csv` the link to the next page is in the Link header.',
});

export const getInvoice = defineEndpoint({
  id: 'invoices.get-invoice',
  method: 'GET',
  path: '/invoices/{invoiceId}',
  allow: ['invoice:read'],
  byGrant: 'thing',
  params: z.strictObject({ invoiceId: id('invoice') }),
  responses: { 200: Invoice },
  errors: ['not_found'],
  summary: 'One invoice or receipt with its lines.',
});

/** What leads to the bytes of a printed invoice, for a few minutes and without a session. */
export const InvoiceDownload = z.strictObject({
  url: z.url(),
  expiresAt: Instant,
  fileName: z.string(),
  contentType: z.literal('application/pdf'),
  sizeBytes: z.int(),
  /** Of the bytes, lower-case hex. */
  sha256: z.string(),
});
z.globalRegistry.add(InvoiceDownload, { id: 'InvoiceDownload' });

export const getInvoicePdf = defineEndpoint({
  id: 'invoices.get-invoice-pdf',
  method: 'GET',
  path: '/invoices/{invoiceId}/pdf',
  allow: ['invoice:read'],
  byGrant: 'thing',
  params: z.strictObject({ invoiceId: id('invoice') }),
  responses: { 200: InvoiceDownload },
  errors: ['not_found', 'invoice_pdf_not_ready'],
  summary: 'A short-lived address that saves one invoice or receipt as a PDF.',
});

export const InfluencerTaxData = z.strictObject({
  /** Null until it is set: documents then name the influencer by their profile, and show no tax. */
  tax: z.nullable(TaxData),
  /** Null where there is no VAT number of the European Union. */
  vatCheck: z.nullable(VatCheck),
  version: z.int(),
  updatedAt: z.nullable(Instant),
});
z.globalRegistry.add(InfluencerTaxData, { id: 'InfluencerTaxData' });

export const getTaxData = defineEndpoint({
  id: 'influencers.get-tax-data',
  method: 'GET',
  path: '/influencers/tax-data',
  allow: ['influencer:self'],
  responses: { 200: InfluencerTaxData },
  errors: [],
  summary: 'My legal name, address and tax number, as invoices in my name show them; null until they are set.',
});

export const putTaxData = defineEndpoint({
  id: 'influencers.put-tax-data',
  method: 'PUT',
  path: '/influencers/tax-data',
  allow: ['influencer:self'],
  idempotent: true,
  body: z.strictObject({ tax: z.nullable(TaxData) }),
  responses: { 200: InfluencerTaxData },
  errors: ['validation_failed'],
  summary: 'Set what invoices in my name show of me from now on; those that are issued stay as they are.',
});

const templateFields = {
  /** Begins the numbers of a series of the workspace's own, counted from 1 each year; null for Accord's. */
  prefix: z.nullable(
    z.string().check(z.regex(TEMPLATE_PREFIX, 'must be 2 to 10 capital letters and digits, a letter first')),
  ),
  /** Below the notes of every invoice. */
  footer: z.nullable(text(1, 500)),
  /** A JPEG in base64, at most 30 kB and 1200 pixels on either side. */
  logo: z.nullable(z.string().check(z.maxLength(LOGO_LIMITS.characters))),
};

export const InvoiceTemplate = z.strictObject({
  ...templateFields,
  version: z.int(),
  updatedAt: z.nullable(Instant),
});
z.globalRegistry.add(InvoiceTemplate, { id: 'InvoiceTemplate' });

export const getInvoiceTemplate = defineEndpoint({
  id: 'workspaces.get-invoice-template',
  method: 'GET',
  path: '/workspaces/{workspaceId}/invoice-template',
  allow: ['tax:read'],
  params: z.strictObject({ workspaceId: id('workspace') }),
  responses: { 200: InvoiceTemplate },
  errors: ['not_found'],
  summary: "How the workspace's invoices look and are numbered; version 0 until it is set.",
});

export const putInvoiceTemplate = defineEndpoint({
  id: 'workspaces.put-invoice-template',
  method: 'PUT',
  path: '/workspaces/{workspaceId}/invoice-template',
  allow: ['workspace:manage'],
  idempotent: true,
  params: z.strictObject({ workspaceId: id('workspace') }),
  body: z.strictObject(templateFields),
  responses: { 200: InvoiceTemplate },
  errors: ['not_found', 'validation_failed'],
  summary: 'Set how invoices look and are numbered from now on; those that are issued stay as they are.',
});

export const invoiceEndpoints = [
  listInvoices,
  getInvoice,
  getInvoicePdf,
  getTaxData,
  putTaxData,
  getInvoiceTemplate,
  putInvoiceTemplate,
] as const;
