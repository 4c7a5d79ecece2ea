import { createDocumentLink } from '#contract/areas/documents.ts';
import { writeDocument } from '#data/document.ts';
import { createLink, type DocumentLinkItem, removeLinks } from '#data/document-link.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { newestOf, withLink } from '#domain/document.ts';
import { daysLater, msOf } from '#runtime/clock.ts';
import { documentEvent } from '#runtime/documents/document-event.ts';
import { documentOf, refuseChange } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId, newSecret } from '#runtime/ids.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { linkView } from '#runtime/views/document.ts';

export const handler = endpoint(createDocumentLink, async (call) => {
  const party = partyOf(call.actor());
  const { userId, at } = actOf(party, call.nowIso);
  const { expiresInDays, note } = call.body;
  const [linkId, secret] = [newId('link'), newSecret()];
  const secretHash = sha256(secret);
  const expiresAt = daysLater(call.nowMs, expiresInDays);
  const answer = await call.commit({
    reads: { document: documentOf(party, call.params.documentId) },
    decide: ({ document }) => {
      const refused = refuseChange(party, document);
      const newest = document && newestOf(document);
      if (!document || !newest || refused) return refused ?? refuse('not_found');
      call.onCampaign(document.campaignId ?? undefined);
      const linked = withLink(document.links, { linkId, secretHash, expiresAt }, at);
      if (isRefused(linked)) return linked;
      const { documentId, ownerId, title } = document;
      const { number, uploadId, fileName, contentType, sizeBytes, sha256: checksum, scan } = newest;
      const link: DocumentLinkItem = {
        ...{ linkId, ownerId, documentId, number, note, userId, createdAt: at, expiresAt },
        ...{ openCount: 0, lastOpenedAt: null },
      };
      const file = { number, uploadId, fileName, contentType, sizeBytes, sha256: checksum, scan };
      const shared = {
        ...file,
        secretHash,
        linkId,
        ownerId,
        documentId,
        title,
        expiresAt,
        ttl: Math.ceil(msOf(expiresAt) / 1000),
      };
      const after = { ...document, links: linked.links, updatedAt: at };
      return {
        changes: [
          ...writeDocument(document, after),
          ...createLink(link, shared),
          ...removeLinks({ ...document, links: linked.over }),
        ],
        event: documentEvent('DocumentLinkCreated', after, document.version + 1),
        answer: { status: 201, body: { ...linkView(link), path: null } },
      };
    },
  });
  // The secret is never stored, not even for the answer to a repeat.
  return answer.body.linkId === linkId ? { status: 201, body: { ...answer.body, path: `/shared#${secret}` } } : answer;
});
