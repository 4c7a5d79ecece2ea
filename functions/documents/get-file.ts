import { getDocumentFile } from '#contract/areas/documents.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { addressedFile } from '#runtime/documents/addressed-file.ts';
import { documentOf, seenBy } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';

export const handler = endpoint(getDocumentFile, async (call) => {
  const party = partyOf(call.actor());
  const { number, as } = call.query;
  const document = seenBy(party, await findOne(documentOf(party, call.params.documentId)));
  if (!document) throw new Failure('not_found');
  const { documentId, ownerId, kind, versions } = document;
  if (kind !== 'file') throw new Failure('document_is_entry', `Open the ${kind} that this entry leads to.`);
  const version = versions.find((one) => one.number === (number ?? versions.length));
  if (!version) throw new Failure('not_found', `This document has ${versions.length} versions.`);
  const file = await addressedFile({ ...version, ownerId }, as, call.nowMs);
  return { status: 200, body: { documentId, number: version.number, ...file } };
});
