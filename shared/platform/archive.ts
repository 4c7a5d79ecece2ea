import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

let client: S3Client | undefined;

/** Keeps text under a key that is used once; S3 checks what arrives against the hash (SHA-256, base64). */
export async function keepText(bucket: string, key: string, text: string, sha256: string): Promise<void> {
  client ??= new S3Client({ maxAttempts: 3 });
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: text,
      ContentType: 'application/json',
      ChecksumSHA256: sha256,
    }),
  );
}

/** An address under which an object can be read for a while without a session. */
export function addressToRead(bucket: string, key: string, seconds: number): Promise<string> {
  client ??= new S3Client({ maxAttempts: 3 });
  return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds });
}
