import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type FileName, fileClient } from './file-client.ts';

/** Signs an address that shows (or with `saved` saves) one object for a while, under that type and file name whatever is stored with it. */
export function signDownload(
  { bucket, key }: FileName,
  shown: { contentType: string; fileName: string; expiresSeconds: number; saved?: boolean },
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentType: shown.contentType,
    ResponseContentDisposition: `${shown.saved ? 'attachment' : 'inline'}; filename="${shown.fileName}"`,
    ResponseCacheControl: 'private, max-age=300',
  });
  return getSignedUrl(fileClient(), command, { expiresIn: shown.expiresSeconds });
}
