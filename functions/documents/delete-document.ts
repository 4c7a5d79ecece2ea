import { deleteDocument } from '#contract/areas/documents.ts';
import { type DocumentItem, removeDocument } from '#data/document.ts';
import { removeLinks } from '#data/document-link.ts';
import { countDown, folderTally } from '#data/tally.ts';
import { forgetUploads } from '#data/upload.ts';
import { refuse } from '#domain/decision.ts';
import { refuseDelete } from '#domain/document.ts';
import { mediaKey } from '#domain/upload.ts';
import { setting } from '#runtime/config.ts';
import { documentEvent } from '#runtime/documents/document-event.ts';
import { documentOf, refuseChange } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { holderOf, partyOf } from '#runtime/party.ts';

export const handler = endpoint(deleteDocument, async (call) => {
  const party = partyOf(call.actor());
  const ownerId = holderOf(party);
  let files: DocumentItem['versions'] = [];
  const answer = await call.commit({
    reads: { document: documentOf(party, call.params.documentId) },
    decide: ({ document }) => {
      const refused = refuseChange(party, document);
      if (!document || refused) return refused ?? refuse('not_found');
      call.onCampaign(document.campaignId ?? undefined);
      const kept = refuseDelete(document);
      if (kept) return kept;
      // A version that was brought back has the file of the one it repeats.
      files = document.versions.filter(({ restores }) => restores === null);
      const { campaignId } = document;
      return {
        changes: [
          ...removeDocument(document),
          ...removeLinks(document),
          ...forgetUploads(ownerId, files),
          ...(party.kind === 'influencer' || campaignId === null ? [] : [countDown(ownerId, folderTally(campaignId))]),
        ],
        event: documentEvent('DocumentDeleted', document, document.version + 1),
        answer: { status: 200, body: { done: true } },
      };
    },
  });
  if (files.length === 0) return answer;
  // The store's client is heavier than all the rest: who is refused does not wait for it.
  const { removeFile } = await import('#platform/files.ts');
  const bucket = setting('FILES_BUCKET');
  await Promise.all(files.map((file) => removeFile({ bucket, key: mediaKey({ ...file, ownerId }) })));
  return answer;
});
