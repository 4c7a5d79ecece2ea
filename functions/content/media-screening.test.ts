import { ComprehendClient } from '@aws-sdk/client-comprehend';
import {
  DetectModerationLabelsCommand,
  GetContentModerationCommand,
  RekognitionClient,
  StartContentModerationCommand,
} from '@aws-sdk/client-rekognition';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { getContent, reviewContent, submitContent } from '#contract/areas/content.ts';
import { getModerationItem } from '#contract/areas/moderation.ts';
import { noticesOf } from '#contract/notices.ts';
import { create } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { type UploadItem, Uploads } from '#data/upload.ts';
import { moderationIdOf } from '#domain/ids.ts';
import { handler as readingItem } from '#functions/moderation/get-item.ts';
import { handler as takingResult } from '#functions/queues/take-film-result.ts';
import { handler as screening } from '#functions/reactions/on-content-submitted-screen-media.ts';
import { handler as ending } from '#functions/schedules/end-screenings.ts';
import { nowMs } from '#runtime/clock.ts';
import { listUnanswered } from '#runtime/money/release-facts.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { putDeals } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as getting } from './get-content.ts';
import { handler as reviewing } from './review-content.ts';
import { handler as submitting } from './submit-content.ts';

const table = prepareTestTable();
prepareTestFiles();
const rekognition = mockClient(RekognitionClient);
const comprehend = mockClient(ComprehendClient);
const brand = testMember();
const fault = (name: string) => Object.assign(new Error(name), { name });

beforeAll(() => {
  vi.stubEnv('SCREENING', 'aws');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('FILM_TOPIC_ARN', 'arn:aws:sns:eu-west-1:000000000000:accord-local-films');
  vi.stubEnv('FILM_ROLE_ARN', 'arn:aws:iam::000000000000:role/accord-local-film-screening');
});
afterAll(() => void vi.unstubAllEnvs());
beforeEach(() => {
  rekognition.reset();
  comprehend.reset();
  // The text is another story: nobody answers for it here.
  comprehend.rejects(fault('InternalServerException'));
  rekognition.on(StartContentModerationCommand).resolves({ JobId: 'job' });
  shows([]);
});
afterEach(() => void vi.useRealTimers());

const label = (Name: string, Confidence: number) => ({ Name, Confidence, ParentName: '' });
const shows = (ModerationLabels: object[]) =>
  rekognition.on(DetectModerationLabelsCommand).resolves({ ModerationLabels, ModerationModelVersion: '7.0' });
const filmShows = (ModerationLabels: object[]) =>
  rekognition.on(GetContentModerationCommand).resolves({
    ...{ JobStatus: 'SUCCEEDED', ModerationModelVersion: '7.0' },
    ModerationLabels: ModerationLabels.map((ModerationLabel) => ({ ModerationLabel, Timestamp: 0 })),
  });

let uploads = 0;
async function upload(ownerId: string, contentType: UploadItem['contentType']): Promise<string> {
  const uploadId = countedId('upload', ++uploads);
  const file = { uploadId, ownerId, purpose: 'content' as const, fileName: 'serum', contentType, sizeBytes: 4096 };
  const at = { createdAt: '2026-11-20T12:00:00.000Z', expiresAtMs: 1, inspectedAt: null, version: 1 };
  await write(create(Uploads, { ...file, sha256: 'x', status: 'ready', reason: null, ...at }));
  return uploadId;
}

