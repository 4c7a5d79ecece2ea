import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { concealBegun, findBegun, forgetBegun, listBegun, rememberBegun } from './begun-uploads.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const begun = {
  ...{ uploadId: 'upl_1', userId: 'usr_1', fileName: 'secret launch.mp4', sizeBytes: 4, changedAtMs: 7 },
  expiresAt: '2026-11-21T12:00:00.000Z',
};
const fileOf = (name: string, lastModified = 7, text = 'film') => new File([text], name, { lastModified });

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

it('finds the upload that was begun with a file, for whoever began it', () => {
  rememberBegun(begun);
  expect(findBegun('usr_1', fileOf('secret launch.mp4'), NOW)).toEqual(begun);
  for (const other of [fileOf('other.mp4'), fileOf('secret launch.mp4', 8), fileOf('secret launch.mp4', 7, 'longer')])
    expect(findBegun('usr_1', other, NOW)).toBeUndefined();
  expect(listBegun('usr_2', NOW)).toEqual([]);
  forgetBegun('upl_1');
  expect(kept.size).toBe(0);
});

it('is found again by the same person after a log-out, which leaves nothing to read of what the file is called', () => {
  rememberBegun(begun);
  concealBegun();
  expect([...kept.values()].join()).not.toContain('secret');
  expect(findBegun('usr_1', fileOf('secret launch.mp4'), NOW)).toEqual({ ...begun, fileName: '' });
  expect(findBegun('usr_1', fileOf('secret launch.mp4', 8), NOW)).toBeUndefined();
  expect(findBegun('usr_2', fileOf('secret launch.mp4'), NOW)).toBeUndefined();
});

it('keeps nothing that no longer takes parts', () => {
  rememberBegun(begun);
  expect(listBegun('usr_2', Date.parse(begun.expiresAt))).toEqual([]);
  expect(kept.size).toBe(0);
});
