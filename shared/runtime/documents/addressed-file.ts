import { previewOf } from '#domain/document.ts';
import { type Scan, scanOf } from '#domain/scan.ts';
import { downloadName, mediaKey, type UploadType } from '#domain/upload.ts';
import { isoOf } from '../clock.ts';
import { setting } from '../config.ts';

/** How long the address answers, seconds. */
const ADDRESSED_SECONDS = 300;

interface KeptFile {
  ownerId: string;
  uploadId: string;
  fileName: string;
  contentType: UploadType;
  sizeBytes: number;
  sha256: string;
  scan?: Scan | undefined;
}

/** A file of a document with an address on the site of the files that shows or saves it for five minutes. */
export async function addressedFile(file: KeptFile, as: 'show' | 'save', nowMs: number) {
  const { contentType, sizeBytes, sha256 } = file;
  const fileName = downloadName(file);
  const preview = previewOf(contentType);
  // The signer is heavier than all the rest: who is refused does not wait for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  const url = await signDownload(
    { bucket: setting('FILES_BUCKET'), key: mediaKey(file) },
    {
      contentType: contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType,
      ...{ fileName, expiresSeconds: ADDRESSED_SECONDS, saved: as === 'save' },
    },
  );
  const expiresAt = isoOf(nowMs + ADDRESSED_SECONDS * 1000);
  return { url, expiresAt, fileName, contentType, sizeBytes, sha256, scan: scanOf(file), preview };
}
