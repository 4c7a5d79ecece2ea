import * as z from 'zod/mini';
import { SCANS } from '#domain/scan.ts';
import { UPLOAD_PURPOSES, UPLOAD_REASONS, UPLOAD_STATUSES, UPLOAD_TYPES } from '#domain/upload.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type Storing, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** An upload that never got its file is forgotten this long after its form ended, seconds. */
const FORGOTTEN_AFTER_SECONDS = 7 * 86_400;

/** Written when only influencers uploaded, and only content. */
const stored: Storing = {
  write: (value) => ({ ...value }),
  read: (item) => ({ ownerId: item.influencerId, purpose: 'content', ...item }),
};

/** A file of an influencer or a workspace; only one that is ready may be named by content or a document. */
export const Uploads = defineEntity({
  name: 'upload',
  schema: z.object({
    uploadId: z.string(),
    ownerId: z.string(),
    userId: z.optional(z.string()),
    purpose: z.enum(UPLOAD_PURPOSES),
    campaignId: z.optional(z.string()),
    /** The document that it is a version of. */
    documentId: z.optional(z.string()),
    fileName: z.string(),
    contentType: z.enum(UPLOAD_TYPES),
    sizeBytes: z.int(),
    sha256: z.string(),
    parts: z.optional(z.object({ count: z.int(), partBytes: z.int(), storeId: z.optional(z.string()) })),
    status: z.enum(UPLOAD_STATUSES),
    reason: z.nullable(z.enum(UPLOAD_REASONS)),
    scan: z.optional(z.enum(SCANS)),
    hasStill: z.optional(z.boolean()),
    createdAt: z.string(),
    expiresAtMs: z.int(),
    inspectedAt: z.nullable(z.string()),
    version: z.int(),
  }),
  stored,
  key: (upload) => keys.upload(upload.ownerId, upload.uploadId),
  index: ({ status, expiresAtMs }): Record<string, number> =>
    status === 'ready' ? {} : { ttl: Math.ceil(expiresAtMs / 1000) + FORGOTTEN_AFTER_SECONDS },
});
export type UploadItem = ValueOf<typeof Uploads>;

export const uploadRef = (ownerId: string, uploadId: string) => ref(Uploads, keys.upload(ownerId, uploadId));

/** What an influencer or a workspace has uploaded today and keeps in all. */
export const UploadUses = defineEntity({
  name: 'upload_use',
  schema: z.object({
    ownerId: z.string(),
    day: z.string(),
    dayCount: z.int(),
    dayBytes: z.int(),
    storedCount: z.int(),
    storedBytes: z.int(),
    version: z.int(),
  }),
  stored,
  key: (use) => keys.uploadUse(use.ownerId),
});

export const uploadUseRef = (ownerId: string) => ref(UploadUses, keys.uploadUse(ownerId));

/** Counts a file that is kept from now on. */
export function countStored({ ownerId, sizeBytes }: Pick<UploadItem, 'ownerId' | 'sizeBytes'>): Change {
  return update(keys.uploadUse(ownerId), { add: { storedCount: 1, storedBytes: sizeBytes, version: 1 } }, [
    { path: 'pk', is: 'present' },
  ]);
}

/** The file becomes a version of a document, and of no other; fails with upload_in_use when it is one already. */
export function claimUpload(
  { ownerId, uploadId }: Pick<UploadItem, 'ownerId' | 'uploadId'>,
  documentId: string,
): Change {
  return update(
    keys.upload(ownerId, uploadId),
    { set: { documentId }, add: { version: 1 } },
    [
      { path: 'status', is: '=', value: 'ready' },
      { path: 'documentId', is: 'absent' },
    ],
    'upload_in_use',
  );
}

/** Files that are kept no longer, and the room they took. */
export function forgetUploads(ownerId: string, files: readonly Pick<UploadItem, 'uploadId' | 'sizeBytes'>[]): Change[] {
  const storedBytes = -files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  return [
    ...files.map(
      ({ uploadId }): Change => ({
        kind: 'delete',
        key: keys.upload(ownerId, uploadId),
        when: [{ path: 'uploadId', is: '=', value: uploadId }],
      }),
    ),
    update(keys.uploadUse(ownerId), { add: { storedCount: -files.length, storedBytes, version: 1 } }, [
      { path: 'pk', is: 'present' },
    ]),
  ];
}

/** The file must be ready when the commit is written; fails with upload_not_ready. */
export function stillReady({ ownerId, uploadId }: Pick<UploadItem, 'ownerId' | 'uploadId'>): Change {
  return {
    kind: 'check',
    key: keys.upload(ownerId, uploadId),
    when: [{ path: 'status', is: '=', value: 'ready' }],
    otherwise: 'upload_not_ready',
  };
}
