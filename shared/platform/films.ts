import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ReadBytes } from '#domain/film/box.ts';
import { type FileName, fileClient } from './file-client.ts';

/** How much of a film is in memory at once, bytes, and how often: parts of this size reach 160 GB in S3's 10,000 parts. */
const PART_BYTES = 16 * 1024 * 1024;
const PARTS_AT_ONCE = 3;

/** A way to read parts of an object that is still the one with this entity tag; throws when it is not. */
export function reading({ bucket, key }: FileName, etag: string | undefined): ReadBytes {
  return async (start, end) => {
    if (end <= start) return new Uint8Array();
    const part = { Bucket: bucket, Key: key, Range: `bytes=${start}-${end - 1}`, ...(etag ? { IfMatch: etag } : {}) };
    const { Body } = await fileClient().send(new GetObjectCommand(part));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
}

/** Keeps what is read, of any size in the same little memory, and tells its sha-256 (base64). Nothing of it is kept when that fails. */
export async function keepRead(
  read: ReadBytes,
  to: FileName,
  { sizeBytes, contentType }: { sizeBytes: number; contentType: string },
): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  async function* parts() {
    for (let at = 0; at < sizeBytes; at += PART_BYTES) {
      const part = await read(at, Math.min(sizeBytes, at + PART_BYTES));
      hash.update(part);
      yield part;
    }
  }
  const upload = new Upload({
    client: fileClient(),
    params: {
      ...{ Bucket: to.bucket, Key: to.key, ContentType: contentType, ChecksumAlgorithm: 'SHA256' },
      Body: Readable.from(parts()),
    },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
  });
  await upload.done();
  return { sha256: hash.digest('base64') };
}
