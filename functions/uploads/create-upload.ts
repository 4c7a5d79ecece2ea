import { createUpload } from '#contract/areas/uploads.ts';
import { create, createOrReplace } from '#data/change.ts';
import { Uploads, UploadUses, uploadUseRef } from '#data/upload.ts';
import { isRefused } from '#domain/decision.ts';
import { decideUpload, quarantineKey } from '#domain/upload.ts';
import { signUploadForm } from '#platform/sign-upload.ts';
import { msOf } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { uploadView } from '#runtime/views/upload.ts';

export const handler = endpoint(createUpload, async (call) => {
  const { influencerId } = call.influencer();
  const { nowMs, nowIso } = call;
  const asked = { ...call.body, uploadId: newId('upload'), influencerId, nowMs, nowIso };
  const answer = await call.commit({
    reads: { use: uploadUseRef(influencerId) },
    decide: ({ use }) => {
      const decided = decideUpload(use, asked);
      if (isRefused(decided)) return decided;
      return {
        changes: [create(Uploads, decided.upload), createOrReplace(UploadUses, use, decided.use)],
        answer: { status: 201, body: uploadView(decided.upload, nowMs) },
      };
    },
  });
  // Signed after the commit and never stored: the answer to a repeat carries a form of its own.
  const { uploadId, contentType, sizeBytes, sha256, expiresAt } = answer.body;
  const expiresSeconds = Math.floor((msOf(expiresAt) - nowMs) / 1000);
  if (expiresSeconds <= 0) return answer;
  const form = await signUploadForm(
    { bucket: setting('FILES_BUCKET'), key: quarantineKey({ influencerId, uploadId: String(uploadId) }) },
    { contentType, sizeBytes, sha256, expiresSeconds },
  );
  return { status: 201, body: { ...answer.body, form } };
});
