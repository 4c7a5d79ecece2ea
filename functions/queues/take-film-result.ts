import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { FILM_FAILED, readFilm } from '#platform/screening/rekognition.ts';
import { log } from '#runtime/log.ts';
import { noteResults } from '#runtime/media-screening.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What Amazon Rekognition tells of a film that it is through with (developer guide, "Reference: Video analysis results notification"). */
const FilmEnd = z.object({
  JobId: z.string(),
  Status: z.string(),
  /** As it was given: workspace, campaign, content and upload. */
  JobTag: z.string().check(z.regex(/^wsp_[0-9A-Z]{26}\/cmp_[0-9A-Z]{26}\/sub_[0-9A-Z]{26}\/upl_[0-9A-Z]{26}$/)),
});

/** Takes what the service found in films; one that could not be read or written down comes back. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of batch.Records) {
    try {
      const { JobId, Status, JobTag } = z.parse(FilmEnd, JSON.parse(body));
      const [workspaceId, campaignId, submissionId, uploadId] = JobTag.split('/') as [string, string, string, string];
      const result = Status === 'SUCCEEDED' ? await readFilm(JobId) : { why: FILM_FAILED };
      await noteResults({ workspaceId, campaignId, submissionId }, { [uploadId]: result }, systemCommitContext());
    } catch (error) {
      log.failure('the result of a film could not be taken', error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
