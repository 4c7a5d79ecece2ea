import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchInfluencers } from '#contract/areas/search.ts';
import { create, createOrReplace } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { RateCards, rateCardRef } from '#data/rate-card.ts';
import { findOne } from '#data/read.ts';
import { handler as snapshot } from '#functions/schedules/snapshot-search.ts';
import { indexInfluencer } from '#runtime/search/index-influencer.ts';
import { forgetInfluencers } from '#runtime/search/influencer-index.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aProfile, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './search-influencers.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const s3 = mockClient(S3Client);
/** What the bucket holds. */
let stored: Uint8Array | undefined;
/** What the bucket says instead. */
let trouble: string | undefined;

type Profile = ReturnType<typeof aProfile>;
const viewer = testMember(1, 'viewer');
const search = (query: Record<string, string> = {}, actor: Parameters<typeof callEndpoint>[2] = { actor: viewer }) =>
  callEndpoint(handler, searchInfluencers, { ...actor, query });
const idsOf = ({ body }: { body: { items: { influencerId: string }[] } }) =>
  body.items.map(({ influencerId }) => Number(influencerId.slice(-2)));
const influencer = (count: number) => countedId('influencer', count);

/** The container that begins next finds what is stored now. */
async function put(count: number, edit: Partial<Profile> = {}): Promise<void> {
  const before = await findOne(influencerRef(influencer(count)));
  await write(createOrReplace(Influencers, before, { ...aProfile(count), ...edit }));
  await indexInfluencer(influencer(count), systemCommitContext());
  forgetInfluencers();
}

async function putPrice(count: number, amountMinor: number): Promise<void> {
  const before = await findOne(rateCardRef(influencer(count)));
  const price = { amountMinor, currency: 'EUR' as const };
  const lines = [{ platform: 'instagram' as const, type: 'reel' as const, price }];
  const card = { influencerId: influencer(count), lines, updatedAt: '2026-11-20T00:00:00.000Z' };
  await write(createOrReplace(RateCards, before, card));
  await indexInfluencer(influencer(count), systemCommitContext());
  forgetInfluencers();
}

const on = (platform: string, handle: string, followers: number) => [{ platform, handle, followers }];

beforeAll(async () => {
  process.env.FILES_BUCKET = 'files';
  s3.on(GetObjectCommand).callsFake(() => {
    const name = trouble ?? (stored ? undefined : 'AccessDenied');
    if (name) throw Object.assign(new Error(name), { name });
    return { Body: { transformToByteArray: async () => stored } };
  });
  s3.on(PutObjectCommand).callsFake(({ Body }) => {
    stored = Body;
    return {};
  });
  await put(1, {
    displayName: 'Zoë Müller',
    socialLinks: on('instagram', 'zoe', 48_000),
    bio: 'Skincare for people in a hurry.',
    niche: ['beauty'],
  });
  await put(2, {
    displayName: 'Mara',
    socialLinks: on('youtube', 'mara.cooks', 250_000),
    niche: ['food'],
    bio: 'Bread.',
  });
  await put(3, {
    displayName: 'Jo',
    socialLinks: on('tiktok', 'jo', 9_000),
    bio: 'I met Mara once.',
    geoLocation: { country: 'AT', city: 'Graz' },
  });
  await putPrice(1, 40_000);
});
beforeEach(forgetInfluencers);

