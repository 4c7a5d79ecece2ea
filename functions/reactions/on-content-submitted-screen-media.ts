import { mediaScreeningRef } from '#data/media-screening.ts';
import { findTogether } from '#data/read.ts';
import { type SubmissionItem, submissionRef } from '#data/submission.ts';
import { jobTagOf, type MediumResult, whyNotMeasurable } from '#domain/service-screening.ts';
import { mediaKey } from '#domain/upload.ts';
import { screenPicture, startFilm } from '#platform/screening/rekognition.ts';
import { setting } from '#runtime/config.ts';
import { noteResults } from '#runtime/media-screening.ts';
import { reaction } from '#runtime/reaction.ts';

/**
 * Has the service look at the pictures and films of content: pictures are answered at once, of films it tells when it is through. What it cannot do now is tried again with the delivery;
 * what was answered before that is kept.
 */
export const handler = reaction(['ContentSubmitted'], async ({ data }, context) => {
  const { workspaceId, campaignId, contentId: submissionId } = data;
  const { submission, screening } = await findTogether({
    submission: submissionRef(workspaceId, campaignId, submissionId),
    screening: mediaScreeningRef(workspaceId, submissionId),
  });
  if (!submission || screening?.state !== 'open' || submission.status !== 'pending') return;
  const results: Record<string, MediumResult> = {};
  try {
    for (const medium of submission.media) {
      if (medium.uploadId in screening.results) continue;
      const result = await lookAt(medium, submission);
      if (result) results[medium.uploadId] = result;
    }
  } finally {
    if (Object.keys(results).length > 0) await noteResults({ workspaceId, campaignId, submissionId }, results, context);
  }
});

/** What is known at once of a file; undefined for a film that the service has begun to look at. */
async function lookAt(
  medium: SubmissionItem['media'][number],
  { workspaceId, campaignId, submissionId, influencerId }: SubmissionItem,
): Promise<MediumResult | undefined> {
  const why = whyNotMeasurable(medium);
  if (why !== undefined) return { why };
  const file = { bucket: setting('FILES_BUCKET'), key: mediaKey({ ...medium, ownerId: influencerId }) };
  if (!medium.contentType.startsWith('video/')) return screenPicture(file);
  return startFilm(file, {
    // Deliveries repeat, and the same token begins the job once.
    token: `${submissionId}_${medium.uploadId}`,
    tag: jobTagOf({ workspaceId, campaignId, submissionId, uploadId: medium.uploadId }),
    channel: { topicArn: setting('FILM_TOPIC_ARN'), roleArn: setting('FILM_ROLE_ARN') },
  });
}