/** Content of those files, handed in where Amazon's services screen, with the delivery of its event. */
async function handIn(count: number, types: readonly UploadItem['contentType'][], edit: object = {}) {
  const [contract] = (await putDeals(count)) as [ContractItem];
  await write(...updateContract(contract, { set: { fundingStatus: 'funded' } }));
  const { campaignId, contractId, influencerId, workspaceId } = contract;
  const creator = { ...testInfluencer(1), influencerId };
  const uploadIds: string[] = [];
  for (const type of types) uploadIds.push(await upload(influencerId, type));
  const { body } = await callEndpoint(submitting, submitContent, {
    ...{ actor: creator, params: { campaignId } },
    body: {
      ...{ contractId, deliverableId: contract.terms.deliverables[0]?.deliverableId },
      ...{ uploadIds, caption: 'The one that I keep. #ad', ...edit },
    },
  });
  const params = { campaignId, contentId: body.contentId };
  const eventOf = async (type: string) =>
    (await table.items()).find((one) => one._et === 'event' && one.type === type && one.aggregateId === body.contentId);
  return {
    ...{ contract, uploadIds, body, eventOf },
    screen: async () => deliver(screening, 'ContentSubmitted', (await eventOf('ContentSubmitted'))?.data as object),
    filmEnds: (index: number, Status = 'SUCCEEDED') => {
      const JobTag = [workspaceId, campaignId, body.contentId, uploadIds[index]].join(':');
      const message = { JobId: 'job', Status, API: 'StartContentModeration', JobTag };
      return takingResult({ Records: [{ messageId: 'm1', body: JSON.stringify(message) }] } as SQSEvent);
    },
    review: (status: string) => callEndpoint(reviewing, reviewContent, { actor: brand, params, body: { status } }),
    moderation: async () => (await callEndpoint(getting, getContent, { actor: creator, params })).body.moderation,
    item: async () =>
      callEndpoint(readingItem, getModerationItem, {
        ...{ actor: testStaff('moderator'), params: { itemId: moderationIdOf(body.contentId) } },
        query: { workspaceId },
      }),
  };
}
const mediaOf = ({ findings }: { findings: { check: string }[] }) => findings.find(({ check }) => check === 'media');

