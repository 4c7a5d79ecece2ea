import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Instant, id } from '../schemas.ts';
import { InvoiceDownload } from './invoices.ts';
import { OfferSide, OfferTerms, SignatureGiven } from './offers.ts';

/** One version of a contract as it is read and signed, or what an offer would make. */
export const Deed = z.strictObject({
  /** Null while it is only the preview of an offer. */
  contractId: z.nullable(id('contract')),
  campaignId: id('campaign'),
  offerId: id('offer'),
  offerVersion: z.int(),
  /** Which version of the contract; amendments make further ones. */
  version: z.int(),
  /** The version of the template whose clauses it has. */
  template: z.int(),
  terms: OfferTerms,
  title: z.string(),
  clauses: z.array(
    z.strictObject({ id: z.string(), version: z.int(), heading: z.string(), paragraphs: z.array(z.string()) }),
  ),
  /** All of it as plain text. */
  text: z.string(),
  /** sha-256 of that text, hex: what is signed. */
  documentHash: z.string(),
  agreedAt: z.nullable(Instant),
  signatures: z.array(
    z.strictObject({
      side: OfferSide,
      fullName: z.string(),
      at: Instant,
      /** The address it came from. */
      address: z.string(),
      documentHash: z.string(),
    }),
  ),
  /** What makes its rights go further than most mean to. */
  warnings: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  /** Its print, with how many signatures that shows; null while it is being made. */
  pdf: z.nullable(z.strictObject({ renderedAt: Instant, signatures: z.int(), sha256: z.string() })),
  /** Every version there is, this one among them. */
  versions: z.array(
    z.strictObject({ version: z.int(), agreedAt: Instant, documentHash: z.string(), signedBy: z.array(OfferSide) }),
  ),
});
z.globalRegistry.add(Deed, { id: 'Deed' });

const params = z.strictObject({ contractId: id('contract') });
/** The newest, when not said. */
const versionQuery = z.strictObject({ version: z.optional(z.coerce.number().check(z.int(), z.gte(1))) });

export const previewDeed = defineEndpoint({
  id: 'deeds.preview-deed',
  method: 'GET',
  path: '/offers/{offerId}/document',
  allow: ['offer:read'],
  params: z.strictObject({ offerId: id('offer') }),
  responses: { 200: Deed },
  errors: ['not_found'],
  summary: 'The contract that an offer would make in its newest version, word for word, with the hash it would have.',
});

export const getDeed = defineEndpoint({
  id: 'deeds.get-deed',
  method: 'GET',
  path: '/contracts/{contractId}/document',
  allow: ['contract:read'],
  params,
  query: versionQuery,
  responses: { 200: Deed },
  errors: ['not_found'],
  summary: 'The text of a contract, in any of its versions, with its hash and who has signed it.',
});

export const getDeedPdf = defineEndpoint({
  id: 'deeds.get-deed-pdf',
  method: 'GET',
  path: '/contracts/{contractId}/pdf',
  allow: ['contract:read'],
  params,
  query: versionQuery,
  responses: { 200: InvoiceDownload },
  errors: ['not_found', 'contract_pdf_not_ready'],
  summary: 'A short-lived address of a version of a contract on paper, with its hash and signatures.',
});

export const signDeed = defineEndpoint({
  id: 'deeds.sign-deed',
  method: 'POST',
  path: '/contracts/{contractId}/sign',
  allow: ['contract:sign'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({
    /** The version of the contract that was read. */
    version: z.int().check(z.gte(1), z.lte(99)),
    ...SignatureGiven.shape,
  }),
  responses: {
    200: z.strictObject({
      contractId: id('contract'),
      version: z.int(),
      documentHash: z.string(),
      signatures: Deed.shape.signatures,
    }),
  },
  errors: ['not_found', 'already_signed', 'document_changed', 'contract_cancelled'],
  summary: 'Sign the text you read by your full name; each side signs each version once.',
});

export const deedEndpoints = [previewDeed, getDeed, getDeedPdf, signDeed] as const;
