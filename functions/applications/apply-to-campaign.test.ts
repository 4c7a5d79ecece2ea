import { beforeAll, describe, expect, it } from 'vitest';
import {
  applyToCampaign,
  decideApplication,
  getOpenCampaign,
  listCampaignApplications,
  listOwnApplications,
  withdrawApplication,
} from '#contract/areas/applications.ts';
import { create } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { Members } from '#data/workspace.ts';
import { handler as getOpen } from '#functions/influencers/get-open-campaign.ts';
import { daysLater, nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, aProfile, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as applying } from './apply-to-campaign.ts';
import { handler as deciding } from './decide-application.ts';
import { handler as listing } from './list-campaign-applications.ts';
import { handler as listingOwn } from './list-own-applications.ts';
import { handler as withdrawing } from './withdraw-application.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const body = samples['applications.apply-to-campaign'];
const apply = (campaign: number, influencer = 1, edit: object = {}) =>
  callEndpoint(applying, applyToCampaign, {
    actor: testInfluencer(influencer),
    params: { campaignId: countedId('campaign', campaign) },
    body: { ...body, ...edit },
  });
const decide = (applicationId: string, workspace = 1, edit: object = {}) =>
  callEndpoint(deciding, decideApplication, {
    actor: testMember(workspace),
    params: { applicationId },
    body: { ...samples['applications.decide-application'], ...edit },
  });
const withdraw = (applicationId: string, influencer = 1) =>
  callEndpoint(withdrawing, withdrawApplication, { actor: testInfluencer(influencer), params: { applicationId } });
const applicants = (campaign: number, workspace = 1, query: Record<string, string> = {}) =>
  callEndpoint(listing, listCampaignApplications, {
    actor: testMember(workspace),
    params: { campaignId: countedId('campaign', campaign) },
    query,
  });
const own = (influencer: number) =>
  callEndpoint(listingOwn, listOwnApplications, { actor: testInfluencer(influencer), query: {} });

beforeAll(async () => {
  for (const count of [1, 2, 3, 4, 5, 6, 8, 9, 10]) await putOpenCampaign(aCampaign(count));
  await putOpenCampaign(aCampaign(7, { endDate: '2020-01-01' }));
  for (let count = 1; count <= 4; count++) await putProfile(aProfile(count));
  await putPerson(countedId('user', 1003), 'mara3@example.com');
});

