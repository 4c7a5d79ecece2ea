import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import {
  CREDIT_KINDS,
  type CreditKind,
  INVOICE_KINDS,
  INVOICE_LINES,
  type InvoiceKind,
  isOfBrand,
} from '#domain/invoice.ts';
import { TAX_TREATMENTS } from '#domain/invoice-tax.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

const party = z.object({
  partyId: z.nullable(z.string()),
  name: z.string(),
  country: z.nullable(z.string()),
  address: z.optional(z.array(z.string())),
  taxNumber: z.optional(z.nullable(z.string())),
});

const tax = z.object({
  treatment: z.enum(TAX_TREATMENTS),
  line: z.nullable(z.object({ name: z.string(), country: z.string(), rateBps: z.int() })),
  statement: z.string(),
  source: z.nullable(z.string()),
});

/** Numbered documents: the brand's lie with its workspace, the influencer's with the influencer; only `pdf` is added, once. */
export const Invoices = defineEntity({
  name: 'invoice',
  schema: z.object({
    invoiceId: z.string(),
    kind: z.enum(INVOICE_KINDS),
    number: z.string(),
    workspaceId: z.string(),
    influencerId: z.string(),
    campaignId: z.string(),
    campaignTitle: z.string(),
    contractId: z.string(),
    milestone: z.optional(z.int()),
    paymentId: z.string(),
    issuer: party,
    recipient: party,
    currency: z.enum(CURRENCIES),
    priceMinor: z.int(),
    feeMinor: z.int(),
    netMinor: z.int(),
    lines: z.array(z.object({ kind: z.enum(INVOICE_LINES), description: z.string(), amountMinor: z.int() })),
    totalMinor: z.int(),
    tax: z.optional(tax),
    suppliedOn: z.string(),
    issuedOn: z.string(),
    issuedAt: z.string(),
    note: z.string(),
    credits: z.optional(z.object({ invoiceId: z.string(), number: z.string(), issuedOn: z.string() })),
    template: z.optional(z.object({ version: z.int(), footer: z.nullable(z.string()), hasLogo: z.boolean() })),
    pdf: z.optional(z.object({ key: z.string(), sha256: z.string(), sizeBytes: z.int(), renderedAt: z.string() })),
  }),
  key: keyOf,
});
export type InvoiceItem = ValueOf<typeof Invoices>;

interface InvoiceName {
  kind: InvoiceKind;
  workspaceId: string;
  influencerId: string;
  invoiceId: string;
}

function keyOf({ kind, workspaceId, influencerId, invoiceId }: InvoiceName) {
  return isOfBrand(kind) ? keys.brandInvoice(workspaceId, invoiceId) : keys.influencerInvoice(influencerId, invoiceId);
}

/** An invoice by everything that names it. */
export const invoiceRef = (name: InvoiceName) => ref(Invoices, keyOf(name));

export const brandInvoiceRef = (workspaceId: string, invoiceId: string) =>
  ref(Invoices, keys.brandInvoice(workspaceId, invoiceId));
export const influencerInvoiceRef = (influencerId: string, invoiceId: string) =>
  ref(Invoices, keys.influencerInvoice(influencerId, invoiceId));

/** That a contract has its document of a kind, and which. */
export const InvoiceMarks = defineEntity({
  name: 'invoice_mark',
  schema: z.object({
    workspaceId: z.string(),
    contractId: z.string(),
    kind: z.enum(INVOICE_KINDS),
    partId: z.optional(z.string()),
    invoiceId: z.string(),
  }),
  key: (mark) => keys.invoiceMark(mark.workspaceId, mark.contractId, mark.kind, mark.partId),
});

/** What documents are issued of: a contract, or one part of its money where that has several. */
interface Invoiced {
  workspaceId: string;
  contractId: string;
  partId?: string | undefined;
}

export const invoiceMarkRef = ({ workspaceId, contractId, partId }: Invoiced, kind: InvoiceKind) =>
  ref(InvoiceMarks, keys.invoiceMark(workspaceId, contractId, kind, partId));

const templateSchema = z.object({
  workspaceId: z.string(),
  prefix: z.nullable(z.string()),
  footer: z.nullable(z.string()),
  /** A JPEG, base64. */
  logo: z.nullable(z.string()),
  version: z.int(),
  updatedAt: z.string(),
});

/** How a workspace's invoices look and are numbered from now on. */
export const InvoiceTemplates = defineEntity({
  name: 'invoice_template',
  schema: templateSchema,
  key: (template) => keys.invoiceTemplate(template.workspaceId),
});
export type InvoiceTemplateItem = ValueOf<typeof InvoiceTemplates>;

/** Every template there was; never changed. */
export const InvoiceTemplateVersions = defineEntity({
  name: 'invoice_template_version',
  schema: templateSchema,
  key: (template) => keys.invoiceTemplateVersion(template.workspaceId, template.version),
});

export const invoiceTemplateRef = (workspaceId: string) => ref(InvoiceTemplates, keys.invoiceTemplate(workspaceId));
export const invoiceTemplateVersionRef = (workspaceId: string, version: number) =>
  ref(InvoiceTemplateVersions, keys.invoiceTemplateVersion(workspaceId, version));

/** How much of a contract's brand invoice was credited to a side, in all. */
export const InvoiceCredits = defineEntity({
  name: 'invoice_credit',
  schema: z.object({
    workspaceId: z.string(),
    contractId: z.string(),
    kind: z.enum(CREDIT_KINDS),
    partId: z.optional(z.string()),
    creditedMinor: z.int(),
    version: z.int(),
  }),
  key: (credit) => keys.invoiceMark(credit.workspaceId, credit.contractId, credit.kind, credit.partId),
});

export const invoiceCreditRef = ({ workspaceId, contractId, partId }: Invoiced, kind: CreditKind) =>
  ref(InvoiceCredits, keys.invoiceMark(workspaceId, contractId, kind, partId));

/** The last number given by an issuer in a year. */
export const InvoiceSeriesItems = defineEntity({
  name: 'invoice_series',
  schema: z.object({ issuer: z.string(), year: z.string(), lastNumber: z.int(), version: z.int() }),
  key: (series) => keys.invoiceSeries(series.issuer, series.year),
});

export const invoiceSeriesRef = ({ issuer, year }: { issuer: string; year: string }) =>
  ref(InvoiceSeriesItems, keys.invoiceSeries(issuer, year));
