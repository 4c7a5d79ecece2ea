import { beforeAll, describe, expect, it } from 'vitest';
import { createCampaign, getCampaign, updateCampaign } from '#contract/areas/campaigns.ts';
import { approvePublishing, publishCampaign } from '#contract/areas/lifecycle.ts';
import {
  appealCampaign,
  decideModerationItem,
  getBrandStanding,
  getBrandVerification,
  getModerationItem,
  listModerationQueue,
  putScreeningPolicy,
  verifyBrand,
} from '#contract/areas/moderation.ts';
import { putBrandProfile } from '#contract/areas/profiles.ts';
import { noticesOf } from '#contract/notices.ts';
import { budgetRef } from '#data/budget.ts';
import { listingRef } from '#data/listing.ts';
import { findOne } from '#data/read.ts';
import { DEFAULT_POLICY } from '#domain/screening.ts';
import { handler as verificationOf } from '#functions/brands/get-verification.ts';
import { handler as savingProfile } from '#functions/brands/put-profile.ts';
import { handler as appealing } from '#functions/campaigns/appeal-moderation.ts';
import { handler as approving } from '#functions/campaigns/approve-publishing.ts';
import { handler as creating } from '#functions/campaigns/create-campaign.ts';
import { handler as gettingCampaign } from '#functions/campaigns/get-campaign.ts';
import { handler as publishing } from '#functions/campaigns/publish-campaign.ts';
import { handler as updating } from '#functions/campaigns/update-campaign.ts';
import { callEndpoint, type TestRequest, testStaff } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler as deciding } from './decide-item.ts';
import { handler as gettingBrand } from './get-brand.ts';
import { handler as reading } from './get-item.ts';
import { handler as listing } from './list-queue.ts';
import { handler as puttingPolicy } from './put-policy.ts';
import { handler as verifying } from './verify-brand.ts';

const table = prepareTestTable();
const moderator = (count: number) => ({ ...testStaff('moderator'), userId: countedId('user', 900 + count) });
const [ada, ben] = [moderator(1), moderator(2)];
beforeAll(async () => {
  for (const [at, { userId }] of [ada, ben].entries()) await putPerson(userId, `m${at}@accord.example`);
});

const SWEARS = 'Show that this serum is the shit.';
const whole = {
  ...{
    title: 'Serum',
    brief: 'Three reels about the serum in your morning.',
    startDate: '2098-01-01',
    endDate: '2099-01-01',
  },
  ...{ budgetMin: 100, budgetMax: 1000, targetAudience: { niches: ['beauty'], platforms: ['instagram'] } },
  deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
};

/** A workspace with owner and manager, whose brand is known unless said otherwise. */
async function open(isUnknown = false, policies: object = {}) {
  const two = {
    publishNeedsSecondMember: false,
    secondReleaserAboveMinor: null,
    twoFactorRequired: false,
    ...policies,
  };
  const { people, workspaceId, brandId } = await openWorkspace(['owner', 'manager'], { policies: two }, { isUnknown });
  const [owner, manager] = people.map(({ actor }) => actor) as [TestRequest['actor'], TestRequest['actor']];
  const draft = async (edit: object = {}): Promise<string> =>
    (await callEndpoint(creating, createCampaign, { actor: owner, body: { ...whole, ...edit } })).body.campaignId;
  const on = (campaignId: string, actor = owner) => ({ actor, params: { campaignId } });
  return {
    ...{ owner, manager, workspaceId, brandId, draft },
    publish: (campaignId: string) => callEndpoint(publishing, publishCampaign, on(campaignId)),
    read: async (campaignId: string) => (await callEndpoint(gettingCampaign, getCampaign, on(campaignId))).body,
    edit: (campaignId: string, body: object) => callEndpoint(updating, updateCampaign, { ...on(campaignId), body }),
    approve: (campaignId: string, version: number) =>
      callEndpoint(approving, approvePublishing, { ...on(campaignId, manager), body: { version } }),
    appeal: (campaignId: string, text = 'It quotes a song.') =>
      callEndpoint(appealing, appealCampaign, { ...on(campaignId), body: { text } }),
    decide: (itemId: string, decision: string, actor: TestRequest['actor'] = ada, reason = 'It swears.') =>
      callEndpoint(deciding, decideModerationItem, {
        actor,
        params: { itemId },
        body: { workspaceId, decision, reason },
      }),
    item: async (itemId: string) =>
      (await callEndpoint(reading, getModerationItem, { actor: ada, params: { itemId }, query: { workspaceId } })).body,
    verify: (state: string, actor: TestRequest['actor'] = ada) =>
      callEndpoint(verifying, verifyBrand, {
        ...{ actor, params: { brandId } },
        body: { workspaceId, state, reason: 'The register lists it.', note: 'HRB 1234, called back.' },
      }),
    standing: async () =>
      (await callEndpoint(gettingBrand, getBrandStanding, { actor: ada, params: { brandId }, query: { workspaceId } }))
        .body,
    told: async () =>
      (await callEndpoint(verificationOf, getBrandVerification, { actor: owner, params: { brandId } })).body,
  };
}
const queued = async () =>
  (await callEndpoint(listing, listModerationQueue, { actor: ada, query: { limit: '100' } })).body.items.map(
    ({ itemId }: { itemId: string }) => itemId,
  );
