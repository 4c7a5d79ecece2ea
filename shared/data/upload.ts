import * as z from 'zod/mini';
import { UPLOAD_REASONS, UPLOAD_STATUSES, UPLOAD_TYPES } from '#domain/upload.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** An upload that never got its file is forgotten this long after its form ended, seconds. */
const FORGOTTEN_AFTER_SECONDS = 7 * 86_400;

/** A file of an influencer; only one that is ready may be named by content. */
export const Uploads = defineEntity({
  name: 'upload',
  schema: z.object({
    uploadId: z.string(),
    influencerId: z.string(),
    fileName: z.string(),
    contentType: z.enum(UPLOAD_TYPES),
    sizeBytes: z.int(),
    sha256: z.string(),
    status: z.enum(UPLOAD_STATUSES),
    reason: z.nullable(z.enum(UPLOAD_REASONS)),
    createdAt: z.string(),
    expiresAtMs: z.int(),
    inspectedAt: z.nullable(z.string()),
    version: z.int(),
  }),
  key: (upload) => keys.upload(upload.influencerId, upload.uploadId),
  index: ({ status, expiresAtMs }): Record<string, number> =>
    status === 'ready' ? {} : { ttl: Math.ceil(expiresAtMs / 1000) + FORGOTTEN_AFTER_SECONDS },
});
export type UploadItem = ValueOf<typeof Uploads>;

export const uploadRef = (influencerId: string, uploadId: string) => ref(Uploads, keys.upload(influencerId, uploadId));

/** What an influencer has uploaded today and keeps in all. */
export const UploadUses = defineEntity({
  name: 'upload_use',
  schema: z.object({
    influencerId: z.string(),
    day: z.string(),
    dayCount: z.int(),
    dayBytes: z.int(),
    storedCount: z.int(),
    storedBytes: z.int(),
    version: z.int(),
  }),
  key: (use) => keys.uploadUse(use.influencerId),
});

export const uploadUseRef = (influencerId: string) => ref(UploadUses, keys.uploadUse(influencerId));

/** Counts a file that is kept from now on. */
export function countStored({ influencerId, sizeBytes }: Pick<UploadItem, 'influencerId' | 'sizeBytes'>): Change {
  return update(keys.uploadUse(influencerId), { add: { storedCount: 1, storedBytes: sizeBytes, version: 1 } }, [
    { path: 'influencerId', is: '=', value: influencerId },
  ]);
}

/** The file must be ready when the commit is written; fails with upload_not_ready. */
export function stillReady({ influencerId, uploadId }: Pick<UploadItem, 'influencerId' | 'uploadId'>): Change {
  return {
    kind: 'check',
    key: keys.upload(influencerId, uploadId),
    when: [{ path: 'status', is: '=', value: 'ready' }],
    otherwise: 'upload_not_ready',
  };
}
