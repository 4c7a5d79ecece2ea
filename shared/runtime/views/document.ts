import type * as z from 'zod/mini';
import type { Document, DocumentLink, DocumentVersion } from '#contract/areas/documents.ts';
import type { DocumentItem } from '#data/document.ts';
import type { DocumentLinkItem } from '#data/document-link.ts';
import { newestOf, sideOfHolder } from '#domain/document.ts';
import { scanOf } from '#domain/scan.ts';
import { holderOf, type Party } from '../party.ts';

/** A document as a party sees it: who else does is for the side whose it is. */
export function documentView(document: DocumentItem, party: Party): z.input<typeof Document> {
  const { documentId, kind, sourceId, campaignId, campaignTitle, title, ownerId, access, references } = document;
  const { version, createdAt, updatedAt } = document;
  const isOwn = ownerId === holderOf(party) && kind === 'file';
  const newest = newestOf(document);
  const { roles, userIds, influencers, brand } = access;
  return {
    ...{ documentId, kind, sourceId, campaignId, campaignTitle, title, version, createdAt, updatedAt },
    side: sideOfHolder(ownerId),
    newest: newest ? versionView(newest, isOwn) : null,
    versionCount: document.versions.length,
    access: isOwn ? { roles, userIds, influencers, brand: brand && { name: brand.name, dealId: brand.dealId } } : null,
    linkCount: isOwn ? document.links.length : null,
    isReferenced: references > 0,
  };
}

/** One version; who added it is for their own side. */
export function versionView(
  { number, fileName, contentType, sizeBytes, sha256, scan, userId, at, restores }: DocumentItem['versions'][number],
  isOwn: boolean,
): z.input<typeof DocumentVersion> {
  const file = { fileName, contentType, sizeBytes, sha256, scan: scanOf({ scan }) };
  return { number, ...file, userId: isOwn ? userId : null, at, restores };
}

/** A link as the side whose document it is sees it. */
export function linkView(link: DocumentLinkItem): z.input<typeof DocumentLink> {
  const { ownerId: _ownerId, documentId: _documentId, ...shown } = link;
  return shown;
}
