import type { UploadItem } from '#data/upload.ts';
import { readingEdited } from '#domain/film/edits.ts';
import { planFilmEdits } from '#domain/film/plan-film-edits.ts';
import { type Inspection, mediaKey, stillKey } from '#domain/upload.ts';
import { keepObject } from '#platform/archive.ts';
import type { FileName } from '#platform/file-client.ts';
import { keepRead, reading } from '#platform/films.ts';
import { sha256Base64 } from '#runtime/hash.ts';
import { log } from '#runtime/log.ts';

/** Keeps a film of content without what it tells of places, devices and persons, and a picture out of it where one can be drawn. Both may be done again. */
export async function keepFilm(
  upload: UploadItem,
  quarantined: FileName,
  { sizeBytes, etag }: { sizeBytes: number; etag: string | undefined },
): Promise<Inspection> {
  const { bucket } = quarantined;
  const { contentType } = upload;
  const arrived = reading(quarantined, etag);
  const edits = await planFilmEdits(arrived, sizeBytes);
  if (!edits) return { reason: 'unreadable_film' };
  const read = readingEdited(arrived, edits);
  const { sha256 } = await keepRead(read, { bucket, key: mediaKey(upload) }, { sizeBytes, contentType });
  // What reads and decodes films is heavier than all else: pictures and documents do not wait for it.
  const { drawStill } = await import('#platform/stills.ts');
  const still = await drawStill(read, sizeBytes);
  if (!('picture' in still)) {
    log.warn('film without a still', { aggregateId: upload.uploadId, reason: still.why });
    return { reason: null, stored: { sizeBytes, sha256 } };
  }
  const { picture } = still;
  await keepObject(bucket, stillKey(upload), {
    body: picture,
    contentType: 'image/jpeg',
    sha256: sha256Base64(picture),
  });
  return { reason: null, stored: { sizeBytes, sha256, hasStill: true } };
}
