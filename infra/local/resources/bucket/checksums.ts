import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '#local/kernel.ts';

/** Checksums S3 knows, by the end of their header name; base64. */
export type Checksums = Partial<Record<'sha256' | 'sha1' | 'crc32' | 'crc32c', string>>;

const PREFIX = 'x-amz-checksum-';
const CRC32C_POLYNOMIAL = 0x82f63b78;

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_unused, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ CRC32C_POLYNOMIAL : value >>> 1;
  return value >>> 0;
});

const ALGORITHMS: Record<keyof Checksums, (body: Buffer) => Buffer> = {
  sha256: (body) => createHash('sha256').update(body).digest(),
  sha1: (body) => createHash('sha1').update(body).digest(),
  crc32: (body) => bigEndian(crc32(body)),
  crc32c: (body) =>
    bigEndian(
      body.reduce((crc, byte) => (crc >>> 8) ^ (CRC32C_TABLE[(crc ^ byte) & 255] ?? 0), 0xffffffff) ^ 0xffffffff,
    ),
};

/** The checksums that headers or form fields promise, each compared with the body; BadDigest when one differs. */
export function verifyChecksums(promised: Record<string, string>, body: Buffer): Checksums {
  const checksums: Checksums = {};
  for (const [name, value] of Object.entries(promised)) {
    if (
      !name.startsWith(PREFIX) ||
      name === `${PREFIX}mode` ||
      name === `${PREFIX}algorithm` ||
      name === `${PREFIX}type`
    )
      continue;
    const algorithm = name.slice(PREFIX.length);
    if (!isAlgorithm(algorithm))
      throw new AwsError('InvalidRequest', `The local bucket does not compute the checksum ${name}.`);
    if (ALGORITHMS[algorithm](body).toString('base64') !== value) {
      throw new AwsError(
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    checksums[algorithm] = value;
  }
  const md5 = promised['content-md5'];
  if (md5 !== undefined && createHash('md5').update(body).digest('base64') !== md5)
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  return checksums;
}

/** Checksums as response headers. */
export function checksumHeaders(checksums: Checksums): Record<string, string> {
  return Object.fromEntries(Object.entries(checksums).map(([algorithm, value]) => [PREFIX + algorithm, value]));
}

function isAlgorithm(name: string): name is keyof Checksums {
  return Object.hasOwn(ALGORITHMS, name);
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
