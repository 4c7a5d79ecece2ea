import { listDocumentLinks } from '#contract/areas/documents.ts';
import { Failure } from '#contract/failure.ts';
import { Documents } from '#data/document.ts';
import { DocumentLinks } from '#data/document-link.ts';
import { partitions } from '#data/keys.ts';
import { listRaw } from '#data/read.ts';
import { refuseChange } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { holderOf, partyOf } from '#runtime/party.ts';
import { linkView } from '#runtime/views/document.ts';

/** More than a document keeps of live and ended links in the time that they are kept. */
const WHOLE_PARTITION = 1000;

export const handler = endpoint(listDocumentLinks, async (call) => {
  const party = partyOf(call.actor());
  const items = await listRaw(partitions.document(holderOf(party), call.params.documentId), WHOLE_PARTITION);
  const [first, ...links] = items;
  const document = first?._et === Documents.name ? Documents.parse(first) : undefined;
  const refused = refuseChange(party, document);
  if (!document || refused) throw new Failure(refused?.refused ?? 'not_found', refused?.detail);
  call.onCampaign(document.campaignId ?? undefined);
  return { status: 200, body: { items: links.map((item) => linkView(DocumentLinks.parse(item))).reverse() } };
});
