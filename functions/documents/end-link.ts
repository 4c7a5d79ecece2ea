import { endDocumentLink } from '#contract/areas/documents.ts';
import { writeDocument } from '#data/document.ts';
import { removeLinks } from '#data/document-link.ts';
import { refuse } from '#domain/decision.ts';
import { documentEvent } from '#runtime/documents/document-event.ts';
import { documentOf, refuseChange } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';

export const handler = endpoint(endDocumentLink, async (call) => {
  const party = partyOf(call.actor());
  const { documentId, linkId } = call.params;
  return call.commit({
    reads: { document: documentOf(party, documentId) },
    decide: ({ document }) => {
      const refused = refuseChange(party, document);
      if (!document || refused) return refused ?? refuse('not_found');
      call.onCampaign(document.campaignId ?? undefined);
      const link = document.links.find((one) => one.linkId === linkId);
      if (!link) return refuse('not_found');
      const links = document.links.filter((one) => one !== link);
      const after = { ...document, links, updatedAt: call.nowIso };
      return {
        changes: [...writeDocument(document, after), ...removeLinks({ ...document, links: [link] })],
        event: documentEvent('DocumentLinkEnded', after, document.version + 1),
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
