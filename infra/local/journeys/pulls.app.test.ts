import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextPacificMidnightMs } from '#domain/pacific-day.ts';
import { makeContent } from '#testing/fixtures/content.ts';
import { connectAccount } from '#testing/fixtures/social.ts';
import { buildWorld, influencerProfile, PASSWORD, type World } from '#testing/fixtures/world.ts';
import { queues } from '../resources/queue.ts';
import type { ApiSession } from '../seed/api-session.ts';
import { openAccount } from '../seed/open-account.ts';
import { startForTests, type TestPlatform } from '../testing.ts';
import { connectLive } from './live-socket.ts';

const PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
type Platform = (typeof PLATFORMS)[number];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 5 * 60_000;
const HANDLE = 'real.creator';

let running: TestPlatform;
let world: World;
/** The campaign whose one piece of content is live on a platform. */
const campaigns = {} as Record<Platform, string>;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

const accountsOf = async (session: ApiSession = world.as.influencer) =>
  (await session.do('GET /influencers/social-accounts')).items;
const accountOn = async (platform: Platform) =>
  (await accountsOf()).find((account: { platform: string }) => account.platform === platform);
const performanceOn = (platform: Platform) =>
  world.as.viewer.do(`GET /analytics/campaigns/${campaigns[platform]}/performance`);

/** What a campaign shows of its content, but how the accounts stand. */
const numbersOf = ({ content }: { content: { accountState?: string }[] }) =>
  content.map(({ accountState: _accountState, ...numbers }) => numbers);