describe('GET /search/influencers', () => {
  it.each<[string, number[]]>([
    ['zoe muller', [1]],
    ['MÜLLER', [1]],
    ['skinc', [1]],
    ['skincarre', [1]],
    ['mara', [2, 3]],
    ['@mara', [2]],
    ['@mara.cooks', [2]],
    ['maracooks', [2]],
    ['graz', [3]],
    ['food', [2]],
    ['mara bread', [2]],
    ['mara zoe', []],
  ])('finds %s', async (q, expected) => {
    expect(idsOf(await search({ q }))).toEqual(expected);
  });

  it('shows what is public, and says why it was found', async () => {
    const { body } = await search({ q: 'hurry', currency: 'EUR', maxPriceMinor: '40000' });
    expect(body.items).toEqual([
      {
        influencerId: influencer(1),
        displayName: 'Zoë Müller',
        bio: 'Skincare for people in a hurry.',
        niches: ['beauty'],
        languages: aProfile(1).languages,
        country: aProfile(1).geoLocation.country,
        city: aProfile(1).geoLocation.city ?? null,
        accounts: [{ platform: 'instagram', handle: 'zoe', followers: 48_000, verified: false }],
        priceFrom: { amountMinor: 40_000, currency: 'EUR' },
        matched: ['bio', 'price'],
      },
    ]);
  });

  it('filters, counts by niche, platform and country, and orders', async () => {
    const { body } = await search({
      niche: 'food,gaming',
      platform: 'youtube',
      minFollowers: '250000',
      sort: 'followers',
    });
    expect(body).toMatchObject({ total: 1, nextCursor: null, items: [{ displayName: 'Mara' }] });
    expect(body.facets.platforms).toEqual([{ value: 'youtube', count: 1 }]);
    const all = (await search()).body;
    expect(all.total).toBe(3);
    expect(all.facets.countries).toContainEqual({ value: 'AT', count: 1 });
  });

  it.each<[string, Record<string, string>, string]>([
    ['an unknown niche', { niche: 'beauty,knitting' }, 'query.niche.1'],
    ['an unknown country', { country: 'ZZ' }, 'query.country.0'],
    ['no country code', { country: 'Germany' }, 'query.country.0'],
    ['an unknown currency', { currency: 'XXX' }, 'query.currency'],
    ['an unknown platform', { platform: 'myspace' }, 'query.platform.0'],
    ['an unknown order', { sort: 'luck' }, 'query.sort'],
    ['followers that are no number', { minFollowers: 'many' }, 'query.minFollowers'],
    ['followers below zero', { minFollowers: '-1' }, 'query.minFollowers'],
    ['a range upside down', { minFollowers: '10', maxFollowers: '9' }, 'query.minFollowers'],
    ['prices upside down', { minPriceMinor: '10', maxPriceMinor: '9', currency: 'EUR' }, 'query.minPriceMinor'],
    ['a price without a currency', { maxPriceMinor: '9' }, 'query.currency'],
    ['a field it does not know', { nich: 'food' }, 'query.nich'],
    ['too long a text', { q: 'a'.repeat(201) }, 'query.q'],
  ])('names the field of %s', async (_what, query, path) => {
    const { status, body } = await search(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'validation_failed', issues: [{ path }] });
  });

  it('says what a field may be', async () => {
    const { body } = await search({ platform: 'myspace', limit: '101' });
    expect(body.issues).toEqual([
      { path: 'query.limit', message: 'must be at most 100' },
      { path: 'query.platform.0', message: 'must be one of: instagram, youtube, tiktok' },
    ]);
  });

  it('is for members and staff, not for influencers or nobody', async () => {
    for (const actor of [testMember(1, 'finance'), testStaff('support')])
      expect((await search({}, { actor })).status).toBe(200);
    expect((await search({}, { actor: testInfluencer() })).body.code).toBe('not_allowed');
    expect((await search({}, {})).body.code).toBe('not_signed_in');
  });

  it('leaves out who does not want to be listed, from the next look on', async () => {
    await put(4, { displayName: 'Quiet Voice', visibility: 'public' });
    expect(idsOf(await search({ q: 'quiet' }))).toEqual([4]);
    await put(4, { displayName: 'Quiet Voice', visibility: 'unlisted' });
    expect(idsOf(await search({ q: 'quiet' }))).toEqual([]);
    expect((await search()).body.total).toBe(3);
  });
});

describe('pages', () => {
  it('cover every result once; a cursor is good for its own search only', async () => {
    for (let count = 20; count < 31; count++) await put(count, { displayName: `Paged ${count % 3}` });
    const query = { q: 'paged', limit: '4' };
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const answer = await search({ ...query, ...(cursor ? { cursor } : {}) });
      expect(answer.body.total).toBe(11);
      seen.push(...idsOf(answer));
      cursor = answer.body.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(idsOf(await search({ q: 'paged' })));
    expect(new Set(seen).size).toBe(11);
    const { body } = await search(query);
    expect((await search({ q: 'mara', cursor: body.nextCursor })).body.code).toBe('bad_cursor');
    expect((await search({ ...query, cursor: 'eyJ9.forged' })).body.code).toBe('bad_cursor');
  });
});

describe('the snapshot', () => {
  it('gives a new container what the table gives', async () => {
    const before = (await search({ limit: '100' })).body;
    expect(await snapshot()).toEqual({ written: before.total });
    forgetInfluencers();
    expect((await search({ limit: '100' })).body).toEqual(before);
    expect(s3.commandCalls(GetObjectCommand).length).toBeGreaterThan(0);
  });

  it('is behind the changes that came after it, removals among them', async () => {
    await put(2, { displayName: 'Mara', visibility: 'unlisted' });
    await put(40, { displayName: 'Fresh Face' });
    expect(idsOf(await search({ q: 'fresh' }))).toEqual([40]);
    expect(idsOf(await search({ q: '@mara.cooks' }))).toEqual([]);
  });

  it('of another form is passed over', async () => {
    const { gzipSync } = await import('node:zlib');
    stored = gzipSync(JSON.stringify({ format: 0, items: [{ nonsense: true }] }));
    forgetInfluencers();
    expect(idsOf(await search({ q: 'fresh' }))).toEqual([40]);
  });

  it('does not hide that the bucket cannot be read', async () => {
    trouble = 'SlowDown';
    expect((await search()).status).toBe(500);
    trouble = undefined;
    expect((await search()).status).toBe(200);
  });
});

it('keeps one document per influencer', async () => {
  const documents = (await items()).filter(({ _et }) => _et === 'search_document');
  expect(new Set(documents.map(({ influencerId }) => influencerId)).size).toBe(documents.length);
  expect(documents.find(({ influencerId }) => influencerId === influencer(4))).toMatchObject({
    document: null,
    ttl: expect.any(Number),
  });
  await write(create(Influencers, { ...aProfile(50), displayName: 'Unheard' }));
  forgetInfluencers();
  expect(idsOf(await search({ q: 'unheard' }))).toEqual([]);
});
