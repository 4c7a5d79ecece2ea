import { beforeAll, describe, expect, it } from 'vitest';
import {
  addComment,
  getContent,
  listComments,
  listContent,
  reportLive,
  reviewContent,
  submitContent,
} from '#contract/areas/content.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { create } from '#data/change.ts';
import { updateContract } from '#data/contract.ts';
import { type UploadItem, Uploads } from '#data/upload.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from '#testing/deal.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as commenting } from './add-comment.ts';
import { handler as getting } from './get-content.ts';
import { handler as listingComments } from './list-comments.ts';
import { handler as listing } from './list-content.ts';
import { handler as reporting } from './report-live.ts';
import { handler as reviewing } from './review-content.ts';
import { handler as submitting } from './submit-content.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const brand = testMember();
type Who = ReturnType<typeof testMember> | ReturnType<typeof testInfluencer> | ReturnType<typeof testStaff>;
/** Contract, influencer and campaign `count` belong together; each asks for two reels. */
const params = (count: number) => ({ campaignId: countedId('campaign', count) });
const submit = (count: number, edit: object = {}, actor: Who = testInfluencer(count)) =>
  callEndpoint(submitting, submitContent, {
    actor,
    params: params(count),
    body: { ...samples['content.submit-content'], contractId: countedId('contract', count), ...edit },
  });
const review = (count: number, contentId: string, edit: object = {}, actor: Who = brand) =>
  callEndpoint(reviewing, reviewContent, {
    actor,
    params: { ...params(count), contentId },
    body: { ...samples['content.review-content'], ...edit },
  });
const live = (
  count: number,
  contentId: string,
  actor: Who = testInfluencer(count),
  body: object = samples['content.report-live'],
) => callEndpoint(reporting, reportLive, { actor, params: { ...params(count), contentId }, body });
const list = (count: number, actor: Who, query: Record<string, string> = {}) =>
  callEndpoint(listing, listContent, { actor, params: params(count), query });
const get = (count: number, contentId: string, actor: Who) =>
  callEndpoint(getting, getContent, { actor, params: { ...params(count), contentId } });
const progressOf = async (count: number, actor: Who = brand) =>
  (await callEndpoint(gettingContract, getContract, { actor, params: { contractId: countedId('contract', count) } }))
    .body.progress;

const file = (count: number, edit: Partial<UploadItem> = {}): UploadItem => ({
  uploadId: countedId('upload', count),
  ownerId: countedId('influencer', 9),
  purpose: 'content',
  fileName: 'serum.mp4',
  contentType: 'video/mp4',
  sizeBytes: 4096,
  sha256: 'x',
  status: 'ready',
  reason: null,
  createdAt: '2026-11-20T12:00:00.000Z',
  expiresAtMs: 1,
  inspectedAt: null,
  version: 2,
  ...edit,
});

beforeAll(async () => {
  for (let count = 1; count <= 11; count++) {
    const campaign = await putOpenCampaign(aCampaign(count));
    await putContract(count, anOffer(count, campaign), { fundingStatus: count === 2 ? 'pending' : 'funded' });
  }
});

