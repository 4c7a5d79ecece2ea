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
  type UploadPurpose,
  type UploadType,
  type UploadUse,
} from './upload.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const asked = {
  uploadId: 'upl_01JD0000000000000000000001',
  ownerId: 'inf_01JD0000000000000000000001',
  purpose: 'content' as UploadPurpose,
  fileName: 'a.jpg',
  contentType: 'image/jpeg' as UploadType,
  sizeBytes: 1000,
  sha256: 'x',
  nowIso: '2026-11-20T12:00:00.000Z',
  nowMs: Date.UTC(2026, 10, 20, 12),
};
const use = (edit: Partial<UploadUse> = {}): UploadUse => ({
  ownerId: asked.ownerId,
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
    ['application/pdf', 'PDF 1.7', bytes('%PDF-1.7\n', [0xe2, 0xe3])],
    ['text/plain', 'words', bytes('Colours: blue.\r\n\tAnd ', [0xc3, 0xa4])],
    ['text/plain', 'words cut within a character', bytes('And ', [0xc3])],
    ['none', 'words of no encoding', bytes('And ', [0xff, 0xe4])],
    ['none', 'words and a control character', bytes('And', [0], 'so on')],
    ['none', 'a page after a blank', bytes(' \n<script>')],
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

describe('a purpose', () => {
  it.each<[string, Partial<typeof asked>, string[]]>([
    ['content takes no paper', { contentType: 'application/pdf' }, ['contentType']],
    ['a document is no video', { purpose: 'document', contentType: 'video/mp4' }, ['contentType']],
    ['a document has 25 MiB at most', { purpose: 'document', sizeBytes: 25 * 1024 * 1024 + 1 }, ['sizeBytes']],
    ['a document is a paper', { purpose: 'document', contentType: 'application/pdf' }, []],
    ['or a picture', { purpose: 'document' }, []],
  ])('%s', (_case, edit, paths) => {
    const decided = decideUpload(use(), { ...asked, ...edit });
    expect(isRefused(decided) ? decided.issues?.map(({ path }) => path) : []).toEqual(paths);
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
      ownerId: asked.ownerId,
      uploadId: asked.uploadId,
    });
    expect(mediaKey(asked)).toBe(`media/${asked.ownerId}/${asked.uploadId}.jpg`);
    for (const key of ['media/x', 'quarantine/x', `${quarantineKey(asked)}/y`, `/${quarantineKey(asked)}`])
      expect(parseQuarantineKey(key)).toBeUndefined();
  });

  it('for saving hold nothing that a header or a file system minds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.constantFrom(...UPLOAD_TYPES), (fileName, contentType) => {
        expect(downloadName({ fileName, contentType })).toMatch(
          /^[A-Za-z0-9_-]{1,80}\.(jpg|png|webp|mp4|mov|pdf|txt)$/,
        );
      }),
    );
  });
});
