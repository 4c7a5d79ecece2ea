import { beforeAll, describe, expect, it } from 'vitest';
import { counterOffer, createOffer, getOffer, listOffers, rejectOffer, withdrawOffer } from '#contract/areas/offers.ts';
import { create as put } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { Members } from '#data/workspace.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, aProfile, putOffer, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { personChanges } from '#testing/workspace.ts';
import { handler as countering } from './counter-offer.ts';
import { handler as creating } from './create-offer.ts';
import { handler as getting } from './get-offer.ts';
import { handler as listing } from './list-offers.ts';
import { handler as rejecting } from './reject-offer.ts';
import { handler as withdrawing } from './withdraw-offer.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
prepareTestFees();
const brand = testMember();
const mara = testInfluencer(1);
type Who = typeof brand | typeof mara;
const create = (campaign: number, edit: object = {}, actor: Who = brand) =>
  callEndpoint(creating, createOffer, {
    actor,
    params: { campaignId: countedId('campaign', campaign) },
    body: { ...samples['offers.create-offer'], ...edit },
  });
const counter = (actor: Who, offerId: string, edit: object = {}) =>
  callEndpoint(countering, counterOffer, {
    actor,
    params: { offerId },
    body: { ...samples['offers.counter-offer'], ...edit },
  });
const get = (actor: Who, offerId: string) => callEndpoint(getting, getOffer, { actor, params: { offerId } });
const reject = (actor: Who, offerId: string) =>
  callEndpoint(rejecting, rejectOffer, { actor, params: { offerId }, body: samples['offers.reject-offer'] });
const withdraw = (actor: Who, offerId: string) =>
  callEndpoint(withdrawing, withdrawOffer, { actor, params: { offerId } });
const list = (actor: Who, query: Record<string, string> = {}) => callEndpoint(listing, listOffers, { actor, query });

beforeAll(async () => {
  for (let count = 1; count <= 5; count++) await putOpenCampaign(aCampaign(count));
  await putOpenCampaign(aCampaign(6, { status: 'paused' }));
  await putOpenCampaign(aCampaign(40, {}, 3));
  for (let count = 1; count <= 3; count++) await putProfile(aProfile(count));
});

describe('negotiating', () => {
  it('keeps every version of both sides, whole for both', async () => {
    const sent = await create(1);
    expect(sent).toMatchObject({
      status: 201,
      body: {
        status: 'open',
        version: 1,
        writtenBy: 'brand',
        answerBy: 'influencer',
        influencerName: 'Mara 1',
        brandName: 'Glow Labs',
        fees: { price: { amountMinor: 90_000 }, platformFee: { amountMinor: 9_000 }, net: { amountMinor: 81_000 } },
      },
    });
    const { offerId } = sent.body;
    expect(await counter(brand, offerId)).toMatchObject({ status: 409, body: { code: 'offer_not_yours_to_answer' } });
    expect(await counter(mara, offerId)).toMatchObject({ status: 200, body: { version: 2, answerBy: 'brand' } });
    expect(await counter(brand, offerId, { version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'offer_changed' },
    });
    expect(await counter(brand, offerId, { version: 2 })).toMatchObject({ status: 200, body: { version: 3 } });
    const shown = await get(mara, offerId);
    expect(shown.body).toEqual((await get(brand, offerId)).body);
    expect(shown.body.versions).toMatchObject([
      { version: 1, writtenBy: 'brand', terms: { price: { amountMinor: 90_000 } } },
      { version: 2, writtenBy: 'influencer', terms: { price: { amountMinor: 110_000 } } },
      { version: 3, writtenBy: 'brand', fees: { net: { amountMinor: 99_000 } } },
    ]);
    const events = (await items()).filter(({ aggregateId }) => aggregateId === offerId);
    expect(events.map(({ type, seq }) => `${seq} ${type}`).sort()).toEqual([
      '1 OfferSent',
      '2 OfferCountered',
      '3 OfferCountered',
    ]);
  });

  it('allows one live offer per campaign and influencer, and a next one when it is over', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(2)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('offer_exists');
    const first = answers.find(({ status }) => status === 201)?.body;
    expect(await withdraw(mara, first.offerId)).toMatchObject({ body: { code: 'offer_not_yours_to_answer' } });
    expect(await withdraw(brand, first.offerId)).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
    expect(await reject(mara, first.offerId)).toMatchObject({ status: 409, body: { code: 'offer_not_open' } });
    const second = await create(2);
    expect(second.status).toBe(201);
    expect(await reject(mara, second.body.offerId)).toMatchObject({
      status: 200,
      body: { status: 'rejected', reason: samples['offers.reject-offer'].reason },
    });
    expect((await create(2, { influencerId: countedId('influencer', 2) })).status).toBe(201);
  });

  it('lets an influencer ask for more than the budget has, and the brand answer with what it could pay alone', async () => {
    await putOpenCampaign(aCampaign(7));
    const { offerId } = (await create(7)).body;
    const price = (amountMinor: number) => ({ price: { amountMinor, currency: 'USD' } });
    expect(await counter(mara, offerId, price(700_001))).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await counter(brand, offerId, { version: 2, ...price(700_001) })).toMatchObject({
      status: 409,
      body: { code: 'budget_exceeded' },
    });
    expect(await counter(brand, offerId, { version: 2, ...price(700_000) })).toMatchObject({ status: 200 });
  });

  it('may follow one that has expired, which answers no more', async () => {
    const old = await putOffer(anOffer(1, aCampaign(3), { expiresAt: '2026-11-10T00:00:00.001Z' }));
    expect((await get(mara, old.offerId)).body).toMatchObject({ status: 'expired', answerBy: null });
    expect(await counter(mara, old.offerId)).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
    expect(await withdraw(brand, old.offerId)).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
    expect(await create(3)).toMatchObject({ status: 201 });
  });
});

