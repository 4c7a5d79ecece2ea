import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { unzipped } from '#testing/unzip.ts';
import { zipOf } from './zip.ts';

it('packs files so that each comes out as it went in, with its checksum', () => {
  const files = { 'a.json': '{"said":"Łucja"}', 'folder/empty.txt': '', 'b.bin': 'x'.repeat(100_000) };
  const packed = zipOf(Object.entries(files).map(([name, content]) => ({ name, content })));
  expect(packed.length).toBeLessThan(2000);
  const out = unzipped(packed);
  expect(out.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')])).toEqual(Object.entries(files));
  for (const { bytes, checksum } of out) expect(crc32(bytes)).toBe(checksum);
});

it('makes the same bytes of the same files, and none of no files but an empty directory', () => {
  const files = [{ name: 'a', content: 'one' }];
  expect(zipOf(files)).toEqual(zipOf(files));
  expect(unzipped(zipOf([]))).toEqual([]);
  expect(zipOf([])).toHaveLength(22);
});