describe('the life of a piece of content', () => {
  it('goes from pending over approved to live, told to both sides and counted in the contract', async () => {
    const sent = await submit(1);
    expect(sent).toMatchObject({ status: 201, body: { status: 'pending', note: null, version: 1 } });
    const { contentId } = sent.body;
    expect(await live(1, contentId)).toMatchObject({ status: 409, body: { code: 'content_not_approved' } });
    expect(await review(1, contentId)).toMatchObject({ status: 200, body: { status: 'approved', version: 2 } });
    expect(await progressOf(1)).toEqual({ required: 2, approved: 1, live: 0 });
    const published = await live(1, contentId);
    expect(published).toMatchObject({
      status: 200,
      body: { status: 'live', liveUrl: samples['content.report-live'].url },
    });
    expect(await progressOf(1)).toEqual({ required: 2, approved: 1, live: 1 });
    expect(await progressOf(1, testInfluencer(1))).toEqual({ required: 2, approved: 1, live: 1 });
    expect((await get(1, contentId, brand)).body).toEqual(published.body);
    expect((await get(1, contentId, testInfluencer(1))).body).toEqual(published.body);
    expect(await live(1, contentId)).toMatchObject({ status: 409, body: { code: 'content_not_approved' } });
    const events = (await items()).filter(({ aggregateId }) => aggregateId === contentId);
    expect(events.map(({ seq, type }) => `${seq} ${type}`).sort()).toEqual([
      '1 ContentSubmitted',
      '2 ContentReviewed',
      '3 ContentWentLive',
    ]);
  });

  it('waits for the money', async () => {
    expect(await submit(2)).toMatchObject({ status: 409, body: { code: 'contract_not_funded' } });
    await write(
      ...updateContract(
        {
          workspaceId: countedId('workspace', 1),
          influencerId: countedId('influencer', 2),
          contractId: countedId('contract', 2),
        },
        { set: { fundingStatus: 'funded' } },
      ),
    );
    expect(await submit(2)).toMatchObject({ status: 201 });
  });

  it('takes as many pieces as the contract asks for, also of ten at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(3)));
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken).toHaveLength(2);
    expect(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code)).toEqual(
      Array(8).fill('deliverable_complete'),
    );
    const [first, second] = taken.map(({ body }) => body.contentId);
    expect(await review(3, first, { status: 'changes_requested', note: 'More light.' })).toMatchObject({
      status: 200,
      body: { status: 'changes_requested', note: 'More light.' },
    });
    expect((await submit(3)).status).toBe(201);
    expect(await review(3, second, { status: 'rejected' })).toMatchObject({ body: { status: 'rejected' } });
    expect((await submit(3)).status).toBe(201);
    expect(await submit(3)).toMatchObject({ status: 409, body: { code: 'deliverable_complete' } });
    expect(await progressOf(3)).toEqual({ required: 2, approved: 0, live: 0 });
  });

  it('is decided once, and counted once, also of ten decisions at once', async () => {
    const { contentId } = (await submit(4)).body;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => review(4, contentId, { status: index % 2 ? 'approved' : 'rejected' })),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(
      answers.filter(({ status }) => status !== 200).every(({ body }) => body.code === 'content_not_pending'),
    ).toBe(true);
    expect((await progressOf(4)).approved).toBe(won[0]?.body.status === 'approved' ? 1 : 0);
  });
});

describe('what is refused', () => {
  it.each([
    ['plain http', { mediaUrls: ['http://media.example/a.mp4'] }, 'mediaUrls.0'],
    ['no media', { mediaUrls: [] }, 'mediaUrls'],
    ['another deliverable', { deliverableId: 'stories' }, 'deliverableId'],
    ['a long caption', { caption: 'x'.repeat(5001) }, 'caption'],
    ['an unknown field', { status: 'approved' }, 'status'],
  ])('%s, by its path', async (_case, edit, path) => {
    const answer = await submit(5, edit);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it('another tenant, another influencer, another campaign: as if there were nothing', async () => {
    const { contentId } = (await submit(5)).body;
    expect(await submit(5, {}, testInfluencer(6))).toMatchObject({ status: 404 });
    expect(await submit(5, { contractId: countedId('contract', 6) })).toMatchObject({ status: 404 });
    for (const other of [testMember(2), testInfluencer(6)])
      expect(await get(5, contentId, other)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await review(5, contentId, {}, testMember(2))).toMatchObject({ status: 404 });
    expect(await live(5, contentId, testInfluencer(6))).toMatchObject({ status: 404 });
    expect(await get(6, contentId, testInfluencer(5))).toMatchObject({ status: 404 });
    expect(await review(6, contentId)).toMatchObject({ status: 404 });
    expect(await list(5, testMember(2))).toMatchObject({ status: 404 });
  });

  it('roles that do not decide', async () => {
    const id = countedId('submission', 1);
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'finance'), testInfluencer(5), testStaff()])
      expect(await review(5, id, {}, actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await submit(5, {}, brand)).toMatchObject({ status: 403 });
    expect(await live(5, id, brand)).toMatchObject({ status: 403 });
    expect(await live(5, id, testInfluencer(5), { url: 'javascript:alert(1)' })).toMatchObject({ status: 400 });
  });
});

describe('GET /campaigns/{campaignId}/content', () => {
  it('shows each side its own, in pages and by status', async () => {
    const first = await list(3, brand, { limit: '3' });
    const second = await list(3, brand, { limit: '3', cursor: first.body.nextCursor });
    const ids = [...first.body.items, ...second.body.items].map((item: { contentId: string }) => item.contentId);
    expect(new Set(ids).size).toBe(4);
    expect((await list(3, testInfluencer(3))).body.items.map((item: { contentId: string }) => item.contentId)).toEqual(
      ids,
    );
    expect((await list(3, brand, { status: 'pending' })).body.items).toHaveLength(2);
    expect((await list(3, testInfluencer(1))).body.items).toEqual([]);
    expect((await list(6, brand)).body).toEqual({ items: [], nextCursor: null });
  });
});

