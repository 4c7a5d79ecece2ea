import { completeUpload } from '#contract/areas/uploads.ts';
import { Failure } from '#contract/failure.ts';
import { replace } from '#data/change.ts';
import { type UploadItem, Uploads, uploadRef } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { comesInParts, compositeOf, openForParts, refuseCompletion } from '#domain/upload-parts.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { sha256Base64 } from '#runtime/hash.ts';
import { uploadView } from '#runtime/views/upload.ts';
import { type FilmItem, getOwnOrThrow, openOrThrow, partsNameOf } from './film.ts';

type Completing = Call<typeof completeUpload>;

/**
 * What its parts come to is written down before the store puts them together: what arrives then is compared with it by the inspection, which may be quicker than
 * this answer. A repeat finds the upload where another attempt left it, at whichever step, also when both run at the same moment.
 */
export const handler = endpoint(completeUpload, async (call) => {
  const own = () => getOwnOrThrow(call.influencer().influencerId, call.params.uploadId);
  const upload = await own();
  if (isThere(upload)) return { status: 200, body: uploadView(upload, call.nowMs) };
  const film = openOrThrow(upload, call.nowMs);
  const composite = compositeOf(call.body.sha256, film.parts);
  const { joinParts, listStoredParts } = await import('#platform/upload-parts.ts');
  const name = partsNameOf(film);
  const arrived = name ? await listStoredParts(name) : [];
  if (arrived) {
    await writeDown(call, film, composite, arrived);
    if (name && (await joinParts(name, arrived, film.sizeBytes)) === 'changed')
      throw new Failure('upload_incomplete', 'A part was sent anew at the same moment; complete it again.');
  } else if ((await own()).sha256 !== composite)
    throw new Failure('upload_takes_no_parts', 'Its parts are gone; begin it anew.');
  return { status: 200, body: uploadView(await commitArrived(call, film), call.nowMs) };
});

/** Compares the parts with what was announced and with what the sender says, and keeps the checksum that the whole will have. */
async function writeDown(
  call: Completing,
  film: FilmItem,
  composite: string,
  arrived: readonly { number: number; sizeBytes: number; sha256: string }[],
): Promise<void> {
  const digests = Buffer.concat(arrived.map(({ sha256 }) => Buffer.from(sha256, 'base64')));
  const found = compositeOf(sha256Base64(digests), film.parts);
  const refused = refuseCompletion(film, arrived, { said: composite, found });
  if (refused) throw new Failure(refused.refused, refused.detail, { issues: refused.issues });
  const kept = await call.commitOne({
    reads: { upload: uploadRef(film.ownerId, film.uploadId) },
    decide: ({ upload }) => {
      if (upload && isThere(upload)) return { changes: [], answer: { status: 200, body: {} } };
      const open = upload ? openForParts(upload, call.nowMs) : refuse('not_found');
      if (isRefused(open)) return open;
      const changes = open.sha256 === composite ? [] : [replace(Uploads, open, { ...open, sha256: composite })];
      return { changes, answer: { status: 200, body: {} } };
    },
  });
  if (isRefused(kept)) throw new Failure(kept.refused, kept.detail);
}

/** All of it has arrived, whatever its inspection says or said. */
function isThere(upload: UploadItem): boolean {
  return comesInParts(upload) && ['scanning', 'ready', 'rejected'].includes(upload.status);
}

/** It is there, and does not expire any more; unless its inspection has decided already. */
async function commitArrived(call: Completing, { ownerId, uploadId }: FilmItem): Promise<UploadItem> {
  const arrived = await call.commitOne({
    reads: { upload: uploadRef(ownerId, uploadId) },
    decide: ({ upload }) => {
      if (!upload) return refuse('not_found');
      const isNews = upload.status === 'awaiting';
      const after: UploadItem = isNews ? { ...upload, status: 'scanning' } : upload;
      return { changes: isNews ? [replace(Uploads, upload, after)] : [], answer: { status: 200, body: after } };
    },
  });
  if (isRefused(arrived)) throw new Failure(arrived.refused, arrived.detail);
  return arrived.body;
}
