import type * as z from 'zod/mini';
import type { Upload } from '#contract/areas/uploads.ts';
import type { UploadItem } from '#data/upload.ts';
import { isoOf } from '../clock.ts';

/** An upload as its owner sees it, without a form. */
export function uploadView(upload: UploadItem, nowMs: number): z.input<typeof Upload> {
  const {
    ownerId: _ownerId,
    campaignId: _campaignId,
    documentId: _documentId,
    inspectedAt: _inspectedAt,
    version: _version,
    expiresAtMs,
    ...rest
  } = upload;
  const isExpired = upload.status === 'awaiting' && expiresAtMs <= nowMs;
  return { ...rest, status: isExpired ? 'expired' : upload.status, expiresAt: isoOf(expiresAtMs), form: null };
}
