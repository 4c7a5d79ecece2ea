import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBody } from './aws-chunked.ts';
import { parseForm } from './post-policy.ts';

const framed = (chunks: Buffer[], trailer: string): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
    Buffer.from(`0\r\n${trailer}\r\n`),
  ]);
const headers = {
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-trailer': 'x-amz-checksum-crc32',
};
const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((array) => Buffer.from(array));

test('any bytes in any chunks come out whole, with their trailer', () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 8 }), (chunks) => {
      const decoded = decodeBody(headers, framed(chunks, 'x-amz-checksum-crc32:AAAAAA==\r\n'));
      expect(decoded.body.equals(Buffer.concat(chunks))).toBe(true);
      expect(decoded.trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
    }),
  );
});

test('a body that ends early, or lacks its trailer, is refused and never stored in part', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), (body, cut) => {
      const whole = framed([body], 'x-amz-checksum-crc32:AAAAAA==\r\n');
      const cutAt = cut % (body.length + 5);
      expect(() => decodeBody(headers, whole.subarray(0, cutAt))).toThrow('terminated unexpectedly');
    }),
  );
  expect(() => decodeBody(headers, framed([Buffer.from('a')], ''))).toThrow('not well-formed');
});

test('a body that is not what was signed is refused', () => {
  expect(() => decodeBody({ 'x-amz-content-sha256': '0'.repeat(64) }, Buffer.from('a'))).toThrow('does not match');
});

test('a form’s file keeps any bytes, line ends and dashes included', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\r\n', '--', '--edge-', 'a', '\0'), { maxLength: 20 }), (pieces) => {
      const file = pieces.join('');
      const body = `--edge\r\nContent-Disposition: form-data; name="Key"\r\n\r\nin/a\r\n--edge\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n${file}\r\n--edge--\r\n`;
      fc.pre(!file.includes('\r\n--edge'));
      const form = parseForm('multipart/form-data; boundary=edge', Buffer.from(body, 'latin1'));
      expect([form.fields, form.file.toString('latin1'), form.fileName]).toEqual([{ key: 'in/a' }, file, 'a.png']);
    }),
  );
});
