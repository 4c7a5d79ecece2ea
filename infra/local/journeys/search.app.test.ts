import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectAccount } from '#testing/fixtures/social.ts';
import { buildWorld, influencerProfile, PASSWORD, type World } from '#testing/fixtures/world.ts';
import { ApiSession } from '../seed/api-session.ts';
import { openAccount } from '../seed/open-account.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

let running: TestPlatform;
let world: World;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Every event has had its reactions, and the index shows them. */
async function settle(): Promise<void> {
  await running.platform.activity.idle();
  await world.advance(5_000);
}

const search = (query: Record<string, string> = {}, path = '/search/influencers') =>
  world.as.viewer.do(`GET ${path}?${new URLSearchParams(query)}`);
const namesOf = ({ items }: { items: { displayName: string }[] }) => items.map(({ displayName }) => displayName);
const save = (edit: object) => world.as.influencer.do('PUT /influencers/profile', { ...influencerProfile, ...edit });

/** What one search asks of AWS, the authorizer's part included. */
async function callsOf(session: ApiSession): Promise<string[]> {
  const correlationId = `search-${randomUUID()}`;
  const options = { headers: { 'x-correlation-id': correlationId } };
  expect((await session.call('GET /search/influencers', options)).status).toBe(200);
  return running.platform.trace
    .recent({ kind: 'aws.call', correlationId, limit: 100 })
    .map(({ data }) => `${data.service} ${String(data.action).replace(/^\w+:/, '')}`)
    .filter((call) => /^(dynamodb|s3) /.test(call))
    .sort();
}

it('finds a profile once it is saved, by either path, and nobody who has none', async () => {
  await openAccount(world.apiBase, running.platform, {
    ...{ as: 'influencer', email: 'draft@creators.example', name: 'Draft Only', password: PASSWORD },
    ...{ country: 'DE', timezone: 'UTC' },
  });
  await save({ displayName: 'Ágnes Kovács', bio: 'Sourdough and long rides.', niche: ['food', 'sports'] });
  await settle();
  const found = await search({ q: 'agnes kov' });
  expect(namesOf(found)).toEqual(['Ágnes Kovács']);
  expect(found.items[0]).toMatchObject({
    influencerId: world.as.influencer.me.influencerId,
    matched: ['name'],
    priceFrom: null,
    accounts: [{ platform: 'instagram', handle: 'test.creator', followers: 50_000, verified: false }],
  });
  expect(JSON.stringify(found)).not.toMatch(/userId|@creators\.example|usr_/);
  expect(await search({ q: 'agnes kov' }, '/influencers/search')).toEqual(found);
  expect(namesOf(await search({ q: 'draft' }))).toEqual([]);
  expect((await search()).total).toBe(2);
  await world.advance(5_000);
  expect(await callsOf(world.as.viewer)).toEqual(['dynamodb Query', 'dynamodb UpdateItem']);
});

it('follows the profile, the prices and the wish not to be listed', async () => {
  await save({ displayName: 'Agnes K.', niche: ['travel'] });
  const price = { amountMinor: 25_000, currency: 'EUR' };
  await world.as.influencer.do('PUT /influencers/rate-card', {
    lines: [{ platform: 'instagram', type: 'reel', price }],
  });
  await settle();
  const found = await search({ niche: 'travel', maxPriceMinor: '25000', currency: 'EUR', sort: 'price' });
  expect(found.items).toMatchObject([{ displayName: 'Agnes K.', priceFrom: price, matched: ['niche', 'price'] }]);
  expect(namesOf(await search({ q: 'sourdough' }))).toEqual([]);
  await save({ visibility: 'unlisted' });
  await settle();
  expect((await search()).total).toBe(1);
  // Those who know the address still see it.
  const address = `GET /influencers/${world.as.influencer.me.influencerId}`;
  expect(await world.as.viewer.do(address)).toMatchObject({ visibility: 'unlisted' });
  await save({});
  await settle();
  expect((await search()).total).toBe(2);
});

it('shows what a platform says of a connected account, and follows it from day to day', async () => {
  await connectAccount(world, world.as.influencer, 'tiktok', 'agnes.rides');
  await settle();
  const accountOf = async () => (await search({ q: '@agnes.rides', platform: 'tiktok' })).items[0]?.accounts.at(-1);
  const connected = await accountOf();
  expect(connected).toMatchObject({ platform: 'tiktok', handle: 'agnes.rides', verified: true });
  await world.advance(2 * DAY_MS);
  await settle();
  const later = await accountOf();
  const { socialLinks } = await world.as.influencer.do('GET /influencers/profile');
  expect(later.followers).toBe(socialLinks.at(-1).followers);
  expect(later.followers).not.toBe(connected.followers);
  await world.as.influencer.do('DELETE /influencers/social-accounts/tiktok');
  await settle();
  expect((await accountOf()).verified).toBe(false);
});

it('refuses the hundred-and-first search within a minute', async () => {
  await world.as.manager.do('GET /users/me');
  // To the beginning of a window of the counter.
  await running.platform.clock.advanceTo((Math.floor(running.platform.clock.now() / 60_000) + 1) * 60_000);
  const ten = () => Array.from({ length: 10 }, () => world.as.manager.call('GET /search/influencers'));
  const answers = [];
  while (answers.length < 110) answers.push(...(await Promise.all(ten())));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(100);
  expect(refused.length).toBeGreaterThanOrEqual(10);
  expect(refused[0]?.body).toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.any(Number) });
});

it('is the same after a restart, from the snapshot and what came after it', async () => {
  await world.advance(4 * HOUR_MS);
  await save({ displayName: 'After The Snapshot' });
  await settle();
  const before = await search({ sort: 'newest' });
  expect(namesOf(before)).toContain('After The Snapshot');
  running = await running.restart();
  const viewer = new ApiSession(running.urls.api, { email: 'viewer@one.example', password: PASSWORD });
  await viewer.do('GET /users/me');
  expect(await callsOf(viewer)).toEqual(['dynamodb Query', 'dynamodb UpdateItem', 's3 GetObject']);
  expect(await viewer.do('GET /search/influencers?sort=newest')).toEqual(before);
});
