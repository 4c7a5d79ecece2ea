import * as z from 'zod/mini';
import { SCANS } from '#domain/scan.ts';
import {
  MAX_UPLOAD_BYTES,
  UPLOAD_PURPOSES,
  UPLOAD_REASONS,
  UPLOAD_STATUSES,
  UPLOAD_TYPES,
  VIDEOS,
} from '#domain/upload.ts';
import { MAX_FILM_BYTES, MAX_PARTS, SIGNED_AT_ONCE } from '#domain/upload-parts.ts';
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
  /** Shows a picture out of a film (JPEG, 640 pixels at most) for as long; null for pictures, and for films of which none could be drawn. */
  thumbnailUrl: z.nullable(z.url()),
  urlExpiresAt: z.nullable(Instant),
});
z.globalRegistry.add(Medium, { id: 'Medium' });

/** base64 of the 32 bytes of a sha-256. */
const Sha256 = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/, 'must be a sha-256 in base64'));

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
  /**
   * Of the file. Of one that came in parts and is not ready yet: the sha-256 of the parts' own (32 bytes each, in their order), a dash and how many there are;
   * null before it is complete.
   */
  sha256: z.nullable(z.string()),
  /** `scanning`: it arrived and is scanned for malware. `expired`: no file came before `expiresAt`. `aborted`: it was given up while its parts came. */
  status: z.enum([...UPLOAD_STATUSES, 'expired']),
  reason: z.nullable(z.enum(UPLOAD_REASONS)),
  /** Once it is ready. */
  scan: z.nullable(ScanResult),
  /** Shows a picture out of a film for a few minutes, once it is ready; null where none could be drawn, and in the answer that opens the upload. */
  thumbnailUrl: z.nullable(z.url()),
  createdAt: Instant,
  expiresAt: Instant,
  /** Only in the answer that opens the upload. */
  form: z.nullable(UploadForm),
  /** How an upload in parts is cut: `count` parts of `partBytes` bytes each, the last of what is left. */
  parts: z.nullable(z.strictObject({ count: z.int(), partBytes: z.int() })),
});
z.globalRegistry.add(Upload, { id: 'Upload' });

const PartNumber = z.int().check(z.gte(1), z.lte(MAX_PARTS));

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

/** What is shared by the endpoints of an upload in parts: only influencers deliver films. */
const ofFilm = { allow: ['content:submit'], params: z.strictObject({ uploadId: id('upload') }) } as const;

export const beginUpload = defineEndpoint({
  id: 'uploads.begin-upload',
  method: 'POST',
  path: '/uploads/parts',
  allow: ['content:submit'],
  idempotent: true,
  body: z.strictObject({
    fileName: text(1, 200),
    contentType: z.enum(VIDEOS),
    sizeBytes: z.int().check(z.gte(1), z.lte(MAX_FILM_BYTES)),
  }),
  responses: { 201: Upload },
  errors: ['upload_quota_exceeded', 'validation_failed'],
  summary:
    'Announce a film of content that is sent in parts, up to 4 GiB. It may be sent from anywhere its sender is logged in, within 24 hours, and goes on after an interruption.',
});

export const listParts = defineEndpoint({
  ...ofFilm,
  id: 'uploads.list-parts',
  method: 'GET',
  path: '/uploads/{uploadId}/parts',
  responses: {
    200: z.strictObject({
      upload: Upload,
      /** By number. None any more once the upload is complete. */
      arrived: z.array(z.strictObject({ number: PartNumber, sizeBytes: z.int(), sha256: z.string() })),
    }),
  },
  errors: ['not_found', 'upload_takes_no_parts'],
  summary: 'Which parts of my film have arrived, to send the others.',
});

export const signParts = defineEndpoint({
  ...ofFilm,
  id: 'uploads.sign-parts',
  method: 'POST',
  path: '/uploads/{uploadId}/parts',
  body: z.strictObject({
    parts: z
      .array(z.strictObject({ number: PartNumber, sha256: Sha256 }))
      .check(z.minLength(1), z.maxLength(SIGNED_AT_ONCE)),
  }),
  responses: {
    200: z.strictObject({
      parts: z.array(
        z.strictObject({
          number: PartNumber,
          sizeBytes: z.int(),
          /** Where a PUT of exactly these bytes goes, with these headers. */
          url: z.url(),
          headers: z.record(z.string(), z.string()),
          expiresAt: Instant,
        }),
      ),
    }),
  },
  errors: ['not_found', 'upload_takes_no_parts', 'validation_failed'],
  summary:
    'Get an address for each of these parts of my film, which takes exactly the part of that length and sha-256. A part that is sent again replaces the first.',
});

export const completeUpload = defineEndpoint({
  ...ofFilm,
  id: 'uploads.complete-upload',
  method: 'POST',
  path: '/uploads/{uploadId}/completion',
  body: z.strictObject({
    /** The sha-256 of the parts' own: 32 bytes each, one after another in their order. */
    sha256: Sha256,
  }),
  responses: { 200: Upload },
  errors: ['not_found', 'upload_incomplete', 'upload_takes_no_parts', 'validation_failed'],
  summary:
    'Put the parts of my film together, once all have arrived and are what I sent; it is inspected then. May be repeated.',
});

export const abortUpload = defineEndpoint({
  ...ofFilm,
  id: 'uploads.abort-upload',
  method: 'DELETE',
  path: '/uploads/{uploadId}',
  responses: { 200: Upload },
  errors: ['not_found', 'upload_takes_no_parts'],
  summary: 'Give up a film that is being sent in parts; what arrived of it is removed. May be repeated.',
});

export const uploadEndpoints = [
  createUpload,
  getUpload,
  beginUpload,
  listParts,
  signParts,
  completeUpload,
  abortUpload,
] as const;
