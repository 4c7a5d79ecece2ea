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
  type UploadReason,
} from '#domain/upload.ts';
import { copyFile, inspectFile, removeFile } from '#platform/files.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What S3 tells about a new object. */
const Arrival = z.object({ object: z.object({ key: z.string() }) });

/**
 * A file arrived in quarantine: when it is what was announced it moves to the media, else it is removed; its upload says which.
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
    const reason = findMismatch(upload, file);
    const { contentType } = upload;
    if (reason === null)
      await copyFile(quarantined, { bucket, key: mediaKey(upload) }, { contentType, etag: file.etag });
    await commitInspection(upload, reason, context);
    log.info('upload inspected', { aggregateId: upload.uploadId, reason: reason ?? 'ready' });
  }
  await removeFile(quarantined);
}

async function commitInspection(
  { ownerId, uploadId }: UploadItem,
  reason: UploadReason | null,
  context: ReturnType<typeof systemCommitContext>,
): Promise<void> {
  await commit(context, {
    reads: { upload: uploadRef(ownerId, uploadId) },
    decide: ({ upload }) => {
      const answer = { status: 200, body: {} };
      if (upload?.status !== 'awaiting') return { changes: [], answer };
      const next = inspected(upload, reason, context.nowIso);
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
      const stored = reason === null ? [countStored(upload)] : [];
      return { changes: [replace(Uploads, upload, next), ...stored], event, answer };
    },
  });
}
