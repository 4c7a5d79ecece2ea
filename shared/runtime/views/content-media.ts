import type * as z from 'zod/mini';
import type { Content } from '#contract/areas/content.ts';
import type { Medium } from '#contract/areas/uploads.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { downloadName, mediaKey, stillKey, type Upload } from '#domain/upload.ts';
import { isoOf } from '../clock.ts';
import { setting } from '../config.ts';
import { contentView, mediumView } from './content.ts';

/** How long a signed address shows a file, seconds. */
const SHOWN_SECONDS = 300;

/** A submission for reading: every file with an address that shows it for five minutes. */
export async function contentWithMedia(submission: SubmissionItem, nowMs: number): Promise<z.input<typeof Content>> {
  return { ...contentView(submission), media: await addressedMedia(submission, nowMs) };
}

/** The files of content, each with an address that shows it for five minutes, and films with one of their still. */
export async function addressedMedia(
  { influencerId, media }: Pick<SubmissionItem, 'influencerId' | 'media'>,
  nowMs: number,
): Promise<z.input<typeof Medium>[]> {
  if (media.length === 0) return [];
  // The signer is heavier than all else that reading content takes: only who has files to show waits for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  return Promise.all(
    media.map(async (medium) => ({
      ...mediumView(medium),
      url: await signDownload(
        { bucket: setting('FILES_BUCKET'), key: mediaKey({ ...medium, ownerId: influencerId }) },
        { contentType: medium.contentType, fileName: downloadName(medium), expiresSeconds: SHOWN_SECONDS },
      ),
      thumbnailUrl: await addressedStill({ ...medium, ownerId: influencerId }),
      urlExpiresAt: isoOf(nowMs + SHOWN_SECONDS * 1000),
    })),
  );
}

/** An address that shows the still of a film for five minutes; null for a file that has none. */
export async function addressedStill(
  file: Pick<Upload, 'ownerId' | 'uploadId' | 'fileName' | 'hasStill'>,
): Promise<string | null> {
  if (!file.hasStill) return null;
  const { signDownload } = await import('#platform/sign-download.ts');
  const contentType = 'image/jpeg';
  return signDownload(
    { bucket: setting('FILES_BUCKET'), key: stillKey(file) },
    { contentType, fileName: downloadName({ ...file, contentType }), expiresSeconds: SHOWN_SECONDS },
  );
}
