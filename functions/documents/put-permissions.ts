import { putDocumentPermissions } from '#contract/areas/documents.ts';
import { type DocumentItem, writeDocument } from '#data/document.ts';
import type { Ref } from '#data/entity.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideAccess } from '#domain/document.ts';
import { documentEvent } from '#runtime/documents/document-event.ts';
import { type AccessReads, accessReads, documentOf, foundFor, refuseChange } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { documentView } from '#runtime/views/document.ts';

type Reads = { document: Ref<DocumentItem> } & AccessReads;

export const handler = endpoint(putDocumentPermissions, async (call) => {
  const party = partyOf(call.actor());
  const { roles, userIds, dealIds } = call.body;
  const asked = { roles, userIds, dealIds };
  return call.commit({
    reads: { document: documentOf(party, call.params.documentId), ...accessReads(party, asked) } as Reads,
    decide: (state) => {
      const { document } = state;
      const refused = refuseChange(party, document);
      if (!document || refused) return refused ?? refuse('not_found');
      call.onCampaign(document.campaignId ?? undefined);
      const before = document.access;
      const access = decideAccess({ ...document, before }, asked, foundFor(state, asked));
      if (isRefused(access)) return access;
      const after = { ...document, access, updatedAt: call.nowIso };
      const version = document.version + 1;
      const had = new Set(before.influencers.map(({ influencerId }) => influencerId));
      const openedTo = access.influencers.map(({ influencerId }) => influencerId).filter((one) => !had.has(one));
      return {
        changes: writeDocument(document, after),
        event: documentEvent('DocumentAccessChanged', after, version, openedTo),
        answer: { status: 200, body: documentView({ ...after, version }, party) },
      };
    },
  });
});
