import { S3Client } from '@aws-sdk/client-s3';

let shared: S3Client | undefined;

/** Checksums only where they are asked for: one that the SDK adds by itself would become part of every signed address. */
export function fileClient(): S3Client {
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
