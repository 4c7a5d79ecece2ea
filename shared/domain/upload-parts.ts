import { type Issue, isRefused, type Refused, refuse } from './decision.ts';
import { announced, countAnnounced, type Upload, type UploadFacts, type UploadUse } from './upload.ts';

const MIB = 1024 * 1024;

/**
 * The largest film, bytes: what the platforms that content is for take at most (TikTok 4 GB), and less than one CopyObject (5 GB) and a scan of GuardDuty (100 GB) do.
 */
export const MAX_FILM_BYTES = 4 * 1024 * MIB;
/** How long a film may be under way, ms; the bucket removes parts that are older. */
export const FILM_UPLOAD_MS = 24 * 3_600_000;
/** How many parts one request signs at most. */
export const SIGNED_AT_ONCE = 16;
/** How long the address of a part takes it, ms. */
export const PART_ADDRESS_MS = 15 * 60_000;

/** Films beyond this come in larger parts, so that there are never many. */
const SMALL_FILM_BYTES = 1024 * MIB;
const SMALL_PART_BYTES = 8 * MIB;
const LARGE_PART_BYTES = 16 * MIB;

/** The most parts a film has. */
export const MAX_PARTS = MAX_FILM_BYTES / LARGE_PART_BYTES;

/** How a film of so many bytes is cut: parts of one size, the last of what is left. */
export function planParts(sizeBytes: number): { count: number; partBytes: number } {
  const partBytes = sizeBytes > SMALL_FILM_BYTES ? LARGE_PART_BYTES : SMALL_PART_BYTES;
  return { count: Math.ceil(sizeBytes / partBytes), partBytes };
}

/** An upload that comes in parts. */
export type UploadInParts = Upload & { parts: NonNullable<Upload['parts']> };

/** The bytes of one part, counted from 1. */
export function bytesOfPart({ sizeBytes, parts }: Pick<UploadInParts, 'sizeBytes' | 'parts'>, number: number): number {
  return number < parts.count ? parts.partBytes : sizeBytes - (parts.count - 1) * parts.partBytes;
}

/** A film that is about to come in parts and the use after it; refuses what is beyond the quota. */
export function decideFilm(
  use: UploadUse | undefined,
  asked: Omit<UploadFacts, 'purpose' | 'sha256'> & { nowIso: string; nowMs: number },
): { upload: UploadInParts; use: Omit<UploadUse, 'version'> } | Refused<'upload_quota_exceeded'> {
  const { nowIso, nowMs, ...facts } = asked;
  const counted = countAnnounced(use, asked);
  if (isRefused(counted)) return counted;
  const upload = announced(
    { ...facts, purpose: 'content', sha256: '' },
    { nowIso, expiresAtMs: nowMs + FILM_UPLOAD_MS },
  );
  return { upload: { ...upload, parts: planParts(facts.sizeBytes) }, use: counted };
}

type TakesNone = Refused<'upload_takes_no_parts'>;

/** The upload, when it comes in parts and may still get them; who asks says whether there is one. */
export function openForParts<U extends Upload>(
  upload: U,
  nowMs: number,
): (U & { parts: NonNullable<U['parts']> }) | TakesNone {
  if (!comesInParts(upload))
    return refuse('upload_takes_no_parts', 'It was announced with a form; post the file to that.');
  if (upload.status === 'aborted')
    return refuse('upload_takes_no_parts', 'It was given up; begin it anew (POST /uploads/parts).');
  if (upload.status !== 'awaiting') return refuse('upload_takes_no_parts', 'All of it has arrived.');
  if (upload.expiresAtMs <= nowMs)
    return refuse('upload_takes_no_parts', 'It took longer than 24 hours; begin it anew (POST /uploads/parts).');
  return upload;
}

export function comesInParts<U extends Upload>(upload: U): upload is U & { parts: NonNullable<U['parts']> } {
  return upload.parts !== undefined;
}

/** What is wrong with the numbers of parts to be signed. */
export function issuesOfNumbers({ parts }: UploadInParts, asked: readonly { number: number }[]): Issue[] {
  const seen = new Set<number>();
  return asked.flatMap(({ number }, index): Issue[] => {
    const path = `parts.${index}.number`;
    if (number > parts.count) return [{ path, message: `must be at most ${parts.count}, the last part of this film` }];
    if (seen.has(number)) return [{ path, message: 'is named twice' }];
    seen.add(number);
    return [];
  });
}

/** A part as the store has it. */
export interface ArrivedPart {
  number: number;
  sizeBytes: number;
  /** base64 */
  sha256: string;
}

/** Why the parts cannot be put together: one is missing or not as long as it must be, or all of them are not what the sender says they sent. */
export function refuseCompletion(
  upload: UploadInParts,
  arrived: readonly ArrivedPart[],
  composite: { said: string; found: string },
): Refused<'upload_incomplete' | 'validation_failed'> | undefined {
  const there = new Map(arrived.map((part) => [part.number, part.sizeBytes]));
  const missing = Array.from({ length: upload.parts.count }, (_, index) => index + 1).filter(
    (number) => there.get(number) !== bytesOfPart(upload, number),
  );
  if (missing.length > 0)
    return refuse(
      'upload_incomplete',
      `Missing: ${missing.length === 1 ? 'part' : 'parts'} ${inWords(missing)}. Send what is missing, then complete it again.`,
      missing.map((number) => ({ path: `parts.${number}`, message: 'has not arrived' })),
    );
  if (composite.said !== composite.found)
    return refuse('validation_failed', undefined, [
      {
        path: 'sha256',
        message:
          'is not that of the parts that arrived; compare them (GET /uploads/{uploadId}/parts) and send those anew that differ',
      },
    ]);
  return undefined;
}

/** Numbers in order, those that follow each other as from–to. */
function inWords(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** What a store calls the checksum of an object of parts: the sha-256 of the parts' own, and how many there are. */
export function compositeOf(sha256: string, { count }: { count: number }): string {
  return `${sha256}-${count}`;
}

/** Why an upload in parts cannot be given up; undefined when it can, or is already. */
export function refuseAbort(upload: Upload): TakesNone | undefined {
  if (!comesInParts(upload))
    return refuse('upload_takes_no_parts', 'It was announced with a form, which ends by itself after ten minutes.');
  // Once it is being put together it may leave quarantine at any moment.
  if (upload.status !== 'aborted' && (upload.status !== 'awaiting' || upload.sha256 !== ''))
    return refuse('upload_takes_no_parts', 'All of it has arrived, and it is inspected.');
  return undefined;
}
