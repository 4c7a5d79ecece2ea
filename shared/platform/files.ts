import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { type FileName, fileClient } from './file-client.ts';

/** Size, stored sha-256 (base64) and first `headBytes` bytes of an object; throws when there is none. */
export async function inspectFile(
  { bucket, key }: FileName,
  headBytes: number,
): Promise<{ sizeBytes: number; sha256: string | undefined; head: Uint8Array; etag: string | undefined }> {
  const name = { Bucket: bucket, Key: key };
  const { ContentLength, ChecksumSHA256, ETag } = await fileClient().send(
    new HeadObjectCommand({ ...name, ChecksumMode: 'ENABLED' }),
  );
  const sizeBytes = ContentLength ?? 0;
  if (sizeBytes === 0) return { sizeBytes, sha256: ChecksumSHA256, head: new Uint8Array(), etag: ETag };
  // If-Match: the first bytes must be those of the object whose checksum was read.
  const { Body } = await fileClient().send(
    new GetObjectCommand({ ...name, Range: `bytes=0-${headBytes - 1}`, ...(ETag ? { IfMatch: ETag } : {}) }),
  );
  return {
    sizeBytes,
    sha256: ChecksumSHA256,
    head: (await Body?.transformToByteArray()) ?? new Uint8Array(),
    etag: ETag,
  };
}

/** The first and the last `bytes` bytes of an object, of one and the same content; throws when there is none. */
export async function readEnds(
  { bucket, key }: FileName,
  bytes: number,
): Promise<{ head: Uint8Array; tail: Uint8Array }> {
  const name = { Bucket: bucket, Key: key };
  const { ContentLength = 0, ETag } = await fileClient().send(new HeadObjectCommand(name));
  // Of nothing there is no range.
  if (ContentLength === 0) return { head: new Uint8Array(), tail: new Uint8Array() };
  const read = async (range: string) => {
    const part = { ...name, Range: `bytes=${range}`, ...(ETag ? { IfMatch: ETag } : {}) };
    const { Body } = await fileClient().send(new GetObjectCommand(part));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
  const head = await read(`0-${bytes - 1}`);
  return { head, tail: ContentLength <= bytes ? head : await read(`-${bytes}`) };
}

/** The whole of an object as UTF-8 text; throws when there is none. */
export async function readText({ bucket, key }: FileName): Promise<string> {
  const { Body } = await fileClient().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
}

/** The bytes of an object; throws when there is none. */
export async function readBytes({ bucket, key }: FileName): Promise<Uint8Array> {
  const { Body } = await fileClient().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** Copies an object whose entity tag is still `etag`, with nothing of its metadata but the given type. */
export async function copyFile(
  from: FileName,
  to: FileName,
  { contentType, etag }: { contentType: string; etag: string | undefined },
): Promise<void> {
  await fileClient().send(
    new CopyObjectCommand({
      Bucket: to.bucket,
      Key: to.key,
      CopySource: `${from.bucket}/${from.key}`,
      ...(etag ? { CopySourceIfMatch: etag } : {}),
      MetadataDirective: 'REPLACE',
      ContentType: contentType,
    }),
  );
}

/** Removes an object; one that is not there is no error. */
export async function removeFile({ bucket, key }: FileName): Promise<void> {
  await fileClient().send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
