import { PutObjectCommand } from '@aws-sdk/client-s3';
import { fileClient } from './file-client.ts';

/** Keeps an object under a key that only ever names this content; S3 checks what arrives against the hash (SHA-256, base64). */
export async function keepObject(
  bucket: string,
  key: string,
  { body, contentType, sha256 }: { body: string | Uint8Array; contentType: string; sha256: string },
): Promise<void> {
  await fileClient().send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: contentType,
      ChecksumSHA256: sha256,
    }),
  );
}
