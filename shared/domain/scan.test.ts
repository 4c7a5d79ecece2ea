import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCAN_REASON_WORDS, SCAN_REASONS, SCREENED_BYTES, scanOf, screenEnds, verdictOfTag } from './scan.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const whole = (file: Uint8Array) =>
  screenEnds({ head: file.subarray(0, SCREENED_BYTES), tail: file.subarray(-SCREENED_BYTES) });
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join('');
/** The last record of an empty ZIP archive, with a comment. */
const zipEnd = (comment: string) => bytes('PK', [5, 6], Array(16).fill(0), [comment.length, 0], comment);
const padding = [...Buffer.alloc(3 * SCREENED_BYTES, 'a')];

describe('a screening of the two ends of a file', () => {
  it.each<[string, Uint8Array]>([
    ['as it is', bytes(eicar)],
    ['behind other words', bytes('Dear all,\n', eicar, '\n')],
    ['at the end of a large file', bytes(padding, eicar)],
  ])('finds the test file of all scanners: %s', (_case, file) => {
    expect(whole(file)).toEqual({ reason: 'malware_found' });
  });

  it.each<[string, Uint8Array]>([
    ['a ZIP archive', bytes('PK', [3, 4], 'word/document.xml')],
    ['a RAR archive', bytes('Rar!', [0x1a, 7, 1, 0])],
    ['a 7z archive', bytes('7z', [0xbc, 0xaf, 0x27, 0x1c])],
    ['a gzip file', bytes([0x1f, 0x8b, 8])],
    ['a tar archive', bytes('name', Array(253).fill(0), 'ustar')],
    ['a Windows program', bytes('MZ', [0x90, 0])],
    ['a Linux program', bytes([0x7f], 'ELF', [2, 1, 1])],
    ['a macOS program', bytes([0xcf, 0xfa, 0xed, 0xfe])],
    ['a Java class', bytes([0xca, 0xfe, 0xba, 0xbe])],
    ['a script', bytes('#!/bin/sh\nrm -r ~\n')],
    ['a ZIP archive behind a PDF', bytes('%PDF-1.7\n%%EOF\n', [...zipEnd('')])],
    ['a ZIP archive with a comment behind a large film', bytes([0, 0, 0, 24], 'ftypisom', padding, [...zipEnd('hi')])],
    ['a ZIP archive whose comment looks like its last record', bytes([...zipEnd('PK\x05\x06 and more than that')])],
  ])('refuses %s', (_case, file) => {
    expect(whole(file)).toEqual({ reason: 'archive_or_program' });
  });

  it.each<[string, Uint8Array]>([
    ['a PDF', bytes('%PDF-1.7\n1 0 obj\n')],
    ['a picture', bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
    ['words about a last record that is none', bytes('A ZIP ends with PK', [5, 6], ' and 18 more bytes, at least.')],
    ['nothing', bytes()],
  ])('knows nothing of %s, and says so', (_case, file) => {
    expect(whole(file)).toEqual({ scan: 'not_scanned', reason: null });
  });

  it('calls nothing clean, whatever it is shown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (head, tail) => {
        expect(screenEnds({ head, tail }).scan).not.toBe('clean');
      }),
    );
  });
});

describe('the tag that GuardDuty leaves', () => {
  it.each([
    ['NO_THREATS_FOUND', { scan: 'clean', reason: null }],
    ['THREATS_FOUND', { reason: 'malware_found' }],
    ['UNSUPPORTED', { reason: 'not_scannable' }],
    ['ACCESS_DENIED', { reason: 'scan_failed' }],
    ['FAILED', { reason: 'scan_failed' }],
  ])('%s', (status, verdict) => {
    expect(verdictOfTag(status)).toEqual(verdict);
  });

  it('lets nothing out that it does not say of in these words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('no_threats_found', 'CLEAN', '')), (status) => {
        fc.pre(status !== 'NO_THREATS_FOUND');
        expect(verdictOfTag(status).reason).not.toBeNull();
      }),
    );
  });
});

it('says of a file from before there was a scan that it was not scanned', () => {
  expect([scanOf({}), scanOf({ scan: 'clean' })]).toEqual(['not_scanned', 'clean']);
});

it('says what to do about each reason', () => {
  for (const reason of SCAN_REASONS) expect(SCAN_REASON_WORDS[reason]).toMatch(/^[A-Z].*\. .*\.$/);
});
