import * as z from 'zod/mini';
import { DOCUMENT_KINDS, DOCUMENT_LIMITS } from '#domain/document.ts';
import { MEMBER_ROLES } from '#domain/roles.ts';
import { defineEndpoint } from '../endpoint.ts';
import { anyId, Done, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { OfferSide } from './offers.ts';
import { ScanResult, UploadContentType } from './uploads.ts';

/** What two sides have with each other in a campaign. */
const DealId = anyId('contract', 'offer', 'application');

export const DocumentVersion = z.strictObject({
  number: z.int(),
  fileName: z.string(),
  contentType: UploadContentType,
  sizeBytes: z.int(),
  /** sha-256 of its bytes, base64. */
  sha256: z.string(),
  scan: ScanResult,
  /** Who added it, for their own side; null for others. */
  userId: z.nullable(id('user')),
  at: Instant,
  /** The number of the version whose file this one brings back. */
  restores: z.nullable(z.int()),
});
z.globalRegistry.add(DocumentVersion, { id: 'DocumentVersion' });

export const Document = z.strictObject({
  documentId: id('document'),
  kind: z.enum(DOCUMENT_KINDS),
  /** What an entry leads to: a contract, invoice, piece of content or campaign, which is kept there alone. */
  sourceId: z.nullable(z.string()),
  campaignId: z.nullable(id('campaign')),
  campaignTitle: z.nullable(z.string()),
  title: z.string(),
  /** Whose it is. */
  side: OfferSide,
  /** Null for an entry. */
  newest: z.nullable(DocumentVersion),
  versionCount: z.int(),
  /** For the side whose it is; null for the other. */
  access: z.nullable(
    z.strictObject({
      /** Roles and members of the workspace; its owners, and whoever added it, see it always. */
      roles: z.array(z.enum(MEMBER_ROLES)),
      userIds: z.array(id('user')),
      influencers: z.array(z.strictObject({ influencerId: id('influencer'), name: z.string(), dealId: DealId })),
      brand: z.nullable(z.strictObject({ name: z.string(), dealId: DealId })),
    }),
  ),
  linkCount: z.nullable(z.int()),
  /** Whether messages name it: then it stays. */
  isReferenced: z.boolean(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
z.globalRegistry.add(Document, { id: 'Document' });

const params = z.strictObject({ documentId: id('document') });
const access = {
  /** Roles of the workspace that see it; for documents of a workspace only. */
  roles: z.optional(z.array(z.enum(MEMBER_ROLES)).check(z.maxLength(MEMBER_ROLES.length))),
  /** Members who see it whatever their role. */
  userIds: z._default(z.array(id('user')).check(z.maxLength(DOCUMENT_LIMITS.people)), []),
  /** Contracts, offers or applications of the campaign whose other side sees it; an influencer names the one with the brand. */
  dealIds: z._default(z.array(DealId).check(z.maxLength(DOCUMENT_LIMITS.people)), []),
};

export const createDocument = defineEndpoint({
  id: 'documents.create-document',
  method: 'POST',
  path: '/documents',
  allow: ['document:write'],
  byGrant: 'thing',
  idempotent: true,
  body: z.strictObject({
    /** The folder it lies in; none for what belongs to no campaign. */
    campaignId: z.optional(z.nullable(id('campaign'))),
    title: text(1, 160),
    /** An upload of purpose `document` that is ready. */
    uploadId: id('upload'),
    ...access,
  }),
  responses: { 201: Document },
  errors: ['not_found', 'validation_failed', 'upload_not_ready', 'upload_in_use', 'too_many_documents'],
  summary: 'Add a document: to the folder of a campaign or to none, seen by the roles, members and other sides named.',
});

export const listDocuments = defineEndpoint({
  id: 'documents.list-documents',
  method: 'GET',
  path: '/documents',
  allow: ['document:read'],
  query: pageQuery({
    campaignId: z.optional(id('campaign')),
    kind: z.optional(z.enum(DOCUMENT_KINDS)),
  }),
  responses: { 200: page(Document) },
  errors: ['bad_cursor'],
  summary:
    'The documents I see, of one campaign newest first, or of all campaign by campaign; contracts, invoices, deliverables and briefs are among them as entries that lead to where they are kept. A page may have fewer than asked for.',
});

export const getDocument = defineEndpoint({
  id: 'documents.get-document',
  method: 'GET',
  path: '/documents/{documentId}',
  allow: ['document:read'],
  params,
  responses: { 200: Document },
  errors: ['not_found'],
  summary: 'One document with its newest version and, for the side whose it is, who sees it.',
});

const fileFields = {
  number: z.int(),
  /** Shows or saves the file for five minutes, from another site than this one. */
  url: z.url(),
  expiresAt: Instant,
  fileName: z.string(),
  contentType: UploadContentType,
  sizeBytes: z.int(),
  sha256: z.string(),
  scan: ScanResult,
  /** How a browser shows it by itself. */
  preview: z.enum(['image', 'pdf', 'text', 'none']),
};

export const DocumentFile = z.strictObject({ documentId: id('document'), ...fileFields });
z.globalRegistry.add(DocumentFile, { id: 'DocumentFile' });

export const getDocumentFile = defineEndpoint({
  id: 'documents.get-file',
  method: 'GET',
  path: '/documents/{documentId}/file',
  allow: ['document:read'],
  params,
  query: z.strictObject({
    /** Which version; the newest without it. */
    number: z.optional(z.coerce.number().check(z.int(), z.gte(1))),
    /** `save` for an address that saves the file, `show` for one that shows it. */
    as: z._default(z.enum(['show', 'save']), 'show'),
  }),
  responses: { 200: DocumentFile },
  errors: ['not_found', 'document_is_entry'],
  summary: 'A short-lived address of the file of a document, of its newest version or an older one.',
});

export const listDocumentVersions = defineEndpoint({
  id: 'documents.list-versions',
  method: 'GET',
  path: '/documents/{documentId}/versions',
  allow: ['document:read'],
  params,
  responses: { 200: z.strictObject({ items: z.array(DocumentVersion) }) },
  errors: ['not_found'],
  summary: 'Every version of a document, newest first, each with its checksum, when and by whom.',
});

export const addDocumentVersion = defineEndpoint({
  id: 'documents.add-version',
  method: 'POST',
  path: '/documents/{documentId}/versions',
  allow: ['document:write'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({
    /** An upload of purpose `document` that is ready … */
    uploadId: z.optional(id('upload')),
    /** … or the number of an older version that is to be the newest again. */
    restores: z.optional(z.int().check(z.gte(1), z.lte(DOCUMENT_LIMITS.versions))),
  }),
  responses: { 201: Document },
  errors: [
    'not_found',
    'not_allowed',
    'validation_failed',
    'upload_not_ready',
    'upload_in_use',
    'too_many_versions',
    'document_is_entry',
  ],
  summary: 'Add a version from a new file, or bring back an older one as the newest; none is ever changed.',
});

export const putDocumentPermissions = defineEndpoint({
  id: 'documents.put-permissions',
  method: 'PUT',
  path: '/documents/{documentId}/permissions',
  allow: ['document:write'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject(access),
  responses: { 200: Document },
  errors: ['not_found', 'not_allowed', 'validation_failed', 'document_is_entry'],
  summary:
    'Say who sees a document from now on: roles, single members, and the other sides of deals. Whoever is not named no longer does, at once.',
});

export const deleteDocument = defineEndpoint({
  id: 'documents.delete-document',
  method: 'DELETE',
  path: '/documents/{documentId}',
  allow: ['document:write'],
  byGrant: 'thing',
  idempotent: true,
  params,
  responses: { 200: Done },
  errors: ['not_found', 'not_allowed', 'document_is_entry', 'document_referenced'],
  summary: 'Delete a document with all its versions and links; not one that messages name, nor an entry.',
});

export const DocumentLink = z.strictObject({
  linkId: id('link'),
  /** The version that it shows; later ones it does not. */
  number: z.int(),
  note: z.string(),
  userId: id('user'),
  createdAt: Instant,
  expiresAt: Instant,
  openCount: z.int(),
  lastOpenedAt: z.nullable(Instant),
});
z.globalRegistry.add(DocumentLink, { id: 'DocumentLink' });

export const createDocumentLink = defineEndpoint({
  id: 'documents.create-link',
  method: 'POST',
  path: '/documents/{documentId}/links',
  allow: ['document:write'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({
    expiresInDays: z.int().check(z.gte(1), z.lte(DOCUMENT_LIMITS.linkDays)),
    /** For whom it is, to tell links apart. */
    note: z._default(text(0, 120), ''),
  }),
  responses: {
    201: z.strictObject({
      ...DocumentLink.shape,
      /** Where the document is shown, with the secret of the link behind the #. Told once: null in the answer to a repeat. */
      path: z.nullable(z.string()),
    }),
  },
  errors: ['not_found', 'not_allowed', 'document_is_entry', 'too_many_links'],
  summary:
    'Make a link by which anyone who has it sees the newest version of a document for some days, without an account.',
});

export const listDocumentLinks = defineEndpoint({
  id: 'documents.list-links',
  method: 'GET',
  path: '/documents/{documentId}/links',
  allow: ['document:write'],
  byGrant: 'thing',
  params,
  responses: { 200: z.strictObject({ items: z.array(DocumentLink) }) },
  errors: ['not_found', 'not_allowed', 'document_is_entry'],
  summary: 'The links of a document, newest first: who made them, how often they were opened, and when they end.',
});

export const endDocumentLink = defineEndpoint({
  id: 'documents.end-link',
  method: 'DELETE',
  path: '/documents/{documentId}/links/{linkId}',
  allow: ['document:write'],
  byGrant: 'thing',
  idempotent: true,
  params: z.strictObject({ ...params.shape, linkId: id('link') }),
  responses: { 200: Done },
  errors: ['not_found', 'not_allowed', 'document_is_entry'],
  summary: 'End a link: from now on it answers as one that never was.',
});

export const SharedDocument = z.strictObject({
  ...fileFields,
  title: z.string(),
  /** Saves the file, for as long as `url` shows it. */
  saveUrl: z.url(),
  /** When the link ends. */
  linkExpiresAt: Instant,
});
z.globalRegistry.add(SharedDocument, { id: 'SharedDocument' });

export const openSharedDocument = defineEndpoint({
  id: 'documents.open-shared',
  method: 'POST',
  path: '/shared-documents/open',
  allow: 'anyone',
  body: z.strictObject({ secret: z.string().check(z.minLength(1), z.maxLength(100)) }),
  responses: { 200: SharedDocument },
  errors: ['shared_link_not_found'],
  summary:
    'What a shared link shows, for whoever has it; each time is counted. The secret is sent in the body, where no log of addresses keeps it.',
});

export const documentEndpoints = [
  createDocument,
  listDocuments,
  getDocument,
  getDocumentFile,
  listDocumentVersions,
  addDocumentVersion,
  putDocumentPermissions,
  deleteDocument,
  createDocumentLink,
  listDocumentLinks,
  endDocumentLink,
  openSharedDocument,
] as const;
