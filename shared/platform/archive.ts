import { PutObjectCommand } from '@aws-sdk/client-s3';
import { fileClient } from './file-client.ts';

/** Keeps text under a key that is used once; S3 checks what arrives against the hash (SHA-256, base64). */
export async function keepText(bucket: string, key: string, text: string, sha256: string): Promise<void> {
  await fileClient().send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: text,
      ContentType: 'application/json',
      ChecksumSHA256: sha256,
    }),
  );
}
