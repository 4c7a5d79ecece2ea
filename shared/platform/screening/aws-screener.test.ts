import { ComprehendClient, DetectDominantLanguageCommand, DetectToxicContentCommand } from '@aws-sdk/client-comprehend';
import {
  DetectModerationLabelsCommand,
  GetContentModerationCommand,
  RekognitionClient,
  StartContentModerationCommand,
} from '@aws-sdk/client-rekognition';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { partsOf } from './comprehend.ts';
import { readFilm, screenPicture, startFilm } from './rekognition.ts';
import { screenerNamed } from './screener.ts';

const comprehend = mockClient(ComprehendClient);
const rekognition = mockClient(RekognitionClient);
vi.stubEnv('AWS_REGION', 'eu-west-1');

const fault = (name: string) => Object.assign(new Error(name), { name });
const file = { bucket: 'files-test', key: 'media/inf_1/upl_1.jpg' };
const CAPTION = 'You will love the serum that I use every morning.';

beforeEach(() => {
  comprehend.reset();
  rekognition.reset();
  comprehend.on(DetectDominantLanguageCommand).resolves({ Languages: [{ LanguageCode: 'en', Score: 0.99 }] });
});
const toxicity = (Labels: object[]) =>
  comprehend.on(DetectToxicContentCommand).callsFake(({ TextSegments }) => ({
    ResultList: TextSegments.map(() => ({ Labels })),
  }));
const findingOf = async (text = CAPTION) =>
  (await screenerNamed('aws').screenText(text)).find(({ check }) => check === 'toxicity');

describe('what a text means, by Amazon Comprehend', () => {
  it.each([
    ['a threat', 'VIOLENCE_OR_THREAT', 0.93, 'flagged', [{ label: 'a threat', percent: 93 }]],
    ['perhaps an insult', 'INSULT', 0.6, 'not_screened', [{ label: 'an insult', percent: 60 }]],
    ['hardly anything', 'HATE_SPEECH', 0.2, 'passed', undefined],
    ['swearing, which the list of words says', 'PROFANITY', 0.99, 'passed', undefined],
    ['a category that is new', 'SCAM', 0.9, 'flagged', [{ label: 'scam', percent: 90 }]],
  ])('%s', async (_case, Name, Score, outcome, labels) => {
    toxicity([{ Name, Score }]);
    expect(await findingOf()).toEqual({
      ...{ check: 'toxicity', outcome, by: 'Amazon Comprehend', says: expect.any(Array) },
      ...(labels && { labels }),
    });
  });

  it.each([
    ['another language', [{ LanguageCode: 'de', Score: 0.99 }], CAPTION],
    ['no clear language', [{ LanguageCode: 'en', Score: 0.5 }], CAPTION],
    ['a text too short for a language', [], 'Love it. #ad'],
  ])('is not screened for %s, which is said', async (_case, Languages, text) => {
    comprehend.on(DetectDominantLanguageCommand).resolves({ Languages });
    expect(await findingOf(text)).toMatchObject({
      outcome: 'not_screened',
      says: [expect.stringContaining('English')],
    });
    expect(comprehend.commandCalls(DetectToxicContentCommand)).toHaveLength(0);
  });

  it.each(['TooManyRequestsException', 'InternalServerException', 'TimeoutError', 'AccessDeniedException'])(
    'is not screened, and not passed, when the service answers %s',
    async (name) => {
      comprehend.on(DetectToxicContentCommand).rejects(fault(name));
      expect(await findingOf()).toMatchObject({ outcome: 'not_screened', says: ['The service did not answer.'] });
    },
  );

  it('is not screened when a part of the text got no answer', async () => {
    comprehend.on(DetectToxicContentCommand).resolves({ ResultList: [] });
    expect(await findingOf()).toMatchObject({ outcome: 'not_screened' });
  });

  it('is asked for in parts of at most 1 KB, ten at a time, of which none is lost', async () => {
    toxicity([]);
    const text = `${'Grüße an alle, die das lesen. '.repeat(400)}${'ü'.repeat(1500)}`;
    expect((await findingOf(text))?.outcome).toBe('passed');
    const calls = comprehend
      .commandCalls(DetectToxicContentCommand)
      .map(({ args }) => args[0].input.TextSegments ?? []);
    expect(calls.length).toBeGreaterThan(1);
    for (const parts of calls) expect(parts.length).toBeLessThanOrEqual(10);
    const parts = calls.flat().map(({ Text = '' }) => Text);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(1024);
    expect(parts.join('')).toBe(text);
    expect(partsOf(text)).toEqual(parts);
  });

  it('leaves swearing to the list of words', async () => {
    toxicity([]);
    const said = await screenerNamed('aws').screenText('This is the shit, and you will love it.');
    expect(said.find(({ check }) => check === 'profanity')).toMatchObject({ outcome: 'flagged' });
  });
});

