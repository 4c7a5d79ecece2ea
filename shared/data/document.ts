import * as z from 'zod/mini';
import { DOCUMENT_KINDS, holdersOf } from '#domain/document.ts';
import { MEMBER_ROLES } from '#domain/roles.ts';
import { SCANS } from '#domain/scan.ts';
import { UPLOAD_TYPES } from '#domain/upload.ts';
import { type Change, create, remove, replace } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';

/** A document, once for everyone who sees it; all copies are written together and alike but for the holder. */
export const Documents = defineEntity({
  name: 'document',
  schema: z.object({
    documentId: z.string(),
    holderId: z.string(),
    ownerId: z.string(),
    kind: z.enum(DOCUMENT_KINDS),
    sourceId: z.nullable(z.string()),
    campaignId: z.nullable(z.string()),
    campaignTitle: z.nullable(z.string()),
    title: z.string(),
    userId: z.nullable(z.string()),
    access: z.object({
      roles: z.array(z.enum(MEMBER_ROLES)),
      userIds: z.array(z.string()),
      influencers: z.array(z.object({ influencerId: z.string(), name: z.string(), dealId: z.string() })),
      brand: z.nullable(z.object({ workspaceId: z.string(), name: z.string(), dealId: z.string() })),
    }),
    versions: z.array(
      z.object({
        number: z.int(),
        uploadId: z.string(),
        fileName: z.string(),
        contentType: z.enum(UPLOAD_TYPES),
        sizeBytes: z.int(),
        sha256: z.string(),
        scan: z.optional(z.enum(SCANS)),
        userId: z.string(),
        at: z.string(),
        restores: z.nullable(z.int()),
      }),
    ),
    references: z.int(),
    links: z.array(z.object({ linkId: z.string(), secretHash: z.string(), expiresAt: z.string() })),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  }),
  key: ({ holderId, documentId }) => keys.document(holderId, documentId),
  index: ({ holderId, campaignId, documentId }) => ({
    gsi1pk: indexes.documentsOf(holderId),
    gsi1sk: `${folderOf(campaignId)}#${documentId}`,
  }),
});
export type DocumentItem = ValueOf<typeof Documents>;

/** The folder of a campaign, or that of what belongs to none, in the list of a holder's documents. */
export function folderOf(campaignId: string | null): string {
  return campaignId ?? 'GENERAL';
}

export const documentRef = (holderId: string, documentId: string) =>
  ref(Documents, keys.document(holderId, documentId));

/** A document for everyone who sees it from now on, and no longer for anyone else; `before` is any copy that was read. */
export function writeDocument(before: DocumentItem | undefined, after: Omit<DocumentItem, 'version'>): Change[] {
  const had = before ? holdersOf(before) : [];
  const has = holdersOf(after);
  const version = (before?.version ?? 0) + 1;
  return [
    ...has.map((holderId) =>
      before && had.includes(holderId)
        ? replace(Documents, before, { ...after, holderId })
        : create(Documents, { ...after, holderId, version }),
    ),
    ...removeFrom(
      before,
      had.filter((holderId) => !has.includes(holderId)),
    ),
  ];
}

/** An entry that leads to what is kept elsewhere, in place of the same one if it is there already. */
export function putEntry(entry: DocumentItem): Change {
  return { ...create(Documents, entry), when: [] };
}

/** A document no longer, for anyone. */
export function removeDocument(document: DocumentItem): Change[] {
  return removeFrom(document, holdersOf(document));
}

function removeFrom(document: DocumentItem | undefined, holderIds: readonly string[]): Change[] {
  return document ? holderIds.map((holderId) => remove(Documents, { ...document, holderId })) : [];
}
