import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { EventDraft } from '#contract/events.ts';
import { replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { countStored, type UploadItem, Uploads, uploadRef } from '#data/upload.ts';
import {
  findMismatch,
  HEAD_BYTES,
  inspected,
  mediaKey,
  parseQuarantineKey,
  typeDrawnAnew,
  type UploadReason,
} from '#domain/upload.ts';
import { keepObject } from '#platform/archive.ts';
import type { FileName } from '#platform/file-client.ts';
import { copyFile, inspectFile, readBytes, removeFile } from '#platform/files.ts';
import { drawAnew } from '#platform/pictures.ts';
import { setting } from '#runtime/config.ts';
import { sha256Base64 } from '#runtime/hash.ts';
import { log } from '#runtime/log.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What S3 tells about a new object. */
const Arrival = z.object({ object: z.object({ key: z.string() }) });

/**
 * A file arrived in quarantine: when it is what was announced it moves to the media, pictures of content drawn anew, else it is removed; its upload says which.
 * Deliveries repeat: the file leaves quarantine only after the commit, and one whose upload is decided is only removed.
 */
export async function handler(delivery: EventBridgeEvent<string, unknown>): Promise<void> {
  const { key } = z.parse(Arrival, delivery.detail).object;
  const bucket = setting('FILES_BUCKET');
  const quarantined = { bucket, key };
  const name = parseQuarantineKey(key);
  const context = systemCommitContext();
  const upload = name && (await findOne(uploadRef(name.ownerId, name.uploadId)));
  if (upload?.status === 'awaiting') {
    const file = await inspectFile(quarantined, HEAD_BYTES);
    const { reason, stored } = await keep(upload, quarantined, file);
    await commitInspection(upload, { reason, stored }, context);
    log.info('upload inspected', { aggregateId: upload.uploadId, reason: reason ?? 'ready' });
  }
  await removeFile(quarantined);
}

interface Inspection {
  reason: UploadReason | null;
  /** What was kept instead of what had arrived. */
  stored?: { sizeBytes: number; sha256: string } | undefined;
}

/** Keeps a file that is what was announced: as it is, or drawn anew. Both may be done again. */
async function keep(
  upload: UploadItem,
  quarantined: FileName,
  file: Awaited<ReturnType<typeof inspectFile>>,
): Promise<Inspection> {
  const reason = findMismatch(upload, file);
  if (reason !== null) return { reason };
  const { contentType } = upload;
  const kept = { bucket: quarantined.bucket, key: mediaKey(upload) };
  const pictureType = typeDrawnAnew(upload);
  if (!pictureType) {
    await copyFile(quarantined, kept, { contentType, etag: file.etag });
    return { reason };
  }
  const picture = await drawAnew(await readBytes(quarantined), pictureType);
  if (!picture) return { reason: 'unreadable_picture' };
  const sha256 = sha256Base64(picture);
  await keepObject(kept.bucket, kept.key, { body: picture, contentType, sha256 });
  return { reason, stored: { sizeBytes: picture.length, sha256 } };
}

async function commitInspection(
  { ownerId, uploadId }: UploadItem,
  { reason, stored }: Inspection,
  context: ReturnType<typeof systemCommitContext>,
): Promise<void> {
  await commit(context, {
    reads: { upload: uploadRef(ownerId, uploadId) },
    decide: ({ upload }) => {
      const answer = { status: 200, body: {} };
      if (upload?.status !== 'awaiting') return { changes: [], answer };
      const next = inspected(upload, reason, { nowIso: context.nowIso, stored });
      const event: EventDraft = {
        type: 'UploadInspected',
        aggregateId: uploadId,
        seq: upload.version + 1,
        partition: partitions.holder(ownerId),
        data: {
          ...(ownerId.startsWith('inf_') ? { influencerId: ownerId } : { workspaceId: ownerId }),
          uploadId,
          status: reason === null ? 'ready' : 'rejected',
          reason,
        },
      };
      const counted = reason === null ? [countStored(next)] : [];
      return { changes: [replace(Uploads, upload, next), ...counted], event, answer };
    },
  });
}
