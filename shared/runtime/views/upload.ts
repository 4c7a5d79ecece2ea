import type * as z from 'zod/mini';
import type { Upload } from '#contract/areas/uploads.ts';
import type { UploadItem } from '#data/upload.ts';
import { scanOf } from '#domain/scan.ts';
import { isoOf } from '../clock.ts';

/** An upload as its owner sees it, without a form. */
export function uploadView(upload: UploadItem, nowMs: number): z.input<typeof Upload> {
  const {
    ownerId: _ownerId,
    campaignId: _campaignId,
    documentId: _documentId,
    inspectedAt: _inspectedAt,
    version: _version,
    userId: _userId,
    hasStill: _hasStill,
    scan,
    sha256,
    parts,
    expiresAtMs,
    ...rest
  } = upload;
  const isExpired = upload.status === 'awaiting' && expiresAtMs <= nowMs;
  const status = isExpired ? 'expired' : upload.status;
  const scanned = status === 'ready' ? scanOf({ scan }) : null;
  return {
    ...rest,
    sha256: sha256 === '' ? null : sha256,
    status,
    scan: scanned,
    thumbnailUrl: null,
    expiresAt: isoOf(expiresAtMs),
    form: null,
    parts: parts ? { count: parts.count, partBytes: parts.partBytes } : null,
  };
}