const eventsOf = async (type: string, campaignId: string) =>
  (await table.items()).filter((item) => item.type === type && item.aggregateId === campaignId);

describe('the text of a campaign', () => {
  it('is screened when it is published: what nobody minds is published at once, and influencers see it', async () => {
    const { draft, publish } = await open();
    const campaignId = await draft();
    expect(await publish(campaignId)).toMatchObject({ status: 200, body: { status: 'published', moderation: null } });
    expect(await findOne(listingRef(campaignId))).toBeDefined();
  });

  it('waits for a moderator where it swears, with score and reasons, and nobody sees it or has a budget for it', async () => {
    const { draft, publish, item, workspaceId } = await open();
    const campaignId = await draft({ brief: SWEARS });
    const held = await publish(campaignId);
    const found = { check: 'profanity', outcome: 'flagged', says: [expect.stringContaining('shit')] };
    expect(held).toMatchObject({
      status: 202,
      body: { status: 'draft', moderation: { state: 'waits', score: 80, isNewBrand: false } },
    });
    expect(held.body.moderation.findings).toContainEqual(found);
    const { itemId } = held.body.moderation;
    expect(await queued()).toContain(itemId);
    expect(await item(itemId)).toMatchObject({
      ...{ kind: 'campaign', contentId: null, campaignId, brandName: 'One', mayDecide: true },
      caption: expect.stringContaining(SWEARS),
    });
    expect(await publish(campaignId)).toMatchObject({ status: 409, body: { code: 'campaign_in_moderation' } });
    expect(await findOne(listingRef(campaignId))).toBeUndefined();
    expect(await findOne(budgetRef(workspaceId, campaignId))).toBeUndefined();
  });

  it.each([
    ['a title', { title: 'The fucking serum' }],
    ['a guideline', { guidelines: { dos: ['Say fuck at least once'] } }],
    ['a question', { applying: { questions: [{ questionId: 'q', text: 'Do you give a shit?' }] } }],
    ['the rights', { terms: { usageRights: 'Whatever the fuck we want.' } }],
  ])('is all that influencers read: %s', async (_what, edit) => {
    const { draft, publish } = await open();
    expect(await publish(await draft(edit))).toMatchObject({ status: 202, body: { moderation: { state: 'waits' } } });
  });

  it('is shown with what it claims, and published, unless the workspace wants that held; its policy makes it stricter, never laxer', async () => {
    const { draft, publish, owner } = await open();
    const claims = { brief: 'Say that it heals acne for everybody, with guaranteed results.' };
    expect(await publish(await draft(claims))).toMatchObject({
      status: 200,
      body: { moderation: { state: 'flagged' } },
    });
    const put = (actions: object) =>
      callEndpoint(puttingPolicy, putScreeningPolicy, {
        ...{ actor: owner, body: { ...DEFAULT_POLICY, actions: { ...DEFAULT_POLICY.actions, ...actions } } },
      });
    await put({ claims: 'hold', profanity: 'off' });
    expect(await publish(await draft(claims))).toMatchObject({ status: 202 });
    expect(await publish(await draft({ brief: SWEARS }))).toMatchObject({ status: 202 });
  });

  it('may name what creators are not to say', async () => {
    const { draft, publish, owner } = await open();
    const body = { ...DEFAULT_POLICY, bannedWords: ['cheap'], competitors: ['Glow Co'] };
    await callEndpoint(puttingPolicy, putScreeningPolicy, { actor: owner, body });
    const guidelines = { donts: ['Do not say cheap', 'No word about Glow Co'] };
    expect(await publish(await draft({ guidelines }))).toMatchObject({ status: 200, body: { moderation: null } });
  });

  it('is looked at after another member approved it, where that is wanted', async () => {
    const { draft, publish, approve, decide, read } = await open(false, { publishNeedsSecondMember: true });
    const campaignId = await draft({ brief: SWEARS });
    const asked = await publish(campaignId);
    expect(asked).toMatchObject({ status: 202, body: { publishing: { state: 'asked' }, moderation: null } });
    const held = await approve(campaignId, asked.body.version);
    expect(held).toMatchObject({ status: 202, body: { publishing: null, moderation: { state: 'waits' } } });
    await decide(held.body.moderation.itemId, 'approved');
    expect(await read(campaignId)).toMatchObject({ status: 'published' });
  });
});