describe('versions of a piece', () => {
  const ask = (contentId: string) => review(7, contentId, { status: 'changes_requested', note: 'More light.' });

  it('follow each other as far as the agreed rounds of changes go, and each is followed by one', async () => {
    const first = (await submit(7)).body;
    expect(first).toMatchObject({ revision: 1, earlierVersions: [], revisedBy: null, roundsLeft: 1 });
    const early = await submit(7, { revises: first.contentId });
    expect(early).toMatchObject({ status: 409, body: { code: 'content_not_revisable' } });
    expect((await ask(first.contentId)).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(7, { revises: first.contentId })));
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    // Whichever a twin meets first: the piece has its next version, or every piece is taken.
    expect(refused.every((code) => ['content_not_revisable', 'deliverable_complete'].includes(code))).toBe(true);
    const second = taken[0]?.body;
    expect(second).toMatchObject({
      revision: 2,
      roundsLeft: 0,
      earlierVersions: [{ contentId: first.contentId, revision: 1, note: 'More light.' }],
    });
    expect((await get(7, first.contentId, brand)).body.revisedBy).toBe(second.contentId);
    expect(await ask(second.contentId)).toMatchObject({ status: 409, body: { code: 'revision_rounds_used' } });
    expect(await review(7, second.contentId)).toMatchObject({ status: 200, body: { status: 'approved' } });
  });

  it('belong to their own contract and influencer', async () => {
    const first = (await submit(8)).body;
    await review(8, first.contentId, { status: 'changes_requested' });
    expect(await submit(9, { revises: first.contentId })).toMatchObject({ status: 404 });
    expect(await submit(8, { revises: countedId('submission', 99) })).toMatchObject({ status: 404 });
  });
});

describe('uploaded files', () => {
  prepareTestFiles();
  beforeAll(() =>
    write(
      create(Uploads, file(1, { hasStill: true })),
      create(Uploads, file(2, { status: 'awaiting' })),
      create(Uploads, file(3, { ownerId: countedId('influencer', 8) })),
    ),
  );

  it('are named by content once they are ready', async () => {
    const uploadIds = [countedId('upload', 1)];
    const answer = await submit(9, { mediaUrls: [], uploadIds });
    expect(answer).toMatchObject({
      status: 201,
      body: { media: [{ uploadId: uploadIds[0], contentType: 'video/mp4', url: null, thumbnailUrl: null }] },
    });
    const [film] = (await get(9, answer.body.contentId, brand)).body.media;
    expect(new URL(film.url).pathname).toContain(`/${uploadIds[0]}.mp4`);
    expect(new URL(film.thumbnailUrl).pathname).toContain(`/${uploadIds[0]}.still.jpg`);
  });

  it.each([
    ['one that is not inspected yet', [2], 409, 'upload_not_ready'],
    ['one of another influencer', [3], 404, 'not_found'],
    ['one that does not exist', [1, 99], 404, 'not_found'],
    ['one named twice', [1, 1], 400, 'validation_failed'],
  ])('refused: %s', async (_case, counts, status, code) => {
    const uploadIds = counts.map((count) => countedId('upload', count));
    expect(await submit(9, { uploadIds })).toMatchObject({ status, body: { code } });
  });
});

describe('the live address', () => {
  it("must be of the deliverable's platform", async () => {
    const { contentId } = (await submit(10)).body;
    await review(10, contentId);
    for (const url of [
      'https://www.youtube.com/watch?v=1',
      'https://www.instagram.com.evil.example/reel/1',
      'https://evil.example/www.instagram.com/reel/1',
      'https://www.instagram.com@evil.example/reel/1',
    ])
      expect(await live(10, contentId, testInfluencer(10), { url }), url).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: [{ path: 'url' }] },
      });
    expect(await live(10, contentId, testInfluencer(10), { url: 'https://instagram.com/reel/1' })).toMatchObject({
      status: 200,
    });
  });
});

