import * as z from 'zod/mini';
import { SCANS } from '#domain/scan.ts';
import { MAX_UPLOAD_BYTES, UPLOAD_PURPOSES, UPLOAD_REASONS, UPLOAD_STATUSES, UPLOAD_TYPES } from '#domain/upload.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Instant, id, text } from '../schemas.ts';

export const UploadContentType = z.enum(UPLOAD_TYPES);

/** `clean`: scanned for malware, and none was found. `not_scanned`: there was no scan that could tell; open it with care. */
export const ScanResult = z.enum(SCANS);

/** An uploaded file of a piece of content. */
export const Medium = z.strictObject({
  uploadId: id('upload'),
  fileName: z.string(),
  contentType: UploadContentType,
  sizeBytes: z.int(),
  scan: ScanResult,
  /** Shows the file for a few minutes; only where content is read, null in the answer to a change. */
  url: z.nullable(z.url()),
  urlExpiresAt: z.nullable(Instant),
});
z.globalRegistry.add(Medium, { id: 'Medium' });

/** base64 of the 32 bytes of a sha-256. */
const Sha256 = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be the sha-256 of the file in base64'));

export const UploadForm = z.strictObject({
  /** Where a multipart/form-data POST goes: the fields in any order, then the file as `file`. */
  url: z.url(),
  fields: z.record(z.string(), z.string()),
});
z.globalRegistry.add(UploadForm, { id: 'UploadForm' });

export const Upload = z.strictObject({
  uploadId: id('upload'),
  purpose: z.enum(UPLOAD_PURPOSES),
  fileName: z.string(),
  contentType: UploadContentType,
  sizeBytes: z.int(),
  sha256: z.string(),
  /** `scanning`: it arrived and is scanned for malware. `expired`: no file came before `expiresAt`. */
  status: z.enum([...UPLOAD_STATUSES, 'expired']),
  reason: z.nullable(z.enum(UPLOAD_REASONS)),
  /** Once it is ready. */
  scan: z.nullable(ScanResult),
  createdAt: Instant,
  expiresAt: Instant,
  /** Only in the answer that opens the upload. */
  form: z.nullable(UploadForm),
});
z.globalRegistry.add(Upload, { id: 'Upload' });

export const createUpload = defineEndpoint({
  id: 'uploads.create-upload',
  method: 'POST',
  path: '/uploads',
  allow: ['content:submit', 'document:write'],
  byGrant: 'thing',
  idempotent: true,
  body: z.strictObject({
    /** Content takes pictures and videos; a document PDF, plain text and pictures up to 25 MiB; evidence in a dispute all of them up to 25 MiB. */
    purpose: z._default(z.enum(UPLOAD_PURPOSES), 'content'),
    /** The campaign it is for; needed by whom only a grant on that one lets upload. */
    campaignId: z.optional(id('campaign')),
    fileName: text(1, 200),
    contentType: UploadContentType,
    sizeBytes: z.int().check(z.gte(1), z.lte(MAX_UPLOAD_BYTES)),
    sha256: Sha256,
  }),
  responses: { 201: Upload },
  errors: ['not_found', 'upload_quota_exceeded', 'validation_failed'],
  summary: 'Announce a file and get a form that takes exactly that file for ten minutes.',
});

export const getUpload = defineEndpoint({
  id: 'uploads.get-upload',
  method: 'GET',
  path: '/uploads/{uploadId}',
  allow: ['content:submit', 'document:write'],
  byGrant: 'thing',
  params: z.strictObject({ uploadId: id('upload') }),
  responses: { 200: Upload },
  errors: ['not_found'],
  summary:
    'Whether my file has arrived, was inspected, and may be named by content, a document or what is shown in a dispute.',
});

export const uploadEndpoints = [createUpload, getUpload] as const;
