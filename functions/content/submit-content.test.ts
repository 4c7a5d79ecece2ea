import { beforeAll, describe, expect, it } from 'vitest';
import { getContent, listContent, reportLive, reviewContent, submitContent } from '#contract/areas/content.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { updateContract } from '#data/contract.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as getting } from './get-content.ts';
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

beforeAll(async () => {
  for (let count = 1; count <= 6; count++) {
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