describe('what is known of media in the request', () => {
  const medium = (contentType: string, sizeBytes = 4096) => ({ uploadId: 'upl_1', contentType, sizeBytes });
  it.each([
    ['a JPEG', [medium('image/jpeg')], [], 'screening'],
    ['a film', [medium('video/mp4', 90_000_000)], [], 'screening'],
    ['WebP alone', [medium('image/webp')], [], 'not_screened'],
    ['a picture of 16 MB', [medium('image/png', 16 * 1024 * 1024)], [], 'not_screened'],
    ['an address elsewhere alone', [], ['https://media.example/1.mp4'], 'not_screened'],
    ['nothing', [], [], 'passed'],
  ])('%s', async (_case, media, elsewhere, outcome) => {
    expect(await screenerNamed('aws').screenMedia(media, elsewhere)).toMatchObject([{ check: 'media', outcome }]);
    expect(rekognition.calls()).toHaveLength(0);
  });

  it('an unknown screener lets nothing through', () => {
    expect(() => screenerNamed('none')).toThrow('There is no screener “none”');
  });
});

describe('pictures and films, by Amazon Rekognition', () => {
  it('names the top categories of a picture with its confidence and the model', async () => {
    rekognition.on(DetectModerationLabelsCommand).resolves({
      ModerationModelVersion: '7.0',
      ModerationLabels: [
        { Name: 'Explicit', Confidence: 97.4, ParentName: '', TaxonomyLevel: 1 },
        { Name: 'Explicit Nudity', Confidence: 97.4, ParentName: 'Explicit', TaxonomyLevel: 2 },
      ],
    });
    expect(await screenPicture(file)).toEqual({
      ...{ labels: [{ name: 'Explicit', percent: 97.4 }], by: 'Amazon Rekognition, model 7.0' },
    });
    const [call] = rekognition.commandCalls(DetectModerationLabelsCommand);
    expect(call?.args[0].input.Image?.S3Object).toEqual({ Bucket: 'files-test', Name: file.key });
  });

  it.each(['ImageTooLargeException', 'InvalidImageFormatException', 'InvalidS3ObjectException'])(
    'says why it will never look at a picture: %s',
    async (name) => {
      rekognition.on(DetectModerationLabelsCommand).rejects(fault(name));
      expect(await screenPicture(file)).toEqual({ why: expect.any(String) });
    },
  );

  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'InternalServerError',
    'AccessDeniedException',
  ])('throws what may go by, so that it is tried again: %s', async (name) => {
    rekognition.on(DetectModerationLabelsCommand).rejects(fault(name));
    await expect(screenPicture(file)).rejects.toThrow(name);
  });

  it('begins a film with a token, a tag and a place to tell of its end, and throws when too many run already', async () => {
    const more = {
      token: 'sub_1_upl_1',
      tag: 'wsp_1:cmp_1:sub_1:upl_1',
      channel: { topicArn: 'topic', roleArn: 'role' },
    };
    rekognition.on(StartContentModerationCommand).resolves({ JobId: 'job-1' });
    expect(await startFilm(file, more)).toBeUndefined();
    expect(rekognition.commandCalls(StartContentModerationCommand)[0]?.args[0].input).toMatchObject({
      ...{ ClientRequestToken: 'sub_1_upl_1', JobTag: 'wsp_1:cmp_1:sub_1:upl_1' },
      NotificationChannel: { SNSTopicArn: 'topic', RoleArn: 'role' },
    });
    rekognition.on(StartContentModerationCommand).rejects(fault('LimitExceededException'));
    await expect(startFilm(file, more)).rejects.toThrow('LimitExceededException');
    rekognition.on(StartContentModerationCommand).rejects(fault('VideoTooLargeException'));
    expect(await startFilm(file, more)).toEqual({ why: 'A video is too large for the screening.' });
  });

  it('reads every page of what a film shows, and keeps the highest confidence', async () => {
    const at = (Name: string, Confidence: number) => ({ ModerationLabel: { Name, Confidence, ParentName: '' } });
    const page = { JobStatus: 'SUCCEEDED' as const, ModerationModelVersion: '7.0' };
    rekognition
      .on(GetContentModerationCommand, { JobId: 'job-1', NextToken: undefined })
      .resolves({ ...page, ModerationLabels: [at('Violence', 61)], NextToken: 'more' });
    rekognition
      .on(GetContentModerationCommand, { JobId: 'job-1', NextToken: 'more' })
      .resolves({ ...page, ModerationLabels: [at('Violence', 88), at('Gambling', 55)] });
    expect(await readFilm('job-1')).toEqual({
      by: 'Amazon Rekognition, model 7.0',
      labels: [
        { name: 'Violence', percent: 88 },
        { name: 'Gambling', percent: 55 },
      ],
    });
  });

  it('is not screened when the job failed', async () => {
    rekognition.on(GetContentModerationCommand).resolves({ JobStatus: 'FAILED' });
    expect(await readFilm('job-1')).toEqual({ why: 'The screening of a video failed.' });
  });
});
