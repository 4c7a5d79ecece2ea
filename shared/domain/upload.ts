import { type Issue, isRefused, type Refused, refuse } from './decision.ts';
import { SCAN_REASONS, type Scan } from './scan.ts';

const MIB = 1024 * 1024;

/** The largest file that one form takes, bytes; larger films come in parts (upload-parts.ts). */
export const MAX_UPLOAD_BYTES = 100 * MIB;
/** How long the form of an upload takes a file, ms. */
export const UPLOAD_FORM_MS = 10 * 60_000;
/** What one person may upload in a UTC day, which three of the largest films fit, and keep in all, which twenty-five do. */
export const UPLOAD_QUOTA = {
  dayCount: 60,
  dayBytes: 12 * 1024 * MIB,
  storedCount: 5_000,
  storedBytes: 100 * 1024 * MIB,
} as const;

/** What an upload is for: content that is delivered, a document, which may be removed again, or evidence in a dispute, which never is. */
export const UPLOAD_PURPOSES = ['content', 'document', 'evidence'] as const;
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number];

const PICTURES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof PICTURES)[number];
export const VIDEOS = ['video/mp4', 'video/quicktime'] as const;
const PAPERS = ['application/pdf', 'text/plain'] as const;

/** The kinds of files that are taken; what a file says it is must agree with its first bytes. */
export const UPLOAD_TYPES = [...PICTURES, ...VIDEOS, ...PAPERS] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number];

/** What is taken for each purpose: kinds of files, and the most bytes of one. */
export const UPLOAD_RULES: Record<UploadPurpose, { types: readonly UploadType[]; maxBytes: number }> = {
  content: { types: [...PICTURES, ...VIDEOS], maxBytes: MAX_UPLOAD_BYTES },
  document: { types: [...PAPERS, ...PICTURES], maxBytes: 25 * MIB },
  evidence: { types: [...PAPERS, ...PICTURES, ...VIDEOS], maxBytes: 25 * MIB },
};

/** `scanning`: it arrived, and a scan for malware that takes its time has not ended. `aborted`: whoever began it in parts gave it up. */
export const UPLOAD_STATUSES = ['awaiting', 'scanning', 'ready', 'rejected', 'aborted'] as const;
export const UPLOAD_REASONS = [
  'type_mismatch',
  'size_mismatch',
  'checksum_mismatch',
  'unreadable_picture',
  'unreadable_film',
  ...SCAN_REASONS,
] as const;
export type UploadReason = (typeof UPLOAD_REASONS)[number];

/** One file of an influencer or a workspace: announced, then inspected after it arrived. */
export interface Upload {
  uploadId: string;
  /** The influencer or the workspace. */
  ownerId: string;
  /** Who announced it; nobody where a key did. */
  userId?: string | undefined;
  purpose: UploadPurpose;
  /** The campaign that whoever had only a grant on it uploaded for. */
  campaignId?: string | undefined;
  /** The document that it is a version of. */
  documentId?: string | undefined;
  fileName: string;
  contentType: UploadType;
  /** Of the file: as announced, and once it is ready as it is stored. */
  sizeBytes: number;
  /** sha-256 of the content, base64; of a film in parts, while it is not kept yet, that of its parts' own (compositeOf), and empty before it is complete. */
  sha256: string;
  /** How it comes when it comes in parts; `storeId` names it in the store once the first part was signed. */
  parts?: { count: number; partBytes: number; storeId?: string | undefined } | undefined;
  status: (typeof UPLOAD_STATUSES)[number];
  reason: UploadReason | null;
  /** How it was scanned for malware, once it is ready. */
  scan?: Scan | undefined;
  /** Whether a picture out of a film is kept beside it. */
  hasStill?: boolean | undefined;
  createdAt: string;
  /** After this instant no file is taken any more, ms since 1970. */
  expiresAtMs: number;
  inspectedAt: string | null;
  version: number;
}

/** What an influencer or a workspace has uploaded today and stored in all. */
export interface UploadUse {
  ownerId: string;
  /** UTC day that the counts of the day are for, YYYY-MM-DD. */
  day: string;
  dayCount: number;
  dayBytes: number;
  storedCount: number;
  storedBytes: number;
  version: number;
}

export type UploadFacts = Pick<
  Upload,
  'uploadId' | 'ownerId' | 'userId' | 'purpose' | 'campaignId' | 'fileName' | 'contentType' | 'sizeBytes' | 'sha256'
>;

