import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefused } from './decision.ts';
import {
  decideUpload,
  downloadName,
  findMismatch,
  mediaKey,
  parseQuarantineKey,
  quarantineKey,
  UPLOAD_QUOTA,
  UPLOAD_TYPES,
  type UploadType,
  type UploadUse,
} from './upload.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const asked = {
  uploadId: 'upl_01JD0000000000000000000001',
  influencerId: 'inf_01JD0000000000000000000001',
  fileName: 'a.jpg',
  contentType: 'image/jpeg' as UploadType,
  sizeBytes: 1000,
  sha256: 'x',
  nowIso: '2026-11-20T12:00:00.000Z',
  nowMs: Date.UTC(2026, 10, 20, 12),
};
const use = (edit: Partial<UploadUse> = {}): UploadUse => ({
  influencerId: asked.influencerId,
  day: '2026-11-20',
  dayCount: 0,
  dayBytes: 0,
  storedCount: 0,
  storedBytes: 0,
  version: 1,
  ...edit,
});

describe('the first bytes of a file', () => {
  const heads: [UploadType | 'none', string, Uint8Array][] = [
    ['image/jpeg', 'JFIF', bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
    ['image/png', 'PNG', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a])],
    ['image/webp', 'WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['video/mp4', 'isom', bytes([0, 0, 0, 32], 'ftypisom')],
    ['video/mp4', 'mp42', bytes([0, 0, 0, 24], 'ftypmp42')],
    ['video/quicktime', 'qt', bytes([0, 0, 0, 20], 'ftypqt  ')],
    ['video/quicktime', 'moov', bytes([0, 0, 0, 20], 'moov')],
    ['none', 'a page', bytes('<!doctype html>')],
    ['none', 'a drawing with script', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['none', 'an animation', bytes('GIF89a')],
    ['none', 'a sound in RIFF', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['none', 'a still in an MP4 container', bytes([0, 0, 0, 24], 'ftypheic')],
    ['none', 'nothing', bytes()],
  ];
  it.each(heads)('are those of %s alone (%s)', (type, _case, head) => {
    const file = { sizeBytes: 10, sha256: 'x', head };
    const taken = UPLOAD_TYPES.filter(
      (contentType) => findMismatch({ contentType, sizeBytes: 10, sha256: 'x' }, file) === null,
    );
    expect(taken).toEqual(type === 'none' ? [] : [type]);
  });

  it.each([
    ['size_mismatch', { sizeBytes: 11 }],
    ['checksum_mismatch', { sha256: 'y' }],
    ['checksum_mismatch', { sha256: undefined }],
    [null, {}],
  ])('come after size and checksum: %s', (reason, edit) => {
    const file = { sizeBytes: 10, sha256: 'x', head: bytes([0xff, 0xd8, 0xff]), ...edit };
    expect(findMismatch({ contentType: 'image/jpeg', sizeBytes: 10, sha256: 'x' }, file)).toBe(reason);
  });
});

describe('the quota', () => {
  const { dayCount, dayBytes, storedCount, storedBytes } = UPLOAD_QUOTA;
  it.each<[string, Partial<UploadUse>, boolean]>([
    ['the last of the day', { dayCount: dayCount - 1 }, true],
    ['one more than a day takes', { dayCount }, false],
    ['the last bytes of the day', { dayBytes: dayBytes - 1000 }, true],
    ['one byte too many', { dayBytes: dayBytes - 999 }, false],
    ['the day after a full one', { day: '2026-11-19', dayCount, dayBytes }, true],
    ['a full store', { storedCount }, false],
    ['a store full of bytes', { storedBytes }, false],
  ])('%s', (_case, edit, taken) => {
    expect(!isRefused(decideUpload(use(edit), asked))).toBe(taken);
  });

  it('counts the first of a day anew and leaves what is stored', () => {
    const decided = decideUpload(use({ day: '2026-11-19', dayCount: 9, storedCount: 4, storedBytes: 40 }), asked);
    expect(decided).toMatchObject({ use: { day: '2026-11-20', dayCount: 1, dayBytes: 1000, storedCount: 4 } });
    expect(decideUpload(undefined, asked)).toMatchObject({ upload: { status: 'awaiting', version: 1 } });
  });
});

describe('names', () => {
  it('of objects are made of ids, and lead back to them', () => {
    expect(parseQuarantineKey(quarantineKey(asked))).toEqual({
      influencerId: asked.influencerId,
      uploadId: asked.uploadId,
    });
    expect(mediaKey(asked)).toBe(`media/${asked.influencerId}/${asked.uploadId}.jpg`);
    for (const key of ['media/x', 'quarantine/x', `${quarantineKey(asked)}/y`, `/${quarantineKey(asked)}`])
      expect(parseQuarantineKey(key)).toBeUndefined();
  });

  it('for saving hold nothing that a header or a file system minds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.constantFrom(...UPLOAD_TYPES), (fileName, contentType) => {
        expect(downloadName({ fileName, contentType })).toMatch(/^[A-Za-z0-9_-]{1,80}\.(jpg|png|webp|mp4|mov)$/);
      }),
    );
  });
});
