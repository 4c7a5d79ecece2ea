import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from './decision.ts';
import { UPLOAD_QUOTA } from './upload.ts';
import {
  bytesOfPart,
  compositeOf,
  decideFilm,
  FILM_UPLOAD_MS,
  issuesOfNumbers,
  MAX_FILM_BYTES,
  MAX_PARTS,
  openForParts,
  planParts,
  refuseAbort,
  refuseCompletion,
  type UploadInParts,
} from './upload-parts.ts';

const MIB = 1024 * 1024;
const NOW = { nowIso: '2026-11-20T12:00:00.000Z', nowMs: Date.UTC(2026, 10, 20, 12) };
const asked = {
  uploadId: 'upl_01JD0000000000000000000001',
  ownerId: 'inf_01JD0000000000000000000001',
  fileName: 'trail.mp4',
  contentType: 'video/mp4' as const,
  sizeBytes: 20 * MIB,
  ...NOW,
};
const film = (edit: Partial<UploadInParts> = {}, sizeBytes = asked.sizeBytes): UploadInParts => {
  const decided = decideFilm(undefined, { ...asked, sizeBytes });
  if (isRefused(decided)) throw new Error(decided.refused);
  return { ...decided.upload, ...edit };
};
const part = (number: number, sizeBytes: number) => ({ number, sizeBytes, sha256: `sum ${number}` });
const SUM = { said: 'a-3', found: 'a-3' };

describe('a film', () => {
  it('is cut so that all parts together are all of it, none empty, none too small for a store and never more than there may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_FILM_BYTES }), (sizeBytes) => {
        const parts = planParts(sizeBytes);
        const sizes = Array.from({ length: parts.count }, (_, index) => bytesOfPart({ sizeBytes, parts }, index + 1));
        expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(sizeBytes);
        expect(sizes.every((one, index) => one > 0 && (index === parts.count - 1 || one >= 5 * MIB))).toBe(true);
        expect(parts.count).toBeLessThanOrEqual(MAX_PARTS);
      }),
    );
  });

  it.each([
    [1, 1, 8],
    [8 * MIB, 1, 8],
    [8 * MIB + 1, 2, 8],
    [1024 * MIB, 128, 8],
    [1024 * MIB + 1, 65, 16],
    [MAX_FILM_BYTES, 256, 16],
  ])('of %d bytes has %d parts of %d MiB', (sizeBytes, count, partMib) => {
    expect(planParts(sizeBytes)).toEqual({ count, partBytes: partMib * MIB });
  });

  it('takes a day at most, counts when it is announced, and three of the largest are a day’s worth', () => {
    expect(film()).toMatchObject({ expiresAtMs: NOW.nowMs + FILM_UPLOAD_MS, purpose: 'content', sha256: '' });
    const largest = { ...asked, sizeBytes: MAX_FILM_BYTES };
    const use = (dayBytes: number) => ({
      ...{ ownerId: asked.ownerId, day: '2026-11-20', dayCount: 1, dayBytes },
      ...{ storedCount: 0, storedBytes: 0, version: 1 },
    });
    expect(decideFilm(use(2 * MAX_FILM_BYTES), largest)).toMatchObject({ use: { dayBytes: UPLOAD_QUOTA.dayBytes } });
    expect(decideFilm(use(2 * MAX_FILM_BYTES + 1), largest)).toMatchObject({ refused: 'upload_quota_exceeded' });
  });
});

describe('parts', () => {
  it.each<[string, Partial<UploadInParts>, number, string | null]>([
    ['while it is awaited', {}, 0, null],
    ['to the last moment', {}, FILM_UPLOAD_MS - 1, null],
    ['not when its time is over', {}, FILM_UPLOAD_MS, 'longer than 24 hours'],
    ['not when it was given up', { status: 'aborted' }, 0, 'given up'],
    ['not when all of it is there', { status: 'scanning' }, 0, 'has arrived'],
    ['not when it was announced with a form', { parts: undefined as never }, 0, 'with a form'],
  ])('are taken %s', (_case, edit, laterMs, why) => {
    const open = openForParts(film(edit), NOW.nowMs + laterMs);
    expect(isRefused(open) ? open.detail : null).toEqual(why === null ? null : expect.stringContaining(why));
  });

  it('have numbers that there are, each once', () => {
    expect(issuesOfNumbers(film(), [{ number: 1 }, { number: 3 }])).toEqual([]);
    expect(issuesOfNumbers(film(), [{ number: 4 }, { number: 1 }, { number: 1 }]).map(({ path }) => path)).toEqual([
      'parts.0.number',
      'parts.2.number',
    ]);
  });

  it('are put together when all are there and as long as they must be, and are what was sent', () => {
    const whole = [part(1, 8 * MIB), part(2, 8 * MIB), part(3, 4 * MIB)];
    expect(refuseCompletion(film(), whole, SUM)).toBeUndefined();
    expect(refuseCompletion(film(), [part(1, 8 * MIB), part(2, 7 * MIB), part(3, 4 * MIB)], SUM)).toMatchObject({
      refused: 'upload_incomplete',
      issues: [{ path: 'parts.2' }],
    });
    expect(refuseCompletion(film(), whole, { said: 'b-3', found: 'a-3' })).toMatchObject({
      refused: 'validation_failed',
      issues: [{ path: 'sha256' }],
    });
    expect(compositeOf('a', { count: 3 })).toBe('a-3');
  });

  it('that are missing are named, those that follow each other together', () => {
    const refused = refuseCompletion(film({}, 56 * MIB), [part(2, 8 * MIB), part(6, 8 * MIB)], SUM);
    expect(refused?.detail).toBe('Missing: parts 1, 3–5, 7. Send what is missing, then complete it again.');
    expect(refused?.issues?.map(({ path }) => path)).toEqual(['parts.1', 'parts.3', 'parts.4', 'parts.5', 'parts.7']);
  });
});

describe('giving up', () => {
  it.each<[string, Partial<UploadInParts>, boolean]>([
    ['what is on its way', {}, true],
    ['what was given up already', { status: 'aborted' }, true],
    ['not what is being put together', { sha256: 'a-3' }, false],
    ['not what has arrived', { status: 'ready', sha256: 'a-3' }, false],
    ['not what came with a form', { parts: undefined as never }, false],
  ])('%s', (_case, edit, may) => {
    expect(refuseAbort(film(edit)) === undefined).toBe(may);
  });
});
