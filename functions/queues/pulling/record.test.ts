import { describe, expect, it } from 'vitest';
import { create } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { findPerformance } from '#data/performance.ts';
import { findOne } from '#data/read.ts';
import { snapshotRef } from '#data/snapshot.ts';
import { Measures, type SocialAccountItem, SocialAccounts, socialAccountRef } from '#data/social.ts';
import { aCampaign, aProfile, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { FINE, nothingPulled, type Pulled } from './pulled.ts';
import { recordAll } from './record.ts';

const { items } = prepareTestTable();
const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

async function anAccount(count: number): Promise<SocialAccountItem> {
  const campaign = await putOpenCampaign(aCampaign(count));
  const { workspaceId, campaignId } = campaign;
  const content = {
    contentId: countedId('submission', count),
    workspaceId,
    campaignId,
    contractId: countedId('contract', count),
    deliverableId: 'reels',
    influencerName: 'Mara',
    url: 'https://www.tiktok.com/@mara/video/1234567890',
  };
  const influencerId = countedId('influencer', count);
  const account: SocialAccountItem = {
    influencerId,
    platform: 'tiktok',
    platformUserId: `user-${count}`,
    handle: 'mara',
    followers: 10,
    wrappedTokens: 'wrapped',
    tokensIssuedAtMs: 0,
    accessExpiresAtMs: NOON * 2,
    scopes: [],
    state: 'ok',
    stateReason: null,
    throttledUntilMs: null,
    failures: 0,
    lastPulledAt: null,
    lastReceiptId: null,
    nextPullAtMs: NOON,
    tracked: [{ ...content, name: '1234567890', mediaId: '1234567890', untilMs: NOON * 2 }],
    version: 1,
    connectedAt: '2026-11-20T00:00:00.000Z',
    updatedAt: '2026-11-20T00:00:00.000Z',
  };
  await write(
    create(SocialAccounts, account),
    create(Measures, {
      ...content,
      influencerId,
      platform: 'tiktok',
      state: 'waiting',
      counts: null,
      receiptId: null,
      measuredAt: null,
    }),
  );
  return account;
}

function aPull(account: SocialAccountItem, views: number, atMs: number): Pulled {
  const proof = {
    rawKey: `raw/${atMs}`,
    part: { answer: 0, item: null },
    sha256: 'aa',
    source: 'POST https://x',
    pulledAt: new Date(atMs).toISOString(),
  };
  const counts = { views, reach: null, likes: 1, comments: 0, shares: 2, saves: null };
  return {
    outcome: FINE,
    profile: { profile: { platformUserId: account.platformUserId, handle: 'mara', followers: 12 }, proof },
    posts: account.tracked.map((post) => ({ post, reading: { kind: 'counts', counts }, proof })),
    mediaIds: new Map(),
  };
}

const performanceOf = ({ tracked }: SocialAccountItem) =>
  findPerformance(tracked[0]?.workspaceId ?? '', tracked[0]?.campaignId ?? '');
const stored = (account: SocialAccountItem) => findOne(socialAccountRef(account.influencerId, 'tiktok'));

const record = (account: SocialAccountItem, pulled: Pulled, nowMs: number) => recordAll([{ account, pulled }], nowMs);

describe('recording a pull', () => {
  it('keeps a snapshot, the newest numbers and the last of each day', async () => {
    const account = await anAccount(1);
    await record(account, aPull(account, 100, NOON), NOON);
    await record(account, aPull(account, 130, NOON + HOUR_MS), NOON + HOUR_MS);
    await record(account, aPull(account, 180, NOON + 24 * HOUR_MS), NOON + 24 * HOUR_MS);
    const found = await performanceOf(account);
    expect(found?.measures).toMatchObject([{ state: 'measured', counts: { views: 180, reach: null } }]);
    expect(found?.days.map(({ day, counts }) => [day, counts.views])).toEqual([
      ['2026-11-20', 130],
      ['2026-11-21', 180],
    ]);
    const receiptId = found?.measures[0]?.receiptId ?? '';
    expect(await findOne(snapshotRef(account.influencerId, receiptId))).toMatchObject({ counts: { views: 180 } });
    expect(await stored(account)).toMatchObject({ followers: 12, state: 'ok', failures: 0 });
  });

  it('writes new followers into the profile once a day, and says so only when they are others', async () => {
    const account = await anAccount(9);
    const { influencerId } = account;
    const socialLinks = [{ platform: 'tiktok', handle: 'mara', followers: 10, verified: true }];
    await write(create(Influencers, { ...aProfile(9), influencerId, socialLinks }));
    const said = async () =>
      (await items()).filter(({ type, aggregateId }) => type === 'FollowersMeasured' && aggregateId === influencerId);
    await record(account, aPull(account, 100, NOON), NOON);
    expect(await findOne(influencerRef(influencerId))).toMatchObject({ socialLinks: [{ followers: 12 }], version: 2 });
    await record(account, aPull(account, 130, NOON + HOUR_MS), NOON + HOUR_MS);
    await record(account, aPull(account, 180, NOON + 24 * HOUR_MS), NOON + 24 * HOUR_MS);
    expect(await findOne(influencerRef(influencerId))).toMatchObject({ version: 2 });
    expect(await said()).toMatchObject([{ data: { influencerId, platform: 'tiktok' } }]);
  });

  it('drops a pull that began before the last one', async () => {
    const account = await anAccount(2);
    await record(account, aPull(account, 200, NOON + HOUR_MS), NOON + HOUR_MS);
    await record(account, aPull(account, 150, NOON), NOON);
    expect((await performanceOf(account))?.measures).toMatchObject([{ counts: { views: 200 } }]);
  });

  it('changes no number when there was trouble, and says so', async () => {
    const account = await anAccount(3);
    await record(account, aPull(account, 100, NOON), NOON);
    await record(account, nothingPulled({ kind: 'throttled', retryAfterSeconds: 7200 }), NOON + HOUR_MS);
    expect(await stored(account)).toMatchObject({
      state: 'throttled',
      throttledUntilMs: NOON + 3 * HOUR_MS,
      nextPullAtMs: NOON + 3 * HOUR_MS,
      followers: 12,
    });
    await record(account, nothingPulled({ kind: 'token_invalid' }), NOON + 4 * HOUR_MS);
    expect(await stored(account)).toMatchObject({ state: 'reconnect_needed', nextPullAtMs: null });
    expect((await performanceOf(account))?.measures).toMatchObject([{ counts: { views: 100 } }]);
  });
});

const eventsOf = async (type: string) =>
  (await items()).filter((item) => item._et === 'event' && item.type === type) as unknown as {
    data: { influencerId: string; campaigns: { campaignId: string }[] };
  }[];
const campaignsOf = ({ tracked }: SocialAccountItem) => tracked.map(({ campaignId }) => campaignId);
/** Campaigns of each event that tells of one of these accounts' campaigns. */
const toldOf = async (...accounts: SocialAccountItem[]) => {
  const own = accounts.flatMap(campaignsOf);
  const told = (await eventsOf('MetricsPulled')).map(({ data }) => data.campaigns.map(({ campaignId }) => campaignId));
  return told.filter((campaigns) => campaigns.some((campaignId) => own.includes(campaignId)));
};
const receiptsOf = async ({ influencerId }: SocialAccountItem) =>
  (await items()).filter((item) => item._et === 'snapshot' && item.influencerId === influencerId && item.contentId);

describe('recording pulls together', () => {
  it('tells once of each campaign whose numbers changed, and not of the others', async () => {
    const accounts = await Promise.all([11, 12, 13].map((count) => anAccount(count)));
    const [one, two, three] = accounts as [SocialAccountItem, SocialAccountItem, SocialAccountItem];
    await record(three, aPull(three, 5, NOON - HOUR_MS), NOON - HOUR_MS);
    const pulls = accounts.map((account) => ({ account, pulled: aPull(account, account === three ? 5 : 100, NOON) }));
    expect(await recordAll(pulls, NOON)).toBe(0);
    const told = await toldOf(one, two);
    expect(told.map((campaigns) => [...campaigns].sort())).toEqual([[one, two].flatMap(campaignsOf).sort()]);
    expect(await toldOf(three)).toHaveLength(1);
    expect((await performanceOf(two))?.measures).toMatchObject([{ counts: { views: 100 } }]);
  });

  it('writes nothing of numbers that are as before, and once a new day begins a receipt of its own', async () => {
    const account = await anAccount(14);
    await record(account, aPull(account, 70, NOON), NOON);
    await record(account, aPull(account, 70, NOON + HOUR_MS), NOON + HOUR_MS);
    expect(await receiptsOf(account)).toHaveLength(1);
    expect((await performanceOf(account))?.measures).toMatchObject([{ measuredAt: new Date(NOON).toISOString() }]);
    expect(await stored(account)).toMatchObject({ lastPulledAt: new Date(NOON + HOUR_MS).toISOString() });
    const tomorrow = NOON + 13 * HOUR_MS;
    await record(account, aPull(account, 70, tomorrow), tomorrow);
    expect(await receiptsOf(account)).toHaveLength(2);
    expect((await performanceOf(account))?.days.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21']);
    expect(await toldOf(account)).toEqual([campaignsOf(account)]);
  });

  it('says of an account that changed its state what happened to it, beside the others’ numbers', async () => {
    const [well, ill] = (await Promise.all([anAccount(15), anAccount(16)])) as [SocialAccountItem, SocialAccountItem];
    const partly = { ...aPull(ill, 44, NOON), outcome: { kind: 'unavailable', reason: 'it stopped' } } as Pulled;
    await recordAll(
      [
        { account: ill, pulled: partly },
        { account: well, pulled: aPull(well, 33, NOON) },
      ],
      NOON,
    );
    expect(await stored(ill)).toMatchObject({ state: 'unavailable', failures: 1 });
    expect(await stored(well)).toMatchObject({ state: 'ok' });
    const changed = (await eventsOf('SocialAccountStateChanged')).filter(
      ({ data }) => data.influencerId === ill.influencerId || data.influencerId === well.influencerId,
    );
    expect(changed).toMatchObject([{ data: { influencerId: ill.influencerId, from: 'ok', to: 'unavailable' } }]);
    expect((await performanceOf(ill))?.measures).toMatchObject([{ counts: { views: 44 } }]);
    expect((await performanceOf(well))?.measures).toMatchObject([{ counts: { views: 33 } }]);
  });

  it('keeps an account that cannot be recorded from no other', async () => {
    const [good, bad] = (await Promise.all([anAccount(17), anAccount(18)])) as [SocialAccountItem, SocialAccountItem];
    await write({ kind: 'update', key: SocialAccounts.keyOf(bad), set: { followers: 'many' }, when: [] });
    const pulls = [bad, good].map((account) => ({ account, pulled: aPull(account, 21, NOON) }));
    expect(await recordAll(pulls, NOON)).toBe(1);
    expect((await performanceOf(good))?.measures).toMatchObject([{ counts: { views: 21 } }]);
  });

  it('leaves alone what was reported anew under another address meanwhile', async () => {
    const account = await anAccount(19);
    const pulled = aPull(account, 90, NOON);
    const moved = account.tracked.map((post) => ({
      ...post,
      url: 'https://www.tiktok.com/@mara/video/999',
      name: '999',
    }));
    await write({ kind: 'update', key: SocialAccounts.keyOf(account), set: { tracked: moved }, when: [] });
    await record(account, pulled, NOON);
    expect((await performanceOf(account))?.measures).toMatchObject([{ state: 'waiting', counts: null }]);
  });

  it('waits for the next midnight Pacific time when the quota is spent, and says until when', async () => {
    const account = await anAccount(20);
    await record(account, nothingPulled({ kind: 'quota_spent' }), NOON);
    const midnight = Date.UTC(2026, 10, 21, 8);
    expect(await stored(account)).toMatchObject({
      state: 'throttled',
      stateReason: expect.stringContaining('waiting for quota until 21 November 2026 at 08:00 UTC'),
      throttledUntilMs: midnight,
      nextPullAtMs: midnight,
      followers: 10,
    });
  });
});