// biome-ignore lint/suspicious/noExplicitAny: a JSON answer
async function control(platform: Platform, route: string, body?: object): Promise<any> {
  const [method = 'GET', path = ''] = route.split(' ');
  const answer = await fetch(`${world.providerUrl(platform)}/_control/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return answer.json();
}

/** Does the same on each platform, one after another. */
async function everyPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<[Platform, T][]> {
  const done: [Platform, T][] = [];
  for (const platform of PLATFORMS) done.push([platform, await work(platform)]);
  return done;
}

/** Changes how platforms answer; pulls that were on their way at that moment, and may have the answer of before, are over at its end. */
async function fromNowOn(change: () => Promise<unknown>): Promise<void> {
  await change();
  await running.platform.activity.idle();
}

/** Whatever waits in a queue of failures. */
function lettersWaiting(): number {
  return [...queues(running.platform)]
    .filter(([arn]) => /-(failed|undelivered)$/.test(arn))
    .reduce((sum, [, queue]) => sum + queue.counts().visible, 0);
}

describe('connecting an account', () => {
  it.each(PLATFORMS)('of %s goes over its consent page and verifies the profile link', async (platform) => {
    const end = await connectAccount(world, world.as.influencer, platform, HANDLE);
    expect(end.pathname).toBe('/social-accounts');
    expect(Object.fromEntries(end.searchParams)).toEqual({ platform, result: 'connected' });
    expect(await accountOn(platform)).toMatchObject({ state: 'ok', handle: HANDLE, stateReason: null });
    const { socialLinks } = await world.as.influencer.do('GET /influencers/profile');
    expect(socialLinks).toContainEqual(expect.objectContaining({ platform, handle: HANDLE, verified: true }));
  });

  it('keeps the verified link whatever the influencer writes', async () => {
    const written = [{ platform: 'youtube', handle: HANDLE, followers: 9_000_000, verified: true }];
    await world.as.influencer.do('PUT /influencers/profile', { ...influencerProfile, socialLinks: written });
    const { socialLinks } = await world.as.influencer.do('GET /influencers/profile');
    expect(socialLinks).toHaveLength(3);
    expect(
      socialLinks.every(
        ({ verified, followers }: { verified: boolean; followers: number }) => verified && followers < 9_000_000,
      ),
    ).toBe(true);
  });

  it.each([
    ['a person who says no', 'deny', 'denied'],
    ['an account that is another influencer’s', 'allow', 'taken'],
  ] as const)('ends well for %s', async (_who, decision, result) => {
    const end = await connectAccount(world, world.otherInfluencer, 'tiktok', HANDLE, decision);
    expect(end.searchParams.get('result')).toBe(result);
    expect(await accountsOf(world.otherInfluencer)).toEqual([]);
  });

  it('works once, in the same browser, within ten minutes', async () => {
    const begin = async () => {
      const begun = await world.otherInfluencer.call('POST /influencers/social-accounts/instagram/connect');
      const cookie = begun.headers.getSetCookie()[0] ?? '';
      expect(cookie).toMatch(/^__Host-social=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/);
      const consent = await fetch(begun.body.authorizeUrl, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ handle: 'someone.else', decision: 'allow' }),
      });
      return { cookie: cookie.split(';')[0] ?? '', back: consent.headers.get('location') ?? '' };
    };
    const finish = async (back: string, cookie?: string) => {
      const done = await fetch(back, { redirect: 'manual', headers: cookie ? { cookie } : {} });
      return new URL(done.headers.get('location') ?? '').searchParams.get('result');
    };
    const first = await begin();
    const second = await begin();
    expect(await finish(first.back)).toBe('expired');
    expect(await finish(first.back, second.cookie)).toBe('expired');
    expect(await finish(first.back.replace('instagram/callback', 'tiktok/callback'), first.cookie)).toBe('expired');
    expect(await finish(first.back, first.cookie)).toBe('connected');
    expect(await finish(first.back, first.cookie)).toBe('expired');
    await world.advance(600_001);
    expect(await finish(second.back, second.cookie)).toBe('expired');
    expect(await control('instagram', 'GET grants?handle=someone.else')).toEqual({ tokens: 2 });
    await world.otherInfluencer.do('DELETE /influencers/social-accounts/instagram');
    expect(await accountsOf(world.otherInfluencer)).toEqual([]);
    await running.platform.activity.idle();
    expect(await control('instagram', 'GET grants?handle=someone.else')).toEqual({ tokens: 0 });
    expect((await world.otherInfluencer.call('DELETE /influencers/social-accounts/instagram')).status).toBe(404);
  });
});

describe('live content', () => {
  it.each(PLATFORMS)('on %s is measured within two hours, each number with its receipt', async (platform) => {
    const { campaignId, contentId } = await makeContent(world, 'approved', platform);
    campaigns[platform] = campaignId;
    const { url } = await control(platform, 'POST posts', { handle: HANDLE });
    await world.as.influencer.do(`POST /campaigns/${campaignId}/content/${contentId}/live`, { url });
    await running.platform.activity.idle();
    expect((await performanceOn(platform)).content).toMatchObject([
      { contentId, platform, state: 'waiting', counts: null },
    ]);
    await world.advance(2 * HOUR_MS);
    const performance = await performanceOn(platform);
    const [content] = performance.content;
    expect(content).toMatchObject({ state: 'measured', counts: { views: expect.any(Number) } });
    expect(performance).toMatchObject({ liveContent: 1, measuredContent: 1, totals: content.counts });
    const receipt = await world.as.viewer.do(`GET /receipts/${content.receiptId}`);
    expect(receipt).toMatchObject({
      platform,
      campaignId,
      contentId,
      counts: content.counts,
      pulledAt: content.measuredAt,
    });
    const { text, sha256 } = receipt.raw;
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    expect(text).toContain(String(content.counts.views));
    expect(text).not.toMatch(/access\.[\w-]{20}|test-secret/);
    expect((await world.otherOwner.call(`GET /receipts/${content.receiptId}`)).status).toBe(404);
    expect((await world.otherOwner.call(`GET /campaigns/${campaignId}/metrics`)).status).toBe(404);
  });

  it('of someone else or at an address that names no post is never counted', async () => {
    const { campaignId, contentId } = await makeContent(world, 'approved', 'youtube');
    const { url } = await control('youtube', 'POST posts', { handle: 'a.stranger' });
    await world.as.influencer.do(`POST /campaigns/${campaignId}/content/${contentId}/live`, { url });
    const other = await makeContent(world, 'approved');
    const live = `POST /campaigns/${other.campaignId}/content/${other.contentId}/live`;
    await world.as.influencer.do(live, { url: 'https://www.instagram.com/real.creator/' });
    await world.advance(2 * HOUR_MS);
    const performance = await world.as.viewer.do(`GET /campaigns/${campaignId}/metrics`);
    expect(performance).toMatchObject({ content: [{ state: 'not_theirs', counts: null }], totals: { views: null } });
    expect(await world.as.viewer.do(`GET /campaigns/${other.campaignId}/metrics`)).toMatchObject({
      content: [{ state: 'unreadable', counts: null }],
    });
  });

  it('is handed out as a table', async () => {
    const answer = await world.as.viewer.call(`GET /analytics/campaigns/${campaigns.tiktok}/performance?format=csv`);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="performance-cmp_\w+\.csv"$/);
    const [head, row] = String(answer.body).split('\r\n');
    expect(head).toContain('contentId,influencerId,influencerName');
    expect(row).toContain('tiktok');
  });
});

const UNAVAILABLE = { state: 'unavailable', stateReason: expect.stringContaining('platform') };
it.each(['youtube', 'tiktok'] as const)('disconnecting %s gives the grant back at the platform', async (platform) => {
  await connectAccount(world, world.otherInfluencer, platform, 'short.stay');
  const { tokens } = await control(platform, 'GET grants?handle=short.stay');
  expect(tokens).toBeGreaterThan(0);
  await world.otherInfluencer.do(`DELETE /influencers/social-accounts/${platform}`);
  await running.platform.activity.idle();
  expect(await control(platform, 'GET grants?handle=short.stay')).toEqual({ tokens: 0 });
});

/** Looks at a campaign for an hour of pulls as an open screen does; answers how often it heard of other numbers. */
async function watchAnHour(campaignId: string): Promise<number> {
  const { ticket } = await world.as.viewer.do('POST /realtime/tickets');
  const socket = await connectLive(running.urls.site, { ticket });
  socket.send({ join: `campaign:${campaignId}` });
  await socket.next('joined');
  for (let passedMs = 0; passedMs < HOUR_MS; passedMs += STEP_MS) {
    await world.advance(STEP_MS);
    await running.platform.activity.idle();
    // Without a sign of life the connection would be closed.
    socket.send({ ping: true });
    await socket.next('pong');
  }
  const told = socket.heard.filter(({ event, data }) => event === 'metric:updated' && data.campaignId === campaignId);
  await socket.close();
  return told.length;
}

it('other numbers are told to those who look at the campaign, and a pull without any to nobody', async () => {
  expect(await watchAnHour(campaigns.tiktok)).toBeGreaterThanOrEqual(1);
  await fromNowOn(() => control('tiktok', 'POST faults', { kind: 'html', path: '/', count: 1000 }));
  expect(await watchAnHour(campaigns.tiktok)).toBe(0);
  await control('tiktok', 'DELETE faults');
  await world.advance(2 * HOUR_MS);
});

it('YouTube whose daily quota is spent is left alone until midnight Pacific time, and the account says so', async () => {
  const startMs = running.platform.clock.now();
  // The quota must not begin anew within the hour that is looked at.
  if (nextPacificMidnightMs(startMs) - startMs < 2 * HOUR_MS) await world.advance(2 * HOUR_MS);
  const pacificDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' });
  const day = pacificDay.format(running.platform.clock.now());
  await fromNowOn(() => control('youtube', 'POST spend', { window: `units/${day}`, units: 10_000 }));
  const before = await performanceOn('youtube');
  await world.advance(HOUR_MS);
  const account = await accountOn('youtube');
  expect(account).toMatchObject({
    state: 'throttled',
    stateReason: expect.stringContaining('waiting for quota until'),
    nextPullAt: account.throttledUntil,
  });
  const untilMs = Date.parse(account.throttledUntil);
  expect(pacificDay.format(untilMs - 1)).toBe(pacificDay.format(running.platform.clock.now()));
  expect(pacificDay.format(untilMs)).not.toBe(pacificDay.format(untilMs - 1));
  expect(numbersOf(await performanceOn('youtube'))).toEqual(numbersOf(before));
  await world.advance(untilMs - running.platform.clock.now() + HOUR_MS);
  expect(await accountOn('youtube')).toMatchObject({ state: 'ok', stateReason: null, throttledUntil: null });
});

const FAULTS = [
  ['html', { kind: 'html' }, UNAVAILABLE],
  ['half a JSON', { kind: 'malformed' }, UNAVAILABLE],
  ['an empty object', { kind: 'empty' }, UNAVAILABLE],
  ['status 500', { kind: 'status', status: 500 }, UNAVAILABLE],
  ['counts below zero', { kind: 'negative' }, UNAVAILABLE],
  ['a broken connection', { kind: 'reset' }, UNAVAILABLE],
  [
    'a 429 storm',
    { kind: 'throttle', retryAfterSeconds: 1200 },
    { state: 'throttled', throttledUntil: expect.any(String) },
  ],
] as const;

describe('when the platforms', () => {
  // All three at once: the hours that have to pass are the same.
  it.each(FAULTS)('answer %s, no number changes and the accounts say so', async (_what, fault, state) => {
    await fromNowOn(() =>
      everyPlatform((platform) => control(platform, 'POST faults', { ...fault, path: '/', count: 1000 })),
    );
    const before = await everyPlatform(async (platform) => ({
      performance: await performanceOn(platform),
      followers: (await accountOn(platform)).followers,
    }));
    await world.advance(HOUR_MS);
    for (const [platform, { performance, followers }] of before) {
      expect(await accountOn(platform)).toMatchObject({ platform, ...state, followers });
      expect(numbersOf(await performanceOn(platform))).toEqual(numbersOf(performance));
      await control(platform, 'DELETE faults');
    }
    await world.advance(2 * HOUR_MS);
    for (const [platform, { performance }] of before) {
      expect(await accountOn(platform)).toMatchObject({ platform, state: 'ok', stateReason: null });
      expect((await performanceOn(platform)).totals.views).toBeGreaterThanOrEqual(performance.totals.views);
    }
  });
});

it('a platform that hangs is left alone after seconds', async () => {
  await fromNowOn(() => control('tiktok', 'POST faults', { kind: 'hang', path: '/v2/', count: 1 }));
  const before = await performanceOn('tiktok');
  // The next try may follow within the hour, and succeed.
  for (let passedMs = 0; passedMs < HOUR_MS && (await accountOn('tiktok')).state === 'ok'; passedMs += STEP_MS)
    await world.advance(STEP_MS);
  expect(await accountOn('tiktok')).toMatchObject(UNAVAILABLE);
  expect(numbersOf(await performanceOn('tiktok'))).toEqual(numbersOf(before));
  await world.advance(HOUR_MS);
  expect(await accountOn('tiktok')).toMatchObject({ state: 'ok' });
});

it.each(['instagram', 'tiktok'] as const)(
  'a revoked access of %s asks for the person, and connecting again mends it',
  async (platform) => {
    await control(platform, 'POST revoke', { handle: HANDLE });
    await world.advance(HOUR_MS);
    expect(await accountOn(platform)).toMatchObject({ state: 'reconnect_needed', nextPullAt: null });
    await running.platform.activity.idle();
    const { items } = await world.as.influencer.do('GET /notifications');
    expect(items.some(({ path }: { path: string }) => path === '/social-accounts')).toBe(true);
    await connectAccount(world, world.as.influencer, platform, HANDLE);
    await world.advance(HOUR_MS);
    expect(await accountOn(platform)).toMatchObject({ state: 'ok', trackedContent: 1 });
  },
);

/** As many as fit the time a test run has; `npm run pulls` plays as many as asked. */
const CREATORS = 3;
const DAYS = 3;

describe('days of hourly pulls', () => {
  it('for a dozen accounts go by without an error or a gap', async () => {
    const sessions = await Promise.all(
      Array.from({ length: CREATORS }, async (_, index) => {
        const session = await openAccount(world.apiBase, world.platform, {
          as: 'influencer',
          email: `pulled${index}@creators.example`,
          name: `Creator ${index}`,
          password: PASSWORD,
          country: 'DE',
          timezone: 'Europe/Berlin',
        });
        for (const platform of PLATFORMS) await connectAccount(world, session, platform, `creator.${index}`);
        return session;
      }),
    );
    const lettersBefore = lettersWaiting();
    const startedMs = running.platform.clock.now();
    await world.advance(DAYS * DAY_MS);
    expect(lettersWaiting()).toBe(lettersBefore);
    const nowMs = running.platform.clock.now();
    for (const session of [world.as.influencer, ...sessions])
      for (const account of await accountsOf(session)) {
        expect(account).toMatchObject({ state: 'ok', stateReason: null });
        expect(nowMs - Date.parse(account.lastPulledAt)).toBeLessThanOrEqual(HOUR_MS + 60_000);
      }
    for (const platform of PLATFORMS) {
      const days = (await performanceOn(platform)).days.filter(
        ({ day }: { day: string }) => Date.parse(day) > startedMs && Date.parse(day) + DAY_MS <= nowMs,
      );
      expect(days).toHaveLength(DAYS - 1);
      const views = days.map(({ counts }: { counts: { views: number } }) => counts.views);
      expect(views).toEqual([...views].sort((a: number, b: number) => a - b));
    }
  });
});
