import { abortUpload } from '#contract/areas/uploads.ts';
import { replace } from '#data/change.ts';
import { type UploadItem, Uploads, uploadRef } from '#data/upload.ts';
import { refuse } from '#domain/decision.ts';
import { refuseAbort } from '#domain/upload-parts.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { uploadView } from '#runtime/views/upload.ts';
import { partsNameOf } from './film.ts';

/** Given up first, removed then: a repeat removes what was left behind, and nothing is put together meanwhile. */
export const handler = endpoint(abortUpload, async (call) => {
  const { influencerId } = call.influencer();
  let given: UploadItem | undefined;
  const answer = await call.commit({
    reads: { upload: uploadRef(influencerId, call.params.uploadId) },
    decide: ({ upload }) => {
      if (!upload) return refuse('not_found');
      const refused = refuseAbort(upload);
      if (refused) return refused;
      given = { ...upload, status: 'aborted' };
      const changes = upload.status === 'aborted' ? [] : [replace(Uploads, upload, given)];
      return { changes, answer: { status: 200, body: uploadView(given, call.nowMs) } };
    },
  });
  const name = given && partsNameOf(given);
  if (name) {
    const { dropParts } = await import('#platform/upload-parts.ts');
    await dropParts(name);
  }
  return answer;
});