describe('a moderator', () => {
  async function held(edit: object = { brief: SWEARS }) {
    const opened = await open();
    const campaignId = await opened.draft(edit);
    const { itemId } = (await opened.publish(campaignId)).body.moderation;
    return { ...opened, campaignId, itemId: String(itemId) };
  }

  it('publishes what they let through, with all that publishing does, and the team is told', async () => {
    const { campaignId, itemId, decide, read, workspaceId } = await held();
    expect(await decide(itemId, 'approved', ada, 'It is the name of it.')).toMatchObject({
      status: 200,
      body: { state: 'approved', decisions: [{ by: { userId: ada.userId } }] },
    });
    expect(await read(campaignId)).toMatchObject({
      status: 'published',
      moderation: { reason: 'It is the name of it.' },
    });
    expect(await findOne(listingRef(campaignId))).toBeDefined();
    expect(await findOne(budgetRef(workspaceId, campaignId))).toMatchObject({ totalMinor: 1000 });
    expect(await queued()).not.toContain(itemId);
    const [event] = await eventsOf('CampaignStatusChanged', campaignId);
    expect(event?.data).toMatchObject({ command: 'publish', isModerated: true });
    const [notice] = noticesOf({ type: 'CampaignStatusChanged', data: event?.data } as never);
    expect(notice).toMatchObject({ inAppOnly: false, text: expect.stringContaining('A moderator let it through') });
    expect(await decide(itemId, 'refused', ben)).toMatchObject({ status: 409, body: { code: 'moderation_closed' } });
  });

  it('says why not; the brand changes that and tries again, and what was looked at is over', async () => {
    const { campaignId, itemId, decide, read, edit, publish } = await held();
    await decide(itemId, 'refused', ada, 'The brief swears.');
    const refused = await read(campaignId);
    expect(refused).toMatchObject({
      status: 'draft',
      moderation: { state: 'refused', reason: 'The brief swears.', appealUntil: expect.any(String) },
    });
    const [event] = await eventsOf('CampaignRefused', campaignId);
    expect(noticesOf({ type: 'CampaignRefused', data: event?.data } as never)).toMatchObject([
      { text: expect.stringMatching(/The brief swears.*appeal/) },
    ]);
    expect(await publish(campaignId)).toMatchObject({ body: { code: 'campaign_in_moderation' } });
    const mended = await edit(campaignId, { version: refused.version, brief: whole.brief });
    expect(mended).toMatchObject({ status: 200, body: { moderation: null } });
    expect(await publish(campaignId)).toMatchObject({ status: 200, body: { status: 'published' } });
  });

  it('no longer has what is edited before they decide', async () => {
    const { campaignId, itemId, decide, read, edit, item } = await held();
    const { version } = await read(campaignId);
    await edit(campaignId, { version, brief: 'Two reels of the serum, as you like.' });
    expect(await queued()).not.toContain(itemId);
    expect(await item(itemId)).toMatchObject({ state: 'over' });
    expect(await decide(itemId, 'approved')).toMatchObject({ status: 409, body: { code: 'moderation_closed' } });
    expect(await read(campaignId)).toMatchObject({ status: 'draft' });
  });

  it('decides with whatever the brand does at the same time: it is published once, or edited and not', async () => {
    const { campaignId, itemId, decide, read, edit } = await held();
    const { version } = await read(campaignId);
    const [let1, edited] = await Promise.all([
      decide(itemId, 'approved'),
      edit(campaignId, { version, brief: 'Two reels of the serum, as you like.' }),
    ]);
    const after = await read(campaignId);
    expect([let1.status, edited.status].sort()).toEqual([200, 409]);
    expect(after.status).toBe(let1.status === 200 ? 'published' : 'draft');
    expect(after.brief === SWEARS).toBe(let1.status === 200);
  });

  it('other than the first decides an appeal, once', async () => {
    const { campaignId, itemId, decide, appeal, read } = await held();
    expect(await appeal(campaignId)).toMatchObject({ status: 409, body: { code: 'moderation_not_refused' } });
    await decide(itemId, 'refused');
    expect(await appeal(campaignId, 'x')).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(await appeal(campaignId)).toMatchObject({ status: 200, body: { moderation: { state: 'appealed' } } });
    expect(await queued()).toContain(itemId);
    expect(await decide(itemId, 'approved')).toMatchObject({ body: { code: 'same_person' } });
    expect(await decide(itemId, 'refused', ben)).toMatchObject({ status: 200, body: { state: 'refused' } });
    expect(await appeal(campaignId)).toMatchObject({ status: 409, body: { code: 'appeal_over' } });
    expect(await read(campaignId)).toMatchObject({ status: 'draft', moderation: { appealUntil: null } });
  });
});