describe('content whose pictures and films a service looks at', () => {
  it('waits for it: the brand cannot approve it, and its time does not run', async () => {
    const piece = await handIn(1, ['image/jpeg']);
    expect(piece.body.moderation).toMatchObject({ state: 'screening' });
    expect(mediaOf(piece.body.moderation)).toMatchObject({ outcome: 'screening', by: 'Amazon Rekognition' });
    expect(await piece.review('approved')).toMatchObject({ body: { code: 'content_in_moderation' } });
    expect(await listUnanswered(piece.contract)).toEqual([]);
    expect((await piece.eventOf('ContentSubmitted'))?.data).toMatchObject({
      screening: 'screening',
      isScreening: true,
    });
    await piece.screen();
    const moderation = await piece.moderation();
    expect(moderation).toMatchObject({ clearedAt: expect.any(String) });
    expect(moderation.state).not.toBe('screening');
    expect(mediaOf(moderation), 'it was measured').toBeUndefined();
    expect(await listUnanswered(piece.contract)).toHaveLength(1);
    expect(await piece.review('approved')).toMatchObject({ status: 200 });
  });

  it('goes to a moderator with what was found, how surely and by whom; both sides are told', async () => {
    const piece = await handIn(2, ['image/jpeg', 'image/png']);
    shows([label('Violence', 93.2), label('Alcohol', 99)]);
    await piece.screen();
    const moderation = await piece.moderation();
    expect(moderation).toMatchObject({ state: 'waits', score: 90 });
    expect(mediaOf(moderation)).toEqual({
      ...{ check: 'media', outcome: 'flagged', says: ['It shows violence.'], by: 'Amazon Rekognition, model 7.0' },
      labels: [{ label: 'violence', percent: 93 }],
    });
    expect(await piece.item()).toMatchObject({ status: 200, body: { state: 'waits', score: 90 } });
    const notices = noticesOf({ type: 'ContentScreened', data: (await piece.eventOf('ContentScreened'))?.data });
    expect(notices.map(({ to }) => Object.keys(to)[0])).toEqual(['influencerId', 'workspaceId']);
    expect(await piece.review('approved')).toMatchObject({ body: { code: 'content_in_moderation' } });
  });

  it('is not passed when the service is not sure, or one of the files cannot be measured', async () => {
    const unsure = await handIn(3, ['image/jpeg']);
    shows([label('Violence', 62)]);
    await unsure.screen();
    expect(mediaOf(await unsure.moderation())).toMatchObject({
      ...{ outcome: 'not_screened', labels: [{ label: 'violence', percent: 62 }] },
    });
    const partly = await handIn(4, ['image/jpeg', 'image/webp'], { mediaUrls: ['https://media.example/1.mp4'] });
    shows([]);
    await partly.screen();
    expect(mediaOf(await partly.moderation())).toMatchObject({
      outcome: 'not_screened',
      says: ['Only JPEG and PNG pictures can be screened.', expect.stringContaining('other addresses')],
    });
  });

  it('waits for the end of every film, however often and in whatever order it is told', async () => {
    const piece = await handIn(5, ['video/mp4', 'image/jpeg', 'video/quicktime']);
    for (const _twice of [1, 2]) await piece.screen();
    const tokens = rekognition
      .commandCalls(StartContentModerationCommand)
      .map(({ args }) => args[0].input.ClientRequestToken);
    expect(new Set(tokens).size, 'a repeat has the same tokens').toBe(2);
    expect(rekognition.commandCalls(DetectModerationLabelsCommand), 'a picture is asked about once').toHaveLength(1);
    filmShows([label('Gambling', 91)]);
    for (const _twice of [1, 2]) expect(await piece.filmEnds(2)).toEqual({ batchItemFailures: [] });
    expect(await piece.moderation()).toMatchObject({ state: 'screening' });
    filmShows([]);
    await piece.filmEnds(0);
    expect(await piece.moderation()).toMatchObject({ state: 'waits' });
    expect(mediaOf(await piece.moderation())).toMatchObject({ labels: [{ label: 'gambling', percent: 91 }] });
  });

  it('is not screened where a job failed, and waits for people', async () => {
    const piece = await handIn(6, ['video/mp4']);
    await piece.screen();
    await piece.filmEnds(0, 'FAILED');
    expect(mediaOf(await piece.moderation())).toMatchObject({
      ...{ outcome: 'not_screened', says: ['The screening of a video failed.'] },
    });
  });

  it('is tried again when the service is throttled or down, without asking twice for what it answered', async () => {
    const piece = await handIn(7, ['image/jpeg', 'image/png']);
    rekognition
      .on(DetectModerationLabelsCommand)
      .resolvesOnce({ ModerationLabels: [], ModerationModelVersion: '7.0' })
      .rejects(fault('ThrottlingException'));
    await expect(piece.screen()).rejects.toThrow('ThrottlingException');
    expect(await piece.moderation()).toMatchObject({ state: 'screening' });
    shows([]);
    await piece.screen();
    expect((await piece.moderation()).state).not.toBe('screening');
    expect(rekognition.commandCalls(DetectModerationLabelsCommand)).toHaveLength(3);
  });

  it('is not screened once the time for it is over, and a late result changes nothing', async () => {
    const piece = await handIn(8, ['video/mp4']);
    await piece.screen();
    expect(await ending()).toEqual({ ended: 0 });
    vi.useFakeTimers({ now: nowMs() + 3 * 3_600_000 + 1000, toFake: ['Date'] });
    expect(await ending()).toEqual({ ended: 1 });
    const after = await piece.moderation();
    expect(mediaOf(after)).toMatchObject({ outcome: 'not_screened', says: ['The screening did not end in time.'] });
    filmShows([label('Violence', 99)]);
    expect(await piece.filmEnds(0)).toEqual({ batchItemFailures: [] });
    expect(await piece.moderation()).toEqual(after);
    expect(await ending()).toEqual({ ended: 0 });
  });

  it('tells a moderator who has it already, by its text, what its pictures show', async () => {
    const piece = await handIn(9, ['image/jpeg'], { caption: 'This is the shit, and you will love it. #ad' });
    expect(piece.body.moderation).toMatchObject({ state: 'waits', score: 80 });
    shows([label('Hate Symbols', 88)]);
    await piece.screen();
    expect(await piece.moderation()).toMatchObject({ state: 'waits', score: 90 });
    expect((await piece.item()).body).toMatchObject({ state: 'waits', score: 90 });
  });

  it('is left alone once the brand has sent it back', async () => {
    const piece = await handIn(10, ['image/jpeg']);
    expect(await piece.review('changes_requested')).toMatchObject({ status: 200 });
    await piece.screen();
    expect(rekognition.commandCalls(DetectModerationLabelsCommand)).toHaveLength(0);
    expect(await piece.moderation()).toMatchObject({ state: 'screening' });
  });

  it('a message that is none of ours comes back, and ends among the failed ones', async () => {
    const records = [{ messageId: 'm1', body: '{"JobId":"job","Status":"SUCCEEDED","JobTag":"elsewhere"}' }];
    expect(await takingResult({ Records: records } as SQSEvent)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
  });
});