describe('applying', () => {
  it('shows the application to both sides with the headline of the profile', async () => {
    const answer = await apply(1);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'pending',
        brandName: 'Glow Labs',
        influencer: { displayName: 'Mara 1', followers: 69_000, platforms: ['instagram', 'tiktok'] },
        proposedPrice: body.proposedPrice,
      },
    });
    expect((await applicants(1)).body.items).toEqual([answer.body]);
    expect((await own(1)).body.items).toContainEqual(answer.body);
    const open = await callEndpoint(getOpen, getOpenCampaign, {
      actor: testInfluencer(1),
      params: { campaignId: countedId('campaign', 1) },
    });
    expect(open.body.application).toEqual({ applicationId: answer.body.applicationId, status: 'pending' });
    const events = (await items()).filter(({ aggregateId }) => aggregateId === answer.body.applicationId);
    expect(events).toMatchObject([{ type: 'ApplicationSubmitted', seq: 1, actor: { kind: 'influencer' } }]);
  });

  it('takes one application of an influencer to a campaign, also of ten at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => apply(2, 2)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array(9).fill('already_applied'),
    );
    expect((await applicants(2)).body.items).toHaveLength(1);
  });

  it.each([
    ['without a profile', 1, 9, 409, 'profile_incomplete'],
    ['to a campaign that has ended', 7, 1, 409, 'campaign_not_open'],
    ['to a campaign that is not listed', 99, 1, 404, 'not_found'],
  ])('refuses to apply %s', async (_case, campaign, influencer, status, code) => {
    expect(await apply(campaign, influencer)).toMatchObject({ status, body: { code } });
  });

  it('wants the price in the currency of the campaign, and a proposal', async () => {
    const euro = await apply(3, 1, { proposedPrice: { amountMinor: 1, currency: 'EUR' } });
    expect(euro).toMatchObject({ status: 400, body: { issues: [{ path: 'proposedPrice.currency' }] } });
    expect(await apply(3, 1, { proposalDetails: '  ' })).toMatchObject({ status: 400 });
    expect(await apply(3, 1, { status: 'approved' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'status' }] },
    });
  });

  it('shows links to work to both sides, up to five that are https', async () => {
    const links = ['https://www.instagram.com/reel/One', 'https://mara.example/work'];
    const answer = await apply(8, 1, { portfolioLinks: links });
    expect(answer).toMatchObject({ status: 201, body: { portfolioLinks: links } });
    expect((await applicants(8)).body.items).toEqual([answer.body]);
    for (const portfolioLinks of [['javascript:alert(1)'], ['mara.example'], Array(6).fill(links[0])])
      expect(await apply(8, 2, { portfolioLinks })).toMatchObject({
        status: 400,
        body: { issues: [{ path: expect.stringMatching(/^portfolioLinks/) }] },
      });
  });

  describe('to a brief that asks something', () => {
    const questions = [
      { questionId: 'why', text: 'Why this brand?', required: true },
      { questionId: 'pets', text: 'Do you have pets?', required: false },
    ];
    const answers = [{ questionId: 'why', answer: 'I use it every day.' }];
    beforeAll(() => putOpenCampaign(aCampaign(20, { applying: { until: null, questions, places: null } })));

    it('shows the questions before, and the answers with them to both sides', async () => {
      const open = await callEndpoint(getOpen, getOpenCampaign, {
        actor: testInfluencer(1),
        params: { campaignId: countedId('campaign', 20) },
      });
      expect(open.body.applying).toEqual({ until: null, questions, places: null });
      const answer = await apply(20, 1, { answers });
      expect(answer).toMatchObject({
        status: 201,
        body: { answers: [{ questionId: 'why', question: 'Why this brand?', answer: 'I use it every day.' }] },
      });
      expect((await applicants(20)).body.items).toEqual([answer.body]);
      expect((await own(1)).body.items).toContainEqual(answer.body);
    });

    it.each([
      ['without an answer that is needed', [], 'answers', 'must answer why: Why this brand?'],
      ['with an empty answer', [{ questionId: 'why', answer: ' ' }], 'answers.0.answer', expect.any(String)],
      [
        'with too long an answer',
        [{ questionId: 'why', answer: 'a'.repeat(2001) }],
        'answers.0.answer',
        expect.any(String),
      ],
      [
        'with an answer to nothing',
        [...answers, { questionId: 'age', answer: '30' }],
        'answers.1.questionId',
        'is no question of this campaign',
      ],
      ['with two answers to one', [...answers, ...answers], 'answers.1.questionId', 'is answered twice'],
      ['with more than five answers', Array(6).fill(answers[0]), 'answers', expect.any(String)],
    ])('is refused %s', async (_what, given, path, message) => {
      expect(await apply(20, 2, { answers: given })).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: expect.arrayContaining([{ path, message }]) },
      });
    });

    it('takes no answers where nothing is asked', async () => {
      expect(await apply(10, 2, { answers })).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    });
  });

  it.each([
    ['on the last day to apply', 0, 201, undefined],
    ['a day later', -1, 409, 'applications_closed'],
  ])('%s, while the campaign goes on', async (_when, days, status, code) => {
    const until = daysLater(nowMs(), days).slice(0, 10);
    await putOpenCampaign(aCampaign(22 + days, { applying: { until, questions: [], places: null } }));
    const answer = await apply(22 + days, 1);
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(code);
    if (code) expect(answer.body.detail).toContain(until);
  });

  it.each([
    ['the account itself', countedId('user', 1003), 'somebody@else.example'],
    ['another account with the same mailbox', countedId('user', 3003), 'MARA3+brand@example.com'],
  ])('is refused to who works in the workspace of the campaign: %s', async (_what, userId, email) => {
    const workspaceId = countedId('workspace', 1);
    const { applicationId } = (await apply(9, 3)).body;
    await withdraw(applicationId, 3);
    await write(
      create(Members, {
        workspaceId,
        userId,
        name: 'Mara',
        email,
        role: 'manager',
        joinedAt: '2026-11-01T00:00:00.000Z',
        grants: {},
      }),
    );
    expect(await apply(9, 3)).toMatchObject({ status: 409, body: { code: 'own_campaign' } });
    await write({ kind: 'delete', key: keys.member(workspaceId, userId), when: [] });
  });

  it('is for influencers only', async () => {
    const request = { actor: testMember(), params: { campaignId: countedId('campaign', 1) }, body };
    expect(await callEndpoint(applying, applyToCampaign, request)).toMatchObject({ status: 403 });
  });
});

