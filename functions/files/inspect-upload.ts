import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { EventDraft } from '#contract/events.ts';
import { replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { countStored, type UploadItem, Uploads, uploadRef } from '#data/upload.ts';
import { isScanReason, type Verdict } from '#domain/scan.ts';
import {
  findMismatch,
  HEAD_BYTES,
  type Inspection,
  inspected,
  isPublishedFilm,
  isUndecided,
  mediaKey,
  parseQuarantineKey,
  typeDrawnAnew,
} from '#domain/upload.ts';
import { keepObject } from '#platform/archive.ts';
import type { FileName } from '#platform/file-client.ts';
import { copyFile, inspectFile, readBytes, removeFile } from '#platform/files.ts';
import { malwareScanner } from '#platform/malware-scan.ts';
import { drawAnew } from '#platform/pictures.ts';
import { setting } from '#runtime/config.ts';
import { sha256Base64 } from '#runtime/hash.ts';
import { log } from '#runtime/log.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { keepFilm } from './film.ts';

/** What S3 tells about a new object. */
const Arrival = z.object({ object: z.object({ key: z.string() }) });
/** What GuardDuty tells about an object that it has scanned, besides its tag: "GuardDuty Malware Protection Object Scan Result". */
const ScanEnd = z.object({ s3ObjectDetails: z.object({ objectKey: z.string() }) });

/**
 * A file arrived in quarantine, or its scan for malware ended: when the scan let it pass and it is what was announced it moves to the media, pictures of content
 * drawn anew and films without what they tell of places and devices, else it is removed; its upload says which. Nothing of it is read before its verdict. Deliveries repeat and overtake each other: the file leaves
 * quarantine only after the commit, and one whose upload is decided is only removed.
 */
export async function handler(delivery: EventBridgeEvent<string, unknown>): Promise<void> {
  const { key, isScanned } = deliveredKey(delivery.detail);
  const quarantined = { bucket: setting('FILES_BUCKET'), key };
  const name = parseQuarantineKey(key);
  const upload = name && (await findOne(uploadRef(name.ownerId, name.uploadId)));
  if (isUndecided(upload)) {
    const verdict = await malwareScanner(setting('MALWARE_SCAN')).verdictOf(quarantined);
    // Tried again, and in the end among the failed events: the file stays where nobody can open it.
    if (!verdict && isScanned) throw new Error(`The scan of ${key} ended, but its tag is not there.`);
    if (!verdict) return commitScanning(upload);
    const inspection = await inspect(upload, quarantined, verdict);
    await commitInspection(upload, inspection);
    const { reason, scan } = inspection;
    log.info('upload inspected', { aggregateId: upload.uploadId, reason: reason ?? 'ready', ...(scan && { scan }) });
  }
  await removeFile(quarantined);
}

function deliveredKey(detail: unknown): { key: string; isScanned: boolean } {
  const end = z.safeParse(ScanEnd, detail);
  if (end.success) return { key: end.data.s3ObjectDetails.objectKey, isScanned: true };
  return { key: z.parse(Arrival, detail).object.key, isScanned: false };
}

/** What comes of a file that was scanned; one that the scan lets pass is kept when it is what was announced. */
async function inspect(upload: UploadItem, quarantined: FileName, { reason, scan }: Verdict): Promise<Inspection> {
  if (reason !== null) return { reason };
  const kept = await keep(upload, quarantined, await inspectFile(quarantined, HEAD_BYTES));
  return { ...kept, scan };
}

/** Keeps a file that is what was announced: as it is, or drawn anew, or without what it tells besides what it shows. All may be done again. */
async function keep(
  upload: UploadItem,
  quarantined: FileName,
  file: Awaited<ReturnType<typeof inspectFile>>,
): Promise<Inspection> {
  const reason = findMismatch(upload, file);
  if (reason !== null) return { reason };
  if (isPublishedFilm(upload)) return keepFilm(upload, quarantined, file);
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

/** The file is there, and its scan goes on: from now on its upload does not expire. */
async function commitScanning({ ownerId, uploadId }: UploadItem): Promise<void> {
  await commit(systemCommitContext(), {
    reads: { upload: uploadRef(ownerId, uploadId) },
    decide: ({ upload }) => ({
      changes: upload?.status === 'awaiting' ? [replace(Uploads, upload, { ...upload, status: 'scanning' })] : [],
      answer: { status: 200, body: {} },
    }),
  });
}

async function commitInspection({ ownerId, uploadId }: UploadItem, inspection: Inspection): Promise<void> {
  const { reason } = inspection;
  // From now on: a long film has taken longer already than a commit may go on trying.
  const context = systemCommitContext();
  await commit(context, {
    reads: { upload: uploadRef(ownerId, uploadId) },
    decide: ({ upload }) => {
      const answer = { status: 200, body: {} };
      if (!isUndecided(upload)) return { changes: [], answer };
      const next = inspected(upload, inspection, context.nowIso);
      const { userId, fileName } = upload;
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
          ...(isScanReason(reason) && { ...(userId && { userId }), fileName }),
        },
      };
      const counted = reason === null ? [countStored(next)] : [];
      return { changes: [replace(Uploads, upload, next), ...counted], event, answer };
    },
  });
}
