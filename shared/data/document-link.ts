import * as z from 'zod/mini';
import { SCANS } from '#domain/scan.ts';
import { UPLOAD_TYPES } from '#domain/upload.ts';
import { type Change, create, update } from './change.ts';
import type { DocumentItem } from './document.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** A link to one version of a document, beside the document: who made it and how often it was opened. */
export const DocumentLinks = defineEntity({
  name: 'document_link',
  schema: z.object({
    linkId: z.string(),
    ownerId: z.string(),
    documentId: z.string(),
    number: z.int(),
    note: z.string(),
    userId: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    openCount: z.int(),
    lastOpenedAt: z.nullable(z.string()),
  }),
  key: ({ ownerId, documentId, linkId }) => keys.documentLink(ownerId, documentId, linkId),
});
export type DocumentLinkItem = ValueOf<typeof DocumentLinks>;

/** What whoever has the secret of a link is shown; gone as soon as the link has ended. */
export const SharedLinks = defineEntity({
  name: 'shared_link',
  schema: z.object({
    secretHash: z.string(),
    linkId: z.string(),
    ownerId: z.string(),
    documentId: z.string(),
    title: z.string(),
    number: z.int(),
    uploadId: z.string(),
    fileName: z.string(),
    contentType: z.enum(UPLOAD_TYPES),
    sizeBytes: z.int(),
    sha256: z.string(),
    scan: z.optional(z.enum(SCANS)),
    expiresAt: z.string(),
    ttl: z.int(),
  }),
  key: ({ secretHash }) => keys.sharedLink(secretHash),
});
export type SharedLinkItem = ValueOf<typeof SharedLinks>;

export const sharedLinkRef = (secretHash: string) => ref(SharedLinks, keys.sharedLink(secretHash));

/** A new link, and what it leads to. */
export function createLink(link: DocumentLinkItem, shared: SharedLinkItem): Change[] {
  return [create(DocumentLinks, link), create(SharedLinks, shared)];
}

/** A link was opened once more; it must not have ended. */
export function countOpening({ ownerId, documentId, linkId, secretHash }: SharedLinkItem, nowIso: string): Change[] {
  return [
    update(keys.documentLink(ownerId, documentId, linkId), { set: { lastOpenedAt: nowIso }, add: { openCount: 1 } }, [
      { path: 'linkId', is: '=', value: linkId },
    ]),
    { kind: 'check', key: keys.sharedLink(secretHash), when: [{ path: 'linkId', is: '=', value: linkId }] },
  ];
}

/** Links that lead nowhere any more, with all that was known of them: those of a document that is deleted, ended ones, and those whose time is over. */
export function removeLinks({
  ownerId,
  documentId,
  links,
}: Pick<DocumentItem, 'ownerId' | 'documentId' | 'links'>): Change[] {
  return links
    .flatMap(({ linkId, secretHash }) => [keys.documentLink(ownerId, documentId, linkId), keys.sharedLink(secretHash)])
    .map((key): Change => ({ kind: 'delete', key, when: [] }));
}
