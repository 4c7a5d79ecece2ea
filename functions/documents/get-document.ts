import { getDocument } from '#contract/areas/documents.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { documentOf, seenBy } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { documentView } from '#runtime/views/document.ts';

export const handler = endpoint(getDocument, async (call) => {
  const party = partyOf(call.actor());
  const document = seenBy(party, await findOne(documentOf(party, call.params.documentId)));
  if (!document) throw new Failure('not_found');
  return { status: 200, body: documentView(document, party) };
});
