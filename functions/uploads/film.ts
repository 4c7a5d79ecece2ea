import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { type UploadItem, uploadRef } from '#data/upload.ts';
import { isRefused } from '#domain/decision.ts';
import { quarantineKey } from '#domain/upload.ts';
import { openForParts, type UploadInParts } from '#domain/upload-parts.ts';
import type { PartsName } from '#platform/upload-parts.ts';
import { setting } from '#runtime/config.ts';

/** An upload in parts as it is stored. */
export type FilmItem = UploadItem & Pick<UploadInParts, 'parts'>;

/** An influencer's own upload; throws not_found for any other. */
export async function getOwnOrThrow(influencerId: string, uploadId: string): Promise<UploadItem> {
  const upload = await findOne(uploadRef(influencerId, uploadId));
  if (!upload) throw new Failure('not_found');
  return upload;
}

/** The upload, when it takes parts now; throws upload_takes_no_parts and why otherwise. */
export function openOrThrow(upload: UploadItem, nowMs: number): FilmItem {
  const open = openForParts(upload, nowMs);
  if (isRefused(open)) throw new Failure(open.refused, open.detail);
  return open;
}

/** Where the parts go; undefined while the store knows of none. */
export function partsNameOf(upload: UploadItem): PartsName | undefined {
  const storeId = upload.parts?.storeId;
  return storeId === undefined ? undefined : nameParts(upload, storeId);
}

export function nameParts(upload: UploadItem, storeId: string): PartsName {
  return { bucket: setting('FILES_BUCKET'), key: quarantineKey(upload), storeId };
}