/** A new upload and the use after it; refuses what its purpose does not take, and what is beyond the quota of the day or of the store. */
export function decideUpload(
  use: UploadUse | undefined,
  asked: UploadFacts & { nowIso: string; nowMs: number },
): { upload: Upload; use: Omit<UploadUse, 'version'> } | Refused<'upload_quota_exceeded' | 'validation_failed'> {
  const { nowIso, nowMs, ...facts } = asked;
  const issues = issuesOfFile(facts);
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  const counted = countAnnounced(use, asked);
  if (isRefused(counted)) return counted;
  return { upload: announced(facts, { nowIso, expiresAtMs: nowMs + UPLOAD_FORM_MS }), use: counted };
}

/** An upload of which nothing has come yet. */
export function announced(facts: UploadFacts, at: { nowIso: string; expiresAtMs: number }): Upload {
  return {
    ...facts,
    status: 'awaiting',
    reason: null,
    createdAt: at.nowIso,
    expiresAtMs: at.expiresAtMs,
    inspectedAt: null,
    version: 1,
  };
}

/** The use after a file is announced: what a day allows is used up by it, whether it comes or not. Refuses what is beyond the quota of the day or of the store. */
export function countAnnounced(
  use: UploadUse | undefined,
  facts: Pick<UploadFacts, 'ownerId' | 'sizeBytes'> & { nowIso: string },
): Omit<UploadUse, 'version'> | Refused<'upload_quota_exceeded'> {
  const day = facts.nowIso.slice(0, 10);
  const today = use?.day === day ? use : { dayCount: 0, dayBytes: 0 };
  const stored = { storedCount: use?.storedCount ?? 0, storedBytes: use?.storedBytes ?? 0 };
  const next = { dayCount: today.dayCount + 1, dayBytes: today.dayBytes + facts.sizeBytes };
  if (next.dayCount > UPLOAD_QUOTA.dayCount || next.dayBytes > UPLOAD_QUOTA.dayBytes)
    return refuse('upload_quota_exceeded', 'You have uploaded as much as one day allows; go on tomorrow (UTC).');
  if (
    stored.storedCount + next.dayCount > UPLOAD_QUOTA.storedCount ||
    stored.storedBytes + next.dayBytes > UPLOAD_QUOTA.storedBytes
  )
    return refuse('upload_quota_exceeded', 'Your files take all the room there is; remove some, or contact support.');
  return { ownerId: facts.ownerId, day, ...next, ...stored };
}

function issuesOfFile({ purpose, contentType, sizeBytes }: UploadFacts): Issue[] {
  const { types, maxBytes } = UPLOAD_RULES[purpose];
  const issues: Issue[] = [];
  if (!types.includes(contentType))
    issues.push({ path: 'contentType', message: `must be one of ${types.join(', ')} for a ${purpose} upload` });
  if (sizeBytes > maxBytes)
    issues.push({ path: 'sizeBytes', message: `must be at most ${maxBytes} for a ${purpose} upload` });
  return issues;
}

/** What arrived: its size, its checksum as the store computed it, and its first bytes. */
export interface ArrivedFile {
  sizeBytes: number;
  sha256: string | undefined;
  head: Uint8Array;
}

/** Why an arrived file is not what was announced; null when it is. */
export function findMismatch(
  upload: Pick<Upload, 'contentType' | 'sizeBytes' | 'sha256'>,
  file: ArrivedFile,
): UploadReason | null {
  if (file.sizeBytes !== upload.sizeBytes) return 'size_mismatch';
  if (file.sha256 !== upload.sha256) return 'checksum_mismatch';
  return SIGNATURES[upload.contentType](file.head) ? null : 'type_mismatch';
}

/** The type of a picture that is drawn anew before anybody sees it, one that is published; undefined for what proves or documents something and must stay as it is. */
export function typeDrawnAnew({
  purpose,
  contentType,
}: Pick<Upload, 'purpose' | 'contentType'>): PictureType | undefined {
  return purpose === 'content' ? PICTURES.find((type) => type === contentType) : undefined;
}

/** Whether it is a film that is published: what it tells of places, devices and persons is taken out before anybody sees it. */
export function isPublishedFilm({ purpose, contentType }: Pick<Upload, 'purpose' | 'contentType'>): boolean {
  return purpose === 'content' && isFilm(contentType);
}

/** Whether a kind of file is a film. */
export function isFilm(contentType: string): boolean {
  return VIDEOS.some((type) => type === contentType);
}

