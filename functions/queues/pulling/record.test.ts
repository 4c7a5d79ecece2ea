import { describe, expect, it } from 'vitest';
import { create } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { findPerformance } from '#data/performance.ts';
import { findOne } from '#data/read.ts';
import { Measures, type SocialAccountItem, SocialAccounts, snapshotRef, socialAccountRef } from '#data/social.ts';
import { aCampaign, aProfile, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { FINE, nothingPulled, type Pulled } from './pulled.ts';
import { record } from './record.ts';

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