describe('comments', () => {
  const say = (contentId: string, actor: Who, text = 'Slower, please.', headers = {}) =>
    callEndpoint(commenting, addComment, { actor, params: { ...params(10), contentId }, body: { text }, headers });
  const thread = (contentId: string, actor: Who, query: Record<string, string> = {}) =>
    callEndpoint(listingComments, listComments, { actor, params: { ...params(10), contentId }, query });

  it('of both sides are one thread, oldest first, in pages', async () => {
    const { contentId } = (await submit(10)).body;
    expect((await thread(contentId, brand)).body).toEqual({ items: [], nextCursor: null });
    const headers = { 'idempotency-key': 'said-once' };
    const first = await say(contentId, brand, 'Slower, please.', headers);
    expect(first).toMatchObject({ status: 201, body: { by: 'brand', authorName: 'Glow Labs' } });
    expect((await say(contentId, brand, 'Slower, please.', headers)).body).toEqual(first.body);
    expect((await say(contentId, testInfluencer(10), 'Will do.')).body).toMatchObject({
      by: 'influencer',
      authorName: 'Mara 10',
    });
    await say(contentId, testMember(1, 'manager'), 'Thanks.');
    for (const actor of [testMember(1, 'viewer'), testInfluencer(10)]) {
      const one = await thread(contentId, actor, { limit: '2' });
      const two = await thread(contentId, actor, { limit: '2', cursor: one.body.nextCursor });
      expect([...one.body.items, ...two.body.items].map((item: { text: string }) => item.text)).toEqual([
        'Slower, please.',
        'Will do.',
        'Thanks.',
      ]);
    }
    const events = (await items()).filter(({ type }) => type === 'ContentCommented');
    expect(events.map(({ data }) => (data as { by: string }).by).sort()).toEqual(['brand', 'brand', 'influencer']);
  });

  it('are nobody else’s, and say something', async () => {
    const { items: own } = (await list(10, brand)).body;
    const { contentId } = own[0];
    for (const other of [testMember(2), testInfluencer(5)]) {
      expect(await say(contentId, other)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await thread(contentId, other)).toMatchObject({ status: 404 });
    }
    expect(await say(countedId('submission', 99), brand)).toMatchObject({ status: 404 });
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'finance'), testStaff()])
      expect(await say(contentId, actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    for (const text of ['', '  ', 'x'.repeat(2001)])
      expect(await say(contentId, brand, text)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(await thread(contentId, brand, { cursor: 'made.up' })).toMatchObject({ body: { code: 'bad_cursor' } });
  });

  describe('point at a place', () => {
    const [film, picture] = [countedId('upload', 11), countedId('upload', 12)] as const;
    let [contentId, otherId] = ['', ''];
    beforeAll(async () => {
      const ownerId = countedId('influencer', 11);
      await write(
        create(Uploads, file(11, { ownerId })),
        create(Uploads, file(12, { ownerId, fileName: 'still.jpg', contentType: 'image/jpeg' })),
      );
      contentId = (await submit(11, { mediaUrls: [], uploadIds: [film, picture] })).body.contentId;
      otherId = (await submit(11)).body.contentId;
    });
    const point = (body: object, actor: Who = brand, at = contentId) =>
      callEndpoint(commenting, addComment, {
        actor,
        params: { ...params(11), contentId: at },
        body: { text: 'Here.', ...body },
      });

    it('of a picture, or at a moment of a film and there perhaps a place, which both sides see', async () => {
      const places = [
        { uploadId: picture, xPermille: 0, yPermille: 1000 },
        { uploadId: film, atMs: 12_500 },
        { uploadId: film, atMs: 0, xPermille: 500, yPermille: 250 },
      ];
      for (const place of places)
        expect(await point({ place })).toMatchObject({ status: 201, body: { place, replyTo: null } });
      const { items: said } = (
        await callEndpoint(listingComments, listComments, {
          actor: testInfluencer(11),
          params: { ...params(11), contentId },
        })
      ).body;
      expect(said.map(({ place }: { place: object }) => place)).toEqual(places);
    });

    it('and are answered in threads of one level, which have their place from the comment that began them', async () => {
      const { commentId } = (await point({ place: { uploadId: film, atMs: 3000 } })).body;
      const answer = await point({ replyTo: commentId }, testInfluencer(11));
      expect(answer).toMatchObject({ status: 201, body: { by: 'influencer', place: null, replyTo: commentId } });
      expect((await point({ replyTo: answer.body.commentId })).body).toMatchObject({ replyTo: commentId });
    });

    it.each([
      ['a file of another piece', { uploadId: countedId('upload', 1), atMs: 1 }, 'place.uploadId'],
      ['a film without a moment', { uploadId: film, xPermille: 1, yPermille: 1 }, 'place.atMs'],
      ['a picture with a moment', { uploadId: picture, atMs: 1, xPermille: 1, yPermille: 1 }, 'place.atMs'],
      ['a picture without a point', { uploadId: picture }, 'place.xPermille'],
      ['half of a point', { uploadId: film, atMs: 1, xPermille: 1 }, 'place'],
      ['a point outside', { uploadId: picture, xPermille: 1001, yPermille: 1 }, 'place.xPermille'],
      ['a time before the film', { uploadId: film, atMs: -1 }, 'place.atMs'],
    ])('refused: %s', async (_case, place, path) => {
      expect(await point({ place })).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: [{ path }] },
      });
    });

    it('refused: an answer to what was not said here, and one with a place of its own', async () => {
      const { commentId } = (await point({}, brand, otherId)).body;
      for (const replyTo of [commentId, countedId('comment', 99)])
        expect(await point({ replyTo })).toMatchObject({ status: 400, body: { issues: [{ path: 'replyTo' }] } });
      const own = (await point({})).body.commentId;
      expect(await point({ replyTo: own, place: { uploadId: film, atMs: 1 } })).toMatchObject({
        status: 400,
        body: { issues: [{ path: 'place' }] },
      });
    });
  });
});