describe('deciding and withdrawing', () => {
  it('is told to both sides, and happens once', async () => {
    const { applicationId } = (await apply(4)).body;
    const approved = await decide(applicationId);
    expect(approved).toMatchObject({ status: 200, body: { status: 'approved', version: 2 } });
    expect((await own(1)).body.items).toContainEqual(approved.body);
    expect(await decide(applicationId, 1, { status: 'rejected' })).toMatchObject({
      status: 409,
      body: { code: 'application_not_pending' },
    });
    expect(await withdraw(applicationId)).toMatchObject({ status: 409, body: { code: 'application_not_pending' } });
  });

  it('lets an influencer withdraw and apply again', async () => {
    const { applicationId } = (await apply(5)).body;
    expect(await withdraw(applicationId)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
    expect(await decide(applicationId)).toMatchObject({ status: 409 });
    expect(await apply(5)).toMatchObject({ status: 201 });
    expect(await apply(5)).toMatchObject({ status: 409, body: { code: 'already_applied' } });
  });

  it('may wait on the list first, from which it is approved, rejected or withdrawn', async () => {
    const waits = (await apply(10)).body;
    expect(await decide(waits.applicationId, 1, { status: 'waitlisted' })).toMatchObject({
      status: 200,
      body: { status: 'waitlisted', version: 2 },
    });
    expect(await decide(waits.applicationId, 1, { status: 'waitlisted' })).toMatchObject({
      status: 409,
      body: { code: 'application_not_pending' },
    });
    expect(await apply(10)).toMatchObject({ status: 409, body: { code: 'already_applied' } });
    expect((await applicants(10, 1, { status: 'waitlisted' })).body.items).toHaveLength(1);
    expect(await decide(waits.applicationId)).toMatchObject({ status: 200, body: { status: 'approved', version: 3 } });
    const other = (await apply(10, 2)).body;
    await decide(other.applicationId, 1, { status: 'waitlisted' });
    expect(await withdraw(other.applicationId, 2)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
  });

  it('answers another tenant as if there were nothing', async () => {
    const { applicationId } = (await apply(6)).body;
    expect(await decide(applicationId, 2)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await withdraw(applicationId, 2)).toMatchObject({ status: 404 });
    expect(await applicants(6, 2)).toMatchObject({ status: 404 });
    expect(await decide(countedId('application', 1))).toMatchObject({ status: 404 });
  });

  it('leaves a decision to owners and managers', async () => {
    const request = (role: 'viewer' | 'finance') => ({
      actor: testMember(1, role),
      params: { applicationId: countedId('application', 1) },
      body: samples['applications.decide-application'],
    });
    for (const role of ['viewer', 'finance'] as const)
      expect(await callEndpoint(deciding, decideApplication, request(role))).toMatchObject({ status: 403 });
  });
});

describe('the list of a campaign', () => {
  it('pages newest first and filters by status', async () => {
    for (const influencer of [2, 3, 4]) expect((await apply(6, influencer)).status).toBe(201);
    const first = await applicants(6, 1, { limit: '3' });
    const second = await applicants(6, 1, { limit: '3', cursor: first.body.nextCursor });
    const ids = [...first.body.items, ...second.body.items].map(
      (item: { applicationId: string }) => item.applicationId,
    );
    expect(new Set(ids).size).toBe(4);
    expect(ids).toEqual([...ids].sort().reverse());
    expect((await applicants(6, 1, { status: 'approved' })).body.items).toEqual([]);
    expect((await applicants(3)).body).toEqual({ items: [], nextCursor: null });
  });
});
