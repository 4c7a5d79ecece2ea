import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { parseJobTag } from '#domain/service-screening.ts';
import { FILM_FAILED, readFilm } from '#platform/screening/rekognition.ts';
import { log } from '#runtime/log.ts';
import { noteResults } from '#runtime/media-screening.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What Amazon Rekognition tells of a film that it is through with (developer guide, "Reference: Video analysis results notification"). */
const FilmEnd = z.object({
  JobId: z.string(),
  Status: z.string(),
  /** As it was given. */
  JobTag: z.string(),
});

/** Takes what the service found in films; one that could not be read or written down comes back. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of batch.Records) {
    try {
      const { JobId, Status, JobTag } = z.parse(FilmEnd, JSON.parse(body));
      const film = parseJobTag(JobTag);
      if (!film) throw new Error(`The tag “${JobTag}” names no film of content.`);
      const { uploadId, ...content } = film;
      const result = Status === 'SUCCEEDED' ? await readFilm(JobId) : { why: FILM_FAILED };
      await noteResults(content, { [uploadId]: result }, systemCommitContext());
    } catch (error) {
      log.failure('the result of a film could not be taken', error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
