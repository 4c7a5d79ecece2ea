import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type FileName, fileClient } from './file-client.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Writes a value as compressed JSON in place of what the object held. */
export async function writeCompressed({ bucket, key }: FileName, value: unknown): Promise<void> {
  await fileClient().send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: await compress(JSON.stringify(value)),
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      // A bucket that locks what is put there takes nothing without one.
      ChecksumAlgorithm: 'SHA256',
    }),
  );
}

/** The value of a compressed JSON object; undefined when there is none. */
export async function findCompressed({ bucket, key }: FileName): Promise<unknown> {
  try {
    const { Body } = await fileClient().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return JSON.parse((await decompress(bytes)).toString('utf8'));
  } catch (error) {
    // S3 says AccessDenied of a missing object to whoever may not list the bucket.
    const { name } = error as Error;
    if (name === 'NoSuchKey' || name === 'AccessDenied') return undefined;
    throw error;
  }
}