describe('POST /campaigns/{campaignId}/offers', () => {
  it.each([
    ['another currency', { price: { amountMinor: 1, currency: 'EUR' } }, 400, 'price.currency'],
    ['no price', { price: { amountMinor: 0, currency: 'USD' } }, 400, 'price.amountMinor'],
    ['a day in the past', { dueOn: '2020-01-01' }, 400, 'dueOn'],
    ['no deliverable', { deliverables: [] }, 400, 'deliverables'],
    ['61 days', { expiresInDays: 61 }, 400, 'expiresInDays'],
    ['an unknown field', { status: 'accepted' }, 400, 'status'],
  ])('names what is wrong: %s', async (_case, edit, status, path) => {
    const answer = await create(4, edit);
    expect(answer).toMatchObject({ status, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it('refuses what the budget does not cover, a campaign that is not open, and unknown ids', async () => {
    const dear = { price: { amountMinor: 700_001, currency: 'USD' } };
    expect(await create(4, dear)).toMatchObject({ status: 409, body: { code: 'budget_exceeded' } });
    expect(await create(6)).toMatchObject({ status: 409, body: { code: 'campaign_not_open' } });
    expect(await create(99)).toMatchObject({ status: 404 });
    expect(await create(4, {}, testMember(2))).toMatchObject({ status: 404 });
    expect(await create(4, { influencerId: countedId('influencer', 99) })).toMatchObject({ status: 404 });
  });

  it.each([
    ['the same account', (userId: string, email: string) => ({ userId, email: `other.${email}` })],
    [
      'another account with the same mailbox',
      (_id: string, email: string) => ({
        userId: countedId('user', 4003),
        email: email.replace('@', '+brand@').toUpperCase(),
      }),
    ],
  ])('is refused to somebody of the workspace itself: %s', async (_what, memberOf) => {
    const { userId } = aProfile(3);
    const [changes, member] = [
      personChanges(userId, { role: 'influencer' }),
      memberOf(userId, `${userId.slice(-6)}@people.example`),
    ];
    if (!(await findOne(userRef(userId)))) await write(...changes);
    const owner = testMember(3);
    const { workspaceId } = owner;
    const joined = {
      workspaceId,
      name: 'Mara',
      role: 'manager' as const,
      joinedAt: '2026-11-01T00:00:00.000Z',
      grants: {},
    };
    await write(put(Members, { ...joined, ...member }));
    const to = { influencerId: countedId('influencer', 3) };
    const sendOne = () => create(40, to, owner);
    const offers = async () => (await items()).filter(({ _et }) => _et === 'offer').length;
    const before = await offers();
    expect(await sendOne()).toMatchObject({ status: 409, body: { code: 'own_campaign' } });
    expect(await offers()).toBe(before);
    await write({ kind: 'delete', key: keys.member(workspaceId, member.userId), when: [] });
    const sent = await sendOne();
    expect(sent).toMatchObject({ status: 201 });
    await withdraw(owner, sent.body.offerId);
  });

  it('is for owners and managers', async () => {
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'finance'), mara])
      expect(await create(4, {}, actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await create(4, {}, testMember(1, 'manager'))).toMatchObject({ status: 201 });
  });
});

describe('GET /offers', () => {
  it('shows each side its own, by campaign or all, in pages', async () => {
    const all = (await list(brand, { limit: '100' })).body.items;
    const mine = (await list(mara, { limit: '100' })).body.items;
    expect(mine.every((offer: { influencerId: string }) => offer.influencerId === mara.influencerId)).toBe(true);
    expect(mine).toHaveLength(all.length - 1);
    const ofOne = await list(brand, { campaignId: countedId('campaign', 2) });
    expect(ofOne.body.items).toHaveLength(3);
    expect((await list(mara, { campaignId: countedId('campaign', 2) })).body.items).toHaveLength(2);
    const first = await list(brand, { limit: '4' });
    const rest = await list(brand, { limit: '100', cursor: first.body.nextCursor });
    expect([...first.body.items, ...rest.body.items]).toEqual(all);
    expect((await list(testMember(2))).body).toEqual({ items: [], nextCursor: null });
    expect(await list(mara, { cursor: first.body.nextCursor })).toMatchObject({ status: 400 });
  });
});
