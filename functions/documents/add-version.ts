import { addDocumentVersion } from '#contract/areas/documents.ts';
import { Failure } from '#contract/failure.ts';
import { type DocumentItem, writeDocument } from '#data/document.ts';
import type { Ref } from '#data/entity.ts';
import { claimUpload, type UploadItem, uploadRef } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideRestore, decideVersion } from '#domain/document.ts';
import { documentEvent } from '#runtime/documents/document-event.ts';
import { documentOf, refuseChange } from '#runtime/documents/document-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, holderOf, partyOf } from '#runtime/party.ts';
import { documentView } from '#runtime/views/document.ts';

type Reads = { document: Ref<DocumentItem>; upload: Ref<UploadItem> | undefined };

export const handler = endpoint(addDocumentVersion, async (call) => {
  const party = partyOf(call.actor());
  const { uploadId, restores } = call.body;
  if ((uploadId === undefined) === (restores === undefined))
    throw new Failure('validation_failed', undefined, {
      issues: [{ path: 'uploadId', message: 'must be given, or else restores; not both' }],
    });
  const { userId, at } = actOf(party, call.nowIso);
  return call.commit({
    reads: {
      document: documentOf(party, call.params.documentId),
      upload: uploadId === undefined ? undefined : uploadRef(holderOf(party), uploadId),
    } as Reads,
    decide: ({ document, upload }) => {
      const refused = refuseChange(party, document);
      if (!document || refused) return refused ?? refuse('not_found');
      call.onCampaign(document.campaignId ?? undefined);
      if (restores === undefined && !upload) return refuse('not_found');
      const { versions, access } = document;
      const next = upload
        ? decideVersion(versions, upload, { userId, at })
        : decideRestore(versions, restores ?? 0, { userId, at });
      if (isRefused(next)) return next;
      const after = { ...document, versions: [...versions, next], updatedAt: at };
      const openedTo = access.influencers.map(({ influencerId }) => influencerId);
      const version = document.version + 1;
      return {
        changes: [...writeDocument(document, after), ...(upload ? [claimUpload(upload, document.documentId)] : [])],
        event: documentEvent('DocumentVersionAdded', after, version, openedTo),
        answer: { status: 201, body: documentView({ ...after, version }, party) },
      };
    },
  });
});
