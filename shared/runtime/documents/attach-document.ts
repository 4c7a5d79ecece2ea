import type { Change } from '#data/change.ts';
import { type DocumentItem, writeDocument } from '#data/document.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { type DealOfDocument, type DocumentVersion, decideAttach, newestOf } from '#domain/document.ts';
import type { Party } from '../party.ts';
import { refuseChange } from './document-refs.ts';

/** What names a document elsewhere keeps of it: which version was the newest then, and what it was. */
export type Attached = { documentId: string; title: string } & Pick<
  DocumentVersion,
  'number' | 'fileName' | 'contentType' | 'sizeBytes' | 'sha256' | 'scan'
>;

/**
 * A party names one of its documents in something that the other side of a deal reads: the document opens to that side, and stays while it is named.
 * Read the document by `documentOf(party, documentId)`; refuses one that the party does not see or that is not its own.
 */
export function attachDocument(
  party: Party,
  document: DocumentItem | undefined,
  deal: Omit<DealOfDocument, 'stands'>,
  nowIso: string,
):
  | { changes: Change[]; attached: Attached }
  | Refused<'not_found' | 'not_allowed' | 'document_is_entry' | 'too_many_readers'> {
  const refused = refuseChange(party, document);
  const newest = document && newestOf(document);
  if (!document || !newest || refused) return refused ?? refuse('not_found');
  const access = decideAttach(document, deal);
  if (isRefused(access)) return access;
  const { number, fileName, contentType, sizeBytes, sha256, scan } = newest;
  const after = { ...document, access, references: document.references + 1, updatedAt: nowIso };
  return {
    changes: writeDocument(document, after),
    attached: {
      documentId: document.documentId,
      title: document.title,
      number,
      fileName,
      contentType,
      sizeBytes,
      sha256,
      scan,
    },
  };
}
