import { listDocumentVersions } from '#contract/areas/documents.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { documentOf, seenBy } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { holderOf, partyOf } from '#runtime/party.ts';
import { versionView } from '#runtime/views/document.ts';

export const handler = endpoint(listDocumentVersions, async (call) => {
  const party = partyOf(call.actor());
  const document = seenBy(party, await findOne(documentOf(party, call.params.documentId)));
  if (!document) throw new Failure('not_found');
  const isOwn = document.ownerId === holderOf(party);
  return { status: 200, body: { items: document.versions.map((version) => versionView(version, isOwn)).reverse() } };
});