describe('the first campaign of a brand that is not verified', () => {
  it('waits for a moderator whatever it says; once it is let through, later ones do not', async () => {
    const { draft, publish, decide, item, told } = await open(true);
    expect(await told()).toMatchObject({ state: 'unverified', nextCampaignWaits: true, reason: null });
    const [first, second] = [await draft(), await draft({ title: 'Another' })];
    const held = await publish(first);
    expect(held).toMatchObject({ status: 202, body: { status: 'draft', moderation: { isNewBrand: true, score: 0 } } });
    expect(await item(held.body.moderation.itemId)).toMatchObject({ brand: { isNew: true } });
    expect((await publish(second)).status, 'none before the first is looked at').toBe(202);
    await decide(held.body.moderation.itemId, 'approved', ada, 'A real shop.');
    expect(await told()).toMatchObject({ state: 'unverified', nextCampaignWaits: false });
    expect(await publish(await draft({ title: 'Third' }))).toMatchObject({ status: 200 });
  });

  it('does not wait once staff has verified the brand, with a reason it reads and a note that stays with staff', async () => {
    const { draft, publish, verify, told, standing } = await open(true);
    expect(await verify('verified')).toMatchObject({ status: 200, body: { state: 'verified', verifiedAs: 'One' } });
    expect(await told()).toMatchObject({
      state: 'verified',
      nextCampaignWaits: false,
      reason: 'The register lists it.',
    });
    expect(JSON.stringify(await told())).not.toContain('HRB');
    expect((await standing()).decisions).toMatchObject([
      { by: { userId: ada.userId }, note: 'HRB 1234, called back.' },
    ]);
    expect(await publish(await draft())).toMatchObject({ status: 200 });
    const count = (await standing()).decisions.length;
    await verify('verified', ben);
    expect((await standing()).decisions, 'said already').toHaveLength(count);
  });

  it('waits again when the brand calls itself something else, or the verification is taken back', async () => {
    const { draft, publish, verify, told, owner } = await open(true);
    await verify('verified');
    const profile = { industry: 'Beauty', contactInfo: { name: 'Ada', email: 'ada@one.example' } };
    const rename = (companyName: string) =>
      callEndpoint(savingProfile, putBrandProfile, { actor: owner, body: { ...profile, companyName } });
    await rename('A Famous House');
    expect(await told()).toMatchObject({ state: 'unverified', nextCampaignWaits: true });
    expect((await publish(await draft())).status).toBe(202);
    await rename('One');
    expect(await publish(await draft())).toMatchObject({ status: 200 });
    expect(await verify('unverified')).toMatchObject({ status: 200, body: { state: 'unverified' } });
    expect((await publish(await draft())).status).toBe(202);
  });

  it('is verified by moderators and admins only, with both words, and only where there is one', async () => {
    const { verify, owner, brandId, workspaceId } = await open(true);
    for (const actor of [owner, testStaff('support')]) expect((await verify('verified', actor)).status).toBe(403);
    const put = (body: object, id = brandId) =>
      callEndpoint(verifying, verifyBrand, { actor: ada, params: { brandId: id }, body });
    const said = { workspaceId, state: 'verified', reason: 'The register lists it.', note: 'HRB 1234.' };
    for (const wrong of [{ state: 'maybe' }, { reason: '' }, { note: ' ' }, { by: 'me' }])
      expect(await put({ ...said, ...wrong })).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(await put(said, countedId('brand', 4_444))).toMatchObject({ status: 404 });
  });
});
