import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

let shared: S3Client | undefined;

/** Checksums only where they are asked for: one that the SDK adds by itself would become part of every signed address. */
function client(): S3Client {
  shared ??= new S3Client({
    maxAttempts: 3,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return shared;
}

/** Names one object. */
export interface FileName {
  bucket: string;
  key: string;
}

/** A form that takes exactly one announced file: its address and the fields that come before the file. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
}

/** Signs a form for one file of that type, size and checksum (base64 sha-256); the store refuses any other. */
export function signUploadForm(
  { bucket, key }: FileName,
  file: { contentType: string; sizeBytes: number; sha256: string; expiresSeconds: number },
): Promise<UploadForm> {
  return createPresignedPost(client(), {
    Bucket: bucket,
    Key: key,
    Expires: file.expiresSeconds,
    Fields: {
      'Content-Type': file.contentType,
      'x-amz-checksum-algorithm': 'SHA256',
      'x-amz-checksum-sha256': file.sha256,
      success_action_status: '201',
    },
    Conditions: [['content-length-range', file.sizeBytes, file.sizeBytes]],
  });
}

/** Signs an address that shows one object for a while, under that type and file name whatever is stored with it. */
export function signDownload(
  { bucket, key }: FileName,
  shown: { contentType: string; fileName: string; expiresSeconds: number },
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentType: shown.contentType,
    ResponseContentDisposition: `inline; filename="${shown.fileName}"`,
    ResponseCacheControl: 'private, max-age=300',
  });
  return getSignedUrl(client(), command, { expiresIn: shown.expiresSeconds });
}

/** Size, stored sha-256 (base64) and first `headBytes` bytes of an object; throws when there is none. */
export async function inspectFile(
  { bucket, key }: FileName,
  headBytes: number,
): Promise<{ sizeBytes: number; sha256: string | undefined; head: Uint8Array; etag: string | undefined }> {
  const name = { Bucket: bucket, Key: key };
  const { ContentLength, ChecksumSHA256, ETag } = await client().send(
    new HeadObjectCommand({ ...name, ChecksumMode: 'ENABLED' }),
  );
  const sizeBytes = ContentLength ?? 0;
  if (sizeBytes === 0) return { sizeBytes, sha256: ChecksumSHA256, head: new Uint8Array(), etag: ETag };
  // If-Match: the first bytes must be those of the object whose checksum was read.
  const { Body } = await client().send(
    new GetObjectCommand({ ...name, Range: `bytes=0-${headBytes - 1}`, ...(ETag ? { IfMatch: ETag } : {}) }),
  );
  return {
    sizeBytes,
    sha256: ChecksumSHA256,
    head: (await Body?.transformToByteArray()) ?? new Uint8Array(),
    etag: ETag,
  };
}

/** Copies an object whose entity tag is still `etag`, with nothing of its metadata but the given type. */
export async function copyFile(
  from: FileName,
  to: FileName,
  { contentType, etag }: { contentType: string; etag: string | undefined },
): Promise<void> {
  await client().send(
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
  await client().send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
