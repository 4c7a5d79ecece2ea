import { isoOf } from './clock.ts';
import { setting } from './config.ts';

/** How long the address answers, seconds. */
const SAVED_SECONDS = 300;

/** A short-lived address that saves a printed paper under a name. */
export async function savedPdf(
  { key, sha256, sizeBytes }: { key: string; sha256: string; sizeBytes: number },
  fileName: string,
  nowMs: number,
) {
  // The signer is heavier than all the rest: who is refused does not wait for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  const url = await signDownload(
    { bucket: setting('FILES_BUCKET'), key },
    { contentType: 'application/pdf', fileName, expiresSeconds: SAVED_SECONDS, saved: true },
  );
  const expiresAt = isoOf(nowMs + SAVED_SECONDS * 1000);
  return { url, expiresAt, fileName, contentType: 'application/pdf' as const, sizeBytes, sha256 };
}