/** Whether nothing was decided yet about an upload. */
export function isUndecided<T extends { status: string }>(upload: T | undefined): upload is T {
  return upload?.status === 'awaiting' || upload?.status === 'scanning';
}

/** What came of an inspection: why the file was not taken, or how it was scanned and what was kept instead of what had arrived. */
export interface Inspection {
  reason: UploadReason | null;
  scan?: Scan | undefined;
  stored?: Pick<Upload, 'sizeBytes' | 'sha256' | 'hasStill'> | undefined;
}

/** An upload after its inspection. */
export function inspected(upload: Upload, { reason, scan, stored }: Inspection, nowIso: string): Upload {
  const after = { ...upload, reason, inspectedAt: nowIso };
  return reason === null ? { ...after, ...stored, scan, status: 'ready' } : { ...after, status: 'rejected' };
}

/** How many first bytes of a file `findMismatch` looks at. */
export const HEAD_BYTES = 512;

const EXTENSIONS: Record<UploadType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
};

/** Where a file waits for its inspection, and where it lies after it; both are made of ids only. */
export function quarantineKey({ ownerId, uploadId }: Pick<Upload, 'ownerId' | 'uploadId'>): string {
  return `quarantine/${ownerId}/${uploadId}`;
}
export function mediaKey({
  ownerId,
  uploadId,
  contentType,
}: Pick<Upload, 'ownerId' | 'uploadId' | 'contentType'>): string {
  return `media/${ownerId}/${uploadId}.${EXTENSIONS[contentType]}`;
}

/** Where the still of a film lies, beside it. */
export function stillKey({ ownerId, uploadId }: Pick<Upload, 'ownerId' | 'uploadId'>): string {
  return `media/${ownerId}/${uploadId}.still.jpg`;
}

/** Whose upload a file in quarantine is; undefined for a key that no upload has. */
export function parseQuarantineKey(key: string): { ownerId: string; uploadId: string } | undefined {
  const [, ownerId, uploadId] = /^quarantine\/((?:inf|wsp)_[0-9A-Z]{26})\/(upl_[0-9A-Z]{26})$/.exec(key) ?? [];
  return ownerId && uploadId ? { ownerId, uploadId } : undefined;
}

/** The name a browser saves a file under: what the person called it, in characters that are safe in a header. */
export function downloadName({ fileName, contentType }: Pick<Upload, 'fileName' | 'contentType'>): string {
  const stem = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${stem || 'file'}.${EXTENSIONS[contentType]}`;
}

/** Brands of ISO base media files that are MP4; stills (heic, avif) use the same container. */
const MP4_BRANDS = /^(isom|iso[2-9]|mp4[12]|avc1|dash|MSNV|M4V[ HP])$/;
/** Atoms that QuickTime files without a brand begin with. */
const QUICKTIME_ATOMS = /^(moov|mdat|wide)$/;

/** The first bytes of each type: JPEG (ITU T.81), PNG (ISO 15948), RIFF/WebP, ISO base media (ISO 14496-12), QuickTime, PDF (ISO 32000); plain text has none. */
const SIGNATURES: Record<UploadType, (head: Uint8Array) => boolean> = {
  'image/jpeg': (head) => startsWith(head, [0xff, 0xd8, 0xff]),
  'image/png': (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/webp': (head) => ascii(head, 0) === 'RIFF' && ascii(head, 8) === 'WEBP',
  'video/mp4': (head) => ascii(head, 4) === 'ftyp' && MP4_BRANDS.test(ascii(head, 8)),
  'video/quicktime': (head) =>
    ascii(head, 4) === 'ftyp' ? ascii(head, 8) === 'qt  ' : QUICKTIME_ATOMS.test(ascii(head, 4)),
  'application/pdf': (head) => /^%PDF-[12]$/.test(String.fromCharCode(...head.subarray(0, 6))),
  'text/plain': isPlainText,
};

/** UTF-8 without control characters that does not begin as markup or as another of these types would. */
function isPlainText(head: Uint8Array): boolean {
  try {
    // As a stream: the last character may be cut in two.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return text !== '' && !HARDLY_TEXT.test(text) && !/^\s*(<|%PDF|RIFF|GIF8)/.test(text);
  } catch {
    return false;
  }
}

/** Control characters that no text has, but for tab and the ends of lines and pages. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HARDLY_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

function startsWith(head: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => head[index] === byte);
}

function ascii(head: Uint8Array, offset: number): string {
  return String.fromCharCode(...head.subarray(offset, offset + 4));
}
