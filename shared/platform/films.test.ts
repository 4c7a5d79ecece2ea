import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { prepareTestFiles } from '#testing/files.ts';
import { keepRead, reading } from './films.ts';

const s3 = prepareTestFiles();
const TO = { bucket: 'files-test', key: 'media/film.mp4' };
const MIB = 1024 * 1024;
/** What is read of a film: bytes that say where they are. */
const read = async (start: number, end: number) =>
  Uint8Array.from({ length: end - start }, (_, index) => ((start + index) >> 16) & 255);

describe('a film that is kept', () => {
  it('goes in parts when it is large, in order, and its hash is that of the whole', async () => {
    s3.on(CreateMultipartUploadCommand).resolves({ UploadId: 'one' });
    s3.on(UploadPartCommand).callsFake(({ PartNumber }) => ({ ETag: `"${PartNumber}"` }));
    s3.on(CompleteMultipartUploadCommand).resolves({ Bucket: TO.bucket, Key: TO.key, ETag: '"all"' });
    const sizeBytes = 33 * MIB + 5;
    const { sha256 } = await keepRead(read, TO, { sizeBytes, contentType: 'video/mp4' });
    const parts = s3.commandCalls(UploadPartCommand).map(({ args }) => args[0].input);
    parts.sort((one, other) => Number(one.PartNumber) - Number(other.PartNumber));
    const whole = Buffer.concat(parts.map(({ Body }) => Body as Uint8Array));
    expect(parts.map(({ Body }) => (Body as Uint8Array).length)).toEqual([16 * MIB, 16 * MIB, MIB + 5]);
    expect(whole.equals(await read(0, sizeBytes))).toBe(true);
    expect(sha256).toBe(createHash('sha256').update(whole).digest('base64'));
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(0);
  });

  it('is given up when a part cannot be put', async () => {
    s3.on(CreateMultipartUploadCommand).resolves({ UploadId: 'one' });
    s3.on(UploadPartCommand).rejects(new Error('no answer'));
    s3.on(AbortMultipartUploadCommand).resolves({});
    const kept = keepRead(read, TO, { sizeBytes: 20 * MIB, contentType: 'video/mp4' });
    await expect(kept).rejects.toThrow('no answer');
    expect(s3.commandCalls(AbortMultipartUploadCommand)).toHaveLength(1);
    expect(s3.commandCalls(CompleteMultipartUploadCommand)).toHaveLength(0);
  });

  it('is read by ranges of one and the same content', async () => {
    s3.on(GetObjectCommand).resolves({ Body: { transformToByteArray: async () => Uint8Array.of(1, 2) } as never });
    const bytes = reading(TO, '"tag"');
    expect(await bytes(10, 12)).toEqual(Uint8Array.of(1, 2));
    expect(await bytes(10, 10)).toEqual(new Uint8Array());
    const asked = s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input);
    expect(asked).toMatchObject([{ Range: 'bytes=10-11', IfMatch: '"tag"' }]);
  });
});
