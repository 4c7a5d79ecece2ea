import {
  DetectModerationLabelsCommand,
  GetContentModerationCommand,
  type ModerationLabel,
  RekognitionClient,
  StartContentModerationCommand,
} from '@aws-sdk/client-rekognition';
import { LEAST_PERCENT, type MediumResult, type NamedLabel } from '#domain/service-screening.ts';
import type { FileName } from '../file-client.ts';

const NAME = 'Amazon Rekognition';

/** Throttling is retried by the SDK; what still fails is tried again with the delivery. */
let shared: RekognitionClient | undefined;
function client(): RekognitionClient {
  shared ??= new RekognitionClient({ maxAttempts: 5 });
  return shared;
}

/** What the service says of a file that it will never be able to look at. Everything else it refuses may go by, and is thrown. */
const NEVER: Readonly<Record<string, string>> = {
  ImageTooLargeException: 'A picture is too large for the screening.',
  InvalidImageFormatException: 'A picture cannot be read by the screening.',
  // Sizes in pixels, too.
  InvalidParameterException: 'A picture or video cannot be read by the screening.',
  InvalidS3ObjectException: 'A picture or video cannot be read by the screening.',
  VideoTooLargeException: 'A video is too large for the screening.',
};

function refusalOf(error: unknown): { why: string } {
  const why = error instanceof Error ? NEVER[error.name] : undefined;
  if (why === undefined) throw error;
  return { why };
}

/** What a picture in S3 shows; throws when the service cannot say it now. */
export async function screenPicture({ bucket, key }: FileName): Promise<MediumResult> {
  const command = new DetectModerationLabelsCommand({
    Image: { S3Object: { Bucket: bucket, Name: key } },
    MinConfidence: LEAST_PERCENT,
  });
  try {
    const { ModerationLabels = [], ModerationModelVersion } = await client().send(command);
    return { labels: namedOf(ModerationLabels), by: byModel(ModerationModelVersion) };
  } catch (error) {
    return refusalOf(error);
  }
}

/** Where the service tells that it is through with a film, and as whom. */
export interface FilmChannel {
  topicArn: string;
  roleArn: string;
}

/**
 * Has the service look at a film in S3; its end is told to the topic, with `tag`. The same `token` begins nothing a second time. Answers what there is to know at once: that it will
 * never look at this one; throws when it cannot begin now.
 */
export async function startFilm(
  { bucket, key }: FileName,
  { token, tag, channel }: { token: string; tag: string; channel: FilmChannel },
): Promise<{ why: string } | undefined> {
  const command = new StartContentModerationCommand({
    Video: { S3Object: { Bucket: bucket, Name: key } },
    MinConfidence: LEAST_PERCENT,
    ClientRequestToken: token,
    JobTag: tag,
    NotificationChannel: { SNSTopicArn: channel.topicArn, RoleArn: channel.roleArn },
  });
  try {
    await client().send(command);
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}

/** What a film shows, of which the service says that it is through with it: all pages, with the highest confidence of each category. */
export async function readFilm(jobId: string): Promise<MediumResult> {
  const labels: NamedLabel[] = [];
  let by = NAME;
  let NextToken: string | undefined;
  do {
    const page = await client().send(new GetContentModerationCommand({ JobId: jobId, MaxResults: 1000, NextToken }));
    if (page.JobStatus !== 'SUCCEEDED') return { why: FILM_FAILED };
    by = byModel(page.ModerationModelVersion);
    labels.push(...namedOf((page.ModerationLabels ?? []).flatMap(({ ModerationLabel }) => ModerationLabel ?? [])));
    NextToken = page.NextToken;
  } while (NextToken);
  const best = new Map<string, number>();
  for (const { name, percent } of labels) best.set(name, Math.max(percent, best.get(name) ?? 0));
  return { labels: [...best].map(([name, percent]) => ({ name, percent })), by };
}

/** Why a film was not screened whose job failed. */
export const FILM_FAILED = 'The screening of a video failed.';

/** Labels of the top level alone: those below say more exactly what the same place shows (developer guide, "Label categories"). */
function namedOf(labels: readonly ModerationLabel[]): NamedLabel[] {
  return labels
    .filter(({ ParentName }) => !ParentName)
    .map(({ Name = 'Unknown', Confidence = 100 }) => ({ name: Name, percent: Confidence }));
}

function byModel(version: string | undefined): string {
  return version ? `${NAME}, model ${version}` : NAME;
}
