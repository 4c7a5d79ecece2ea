import type * as z from 'zod/mini';
import type { Content } from '#contract/areas/content.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { downloadName, mediaKey } from '#domain/upload.ts';
import { isoOf } from '../clock.ts';
import { setting } from '../config.ts';
import { contentView } from './content.ts';

/** How long a signed address shows a file, seconds. */
const SHOWN_SECONDS = 300;

/** A submission for reading: every file with an address that shows it for five minutes. */
export async function contentWithMedia(submission: SubmissionItem, nowMs: number): Promise<z.input<typeof Content>> {
  const { influencerId } = submission;
  if (submission.media.length === 0) return contentView(submission);
  // The signer is heavier than all else that reading content takes: only who has files to show waits for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  const media = await Promise.all(
    submission.media.map(async (medium) => ({
      ...medium,
      url: await signDownload(
        { bucket: setting('FILES_BUCKET'), key: mediaKey({ ...medium, ownerId: influencerId }) },
        { contentType: medium.contentType, fileName: downloadName(medium), expiresSeconds: SHOWN_SECONDS },
      ),
      urlExpiresAt: isoOf(nowMs + SHOWN_SECONDS * 1000),
    })),
  );
  return { ...contentView(submission), media };
}
