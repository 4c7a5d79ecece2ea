import { listParts } from '#contract/areas/uploads.ts';
import { Failure } from '#contract/failure.ts';
import { type ArrivedPart, comesInParts } from '#domain/upload-parts.ts';
import type { PartsName } from '#platform/upload-parts.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { uploadView } from '#runtime/views/upload.ts';
import { getOwnOrThrow, partsNameOf } from './film.ts';

export const handler = endpoint(listParts, async (call) => {
  const upload = await getOwnOrThrow(call.influencer().influencerId, call.params.uploadId);
  if (!comesInParts(upload)) throw new Failure('upload_takes_no_parts', 'It was announced with a form.');
  const shown = uploadView(upload, call.nowMs);
  const name = shown.status === 'awaiting' ? partsNameOf(upload) : undefined;
  return { status: 200, body: { upload: shown, arrived: name ? await listArrived(name) : [] } };
});

async function listArrived(name: PartsName): Promise<ArrivedPart[]> {
  const { listStoredParts } = await import('#platform/upload-parts.ts');
  const stored = (await listStoredParts(name)) ?? [];
  return stored.map(({ etag: _etag, ...part }) => part);
}
