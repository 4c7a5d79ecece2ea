import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type FileName, fileClient } from './file-client.ts';

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
  return createPresignedPost(fileClient(), {
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
