import { beginUpload } from '#contract/areas/uploads.ts';
import { create, createOrReplace } from '#data/change.ts';
import { Uploads, UploadUses, uploadUseRef } from '#data/upload.ts';
import { isRefused } from '#domain/decision.ts';
import { decideFilm } from '#domain/upload-parts.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { uploadView } from '#runtime/views/upload.ts';

export const handler = endpoint(beginUpload, (call) => {
  const { influencerId: ownerId, userId } = call.influencer();
  const { nowMs, nowIso, body } = call;
  const asked = { ...body, uploadId: newId('upload'), ownerId, userId, nowMs, nowIso };
  return call.commit({
    reads: { use: uploadUseRef(ownerId) },
    decide: ({ use }) => {
      const decided = decideFilm(use, asked);
      if (isRefused(decided)) return decided;
      return {
        changes: [create(Uploads, decided.upload), createOrReplace(UploadUses, use, decided.use)],
        answer: { status: 201, body: uploadView(decided.upload, nowMs) },
      };
    },
  });
});
