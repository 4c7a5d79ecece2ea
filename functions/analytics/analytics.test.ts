import { beforeAll, describe, expect, it } from 'vitest';
import { getOverview, getOwnPerformance, getPerformance } from '#contract/areas/analytics.ts';
import { listAllContracts } from '#contract/areas/contracts.ts';
import { EVENTS, type EventData } from '#contract/events.ts';
import { Applications } from '#data/application.ts';
import { Budgets } from '#data/budget.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { updateContract } from '#data/contract.ts';
import { MeasureDays, Measures, type SocialAccountItem, SocialAccounts } from '#data/social.ts';
import { type SubmissionItem, Submissions } from '#data/submission.ts';
import { createBoth } from '#data/two-sided.ts';
import { openBudget } from '#domain/budget.ts';
import { handler as listingContracts } from '#functions/contracts/list-all-contracts.ts';
import { handler as noting } from '#functions/reactions/on-event-note-activity.ts';
import { handler as markingLost } from '#functions/reactions/on-social-account-disconnected-mark-measures.ts';
import { handler as marking } from '#functions/reactions/on-social-account-state-changed-mark-measures.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { trackContent } from '#runtime/social/track.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as overview } from './get-overview.ts';
import { handler as own } from './get-own-performance.ts';
import { handler as performance } from './get-performance.ts';

prepareTestTable();
prepareTestSecrets();

const today = isoOf(nowMs()).slice(0, 10);
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => isoOf(nowMs() - days * DAY_MS);
/** Days with numbers, with one between them without. */
const [EARLIER, LATER] = [daysAgo(4).slice(0, 10), daysAgo(2).slice(0, 10)] as const;
const NOTHING = { views: null, reach: null, likes: null, comments: null, shares: null, saves: null };
const params = { campaignId: countedId('campaign', 1) };
const read = (actor = testMember(1, 'viewer'), query: Record<string, string> = {}) =>
  callEndpoint(performance, getPerformance, { actor, params, query });
const readOwn = (count: number, query: Record<string, string> = {}) =>
  callEndpoint(own, getOwnPerformance, { actor: testInfluencer(count), query });
const desk = async (workspace = 1) =>
  (await callEndpoint(overview, getOverview, { actor: testMember(workspace, 'viewer') })).body;

/** Live content `count` of influencer `count` on Instagram. */
function liveContent(count: number, liveAt: string): SubmissionItem {
  return {
    submissionId: countedId('submission', count),
    workspaceId: countedId('workspace', 1),
    campaignId: params.campaignId,
    campaignTitle: 'Spring serum 1',
    contractId: countedId('contract', count),
    deliverableId: 'reels',
    influencerId: countedId('influencer', count),
    influencerName: `Mara ${count}`,
    mediaUrls: [],
    media: [],
    caption: 'Three steps.',
    revision: 1,
    earlier: [],
    revisedBy: null,
    status: 'live',
    note: null,
    liveUrl: `https://www.instagram.com/reel/Piece${count}`,
    liveCheck: null,
    submittedAt: liveAt,
    decidedAt: liveAt,
    liveAt,
    version: 3,
    updatedAt: liveAt,
  };
}

function anAccount(count: number, edit: Partial<SocialAccountItem> = {}): SocialAccountItem {
  return {
    influencerId: countedId('influencer', count),
    platform: 'instagram',
    platformUserId: `user-${count}`,
    handle: `mara${count}`,
    followers: 48_000,
    wrappedTokens: 'wrapped',
    tokensIssuedAtMs: 0,
    accessExpiresAtMs: 0,
    scopes: [],
    state: 'ok',
    stateReason: null,
    throttledUntilMs: null,
    failures: 0,
    lastPulledAt: null,
    lastReceiptId: null,
    nextPullAtMs: null,
    tracked: [],
    version: 1,
    connectedAt: daysAgo(10),
    updatedAt: daysAgo(10),
    ...edit,
  };
}

/** Numbers of content `count` on some days, the last of them the newest, as a pull leaves them. */
async function measured(count: number, numbers: Record<string, object>): Promise<void> {
  const content = liveContent(count, daysAgo(5));
  const days = Object.entries(numbers);
  const of = (index: number) => ({
    counts: { ...NOTHING, ...days[index]?.[1] },
    receiptId: countedId('receipt', count * 100 + index),
  });
  const { workspaceId, campaignId, submissionId: contentId, influencerId } = content;
  const newest = Measures.toItem({
    ...{ workspaceId, campaignId, contentId, influencerId, contractId: content.contractId, deliverableId: 'reels' },
    ...{ influencerName: content.influencerName, campaignTitle: content.campaignTitle, platform: 'instagram' as const },
    ...{
      url: content.liveUrl ?? '',
      liveAt: content.liveAt ?? '',
      accountState: 'ok' as const,
      state: 'measured' as const,
    },
    ...of(days.length - 1),
    measuredAt: `${days.at(-1)?.[0]}T10:00:00.000Z`,
  });
  const key = { pk: String(newest.pk), sk: String(newest.sk) };
  await write(
    { kind: 'put', key, item: newest, when: [] },
    ...days.map(([day], index) =>
      create(MeasureDays, { workspaceId, campaignId, contentId, influencerId, day, ...of(index) }),
    ),
  );
}

beforeAll(async () => {
  const campaign = await putOpenCampaign(aCampaign(1, { status: 'active', startDate: '2026-01-01' }));
  for (const count of [1, 2]) {
    const offer = anOffer(count, campaign, { status: 'accepted', contractId: countedId('contract', count) });
    await putOffer(offer);
    await putContract(count, offer, { fundingStatus: 'funded' });
    await write(...createBoth(Submissions, liveContent(count, daysAgo(5))));
  }
});

describe('GET /analytics/campaigns/{campaignId}/performance', () => {
  it('shows live content at once, without numbers, and that no account is connected', async () => {
    for (const count of [1, 2]) await trackContent(liveContent(count, daysAgo(5)), systemCommitContext());
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(body).toMatchObject({ liveContent: 2, measuredContent: 0, totals: NOTHING, measuredAt: null, days: [] });
    expect(body.accounts).toMatchObject([{ state: 'not_connected' }, { state: 'not_connected' }]);
    expect(body).toMatchObject({
      costPerThousandViews: null,
      costPerEngagement: null,
      spend: { amountMinor: 200_000 },
    });
  });

  it('says that an account was connected, waits for the platform, and was taken away', async () => {
    const stateOf = async () => (await read()).body.content[0].accountState;
    await write(create(SocialAccounts, anAccount(1)));
    await trackContent(liveContent(1, daysAgo(5)), systemCommitContext());
    expect(await stateOf()).toBe('ok');
    const about = { influencerId: countedId('influencer', 1), platform: 'instagram' as const };
    const account = anAccount(1, { state: 'throttled', version: 9 });
    const item = SocialAccounts.toItem(account);
    await write({ kind: 'put', key: SocialAccounts.keyOf(account), item, when: [] });
    await deliver(marking, 'SocialAccountStateChanged', { ...about, from: 'ok', to: 'reconnect_needed' });
    expect(await stateOf()).toBe('throttled');
    await write({ kind: 'delete', key: SocialAccounts.keyOf(account), when: [] });
    await deliver(markingLost, 'SocialAccountDisconnected', about);
    await deliver(markingLost, 'SocialAccountDisconnected', about);
    expect(await stateOf()).toBe('not_connected');
  });

  it('sums what is known, by platform, influencer and day, and leaves gaps where nothing was measured', async () => {
    await measured(1, {
      [EARLIER]: { views: 1000, likes: 40 },
      [LATER]: { views: 3000, likes: 90, comments: 10 },
    });
    await measured(2, { [LATER]: { likes: 400 } });
    const { body } = await read();
    expect(body).toMatchObject({
      totals: { ...NOTHING, views: 3000, likes: 490, comments: 10 },
      engagements: 500,
      engagementRate: 0.0333,
      measuredAt: `${LATER}T10:00:00.000Z`,
      costPerThousandViews: { amountMinor: 66_667, currency: 'USD' },
      costPerEngagement: { amountMinor: 400, currency: 'USD' },
    });
    expect(body.days.map(({ day }: { day: string }) => day)).toEqual([EARLIER, LATER]);
    expect(body.days[1]).toMatchObject({ engagements: 500, measuredContent: 2, carriedContent: 0 });
    expect(body.platforms).toMatchObject([{ platform: 'instagram', liveContent: 2, engagements: 500 }]);
    expect(body.influencers).toMatchObject([
      { influencerName: 'Mara 1', spend: { amountMinor: 100_000 }, costPerEngagement: { amountMinor: 1000 } },
      { influencerName: 'Mara 2', costPerThousandViews: null, costPerEngagement: { amountMinor: 250 } },
    ]);
    expect(body.content[0].days).toHaveLength(2);
    expect(body.content[0].receiptId).toBe(body.content[0].days[1].receiptId);
  });

  it('is a table of the content as CSV, with empty cells for what is not known', async () => {
    const { headers, body } = await read(undefined, { format: 'csv' });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [names = [], ...rows] = String(body)
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const cell = (row: number, name: string) => rows[row]?.[names.indexOf(name)];
    expect(rows).toHaveLength(2);
    expect([cell(0, 'views'), cell(0, 'engagements'), cell(0, 'shares')]).toEqual(['3000', '100', '']);
    expect([cell(1, 'views'), cell(1, 'likes'), cell(1, 'state')]).toEqual(['', '400', 'measured']);
    expect(cell(1, 'receiptId')).toBe(countedId('receipt', 200));
  });

  it('belongs to the workspace', async () => {
    expect((await read(testMember(2))).status).toBe(404);
    expect((await callEndpoint(performance, getPerformance, { actor: testInfluencer(1), params })).status).toBe(403);
  });
});

describe('GET /influencers/performance', () => {
  it('holds one’s own content only, and nothing of the brand’s money', async () => {
    const { status, body } = await readOwn(1);
    expect(status).toBe(200);
    expect(body.content.map(({ contentId }: { contentId: string }) => contentId)).toEqual([countedId('submission', 1)]);
    expect(body).toMatchObject({ liveContent: 1, engagements: 100, totals: { views: 3000 } });
    expect(body.days).toHaveLength(2);
    expect(JSON.stringify(body)).not.toMatch(/spend|cost|workspaceId/);
    expect((await readOwn(3)).body).toMatchObject({ liveContent: 0, content: [], days: [] });
  });

  it('can be of one campaign', async () => {
    expect((await readOwn(1, params)).body.liveContent).toBe(1);
    expect((await readOwn(1, { campaignId: countedId('campaign', 9) })).body.liveContent).toBe(0);
  });

  it('is for influencers', async () => {
    expect((await callEndpoint(own, getOwnPerformance, { actor: testMember() })).status).toBe(403);
  });
});

describe('GET /contracts', () => {
  it('lists the caller’s own, page by page', async () => {
    const list = (actor: ReturnType<typeof testMember> | ReturnType<typeof testInfluencer>, query = {}) =>
      callEndpoint(listingContracts, listAllContracts, { actor, query });
    const ids = (body: { items: { contractId: string }[] }) => body.items.map(({ contractId }) => contractId);
    expect(ids((await list(testInfluencer(1))).body)).toEqual([countedId('contract', 1)]);
    expect((await list(testInfluencer(3))).body.items).toEqual([]);
    expect((await list(testMember(2))).body.items).toEqual([]);
    const first = await list(testMember(1), { limit: '1' });
    const second = await list(testMember(1), { limit: '1', cursor: first.body.nextCursor });
    expect([...ids(first.body), ...ids(second.body)].sort()).toEqual([
      countedId('contract', 1),
      countedId('contract', 2),
    ]);
    expect((await list(testInfluencer(1), { cursor: first.body.nextCursor })).body.code).toBe('bad_cursor');
    expect((await callEndpoint(listingContracts, listAllContracts, { actor: testStaff() })).status).toBe(403);
  });
});

describe('GET /analytics/overview', () => {
  it('shows what waits for the workspace until it is done', async () => {
    const campaign = aCampaign(1);
    await putOffer(
      anOffer(5, campaign, {
        current: {
          ...anOffer(5, campaign).current,
          writtenBy: { side: 'influencer', userId: countedId('user', 1005), at: daysAgo(1) },
        },
      }),
    );
    await putOffer(anOffer(6, campaign));
    const application = {
      ...{ applicationId: countedId('application', 1), workspaceId: countedId('workspace', 1), ...params },
      ...{ campaignTitle: campaign.title, brandName: 'Glow Labs', influencerId: countedId('influencer', 7) },
      headline: { displayName: 'Nia', followers: 9000, platforms: ['tiktok'], niches: ['beauty'], country: 'DE' },
      ...{
        proposalDetails: 'One reel.',
        proposedPrice: null,
        portfolioLinks: [],
        answers: [],
        status: 'pending' as const,
        reason: null,
      },
      ...{ decidedAt: null, version: 1, createdAt: daysAgo(2), updatedAt: daysAgo(2) },
    };
    await write(create(Applications.main, application));
    const pending = { ...liveContent(8, daysAgo(1)), status: 'pending' as const, liveUrl: null, liveAt: null };
    await write(create(Submissions.main, pending));
    const body = await desk();
    expect(body.waiting.counts).toEqual({
      content: 1,
      offer: 1,
      application: 1,
      funding: 0,
      release: 0,
      publishing: 0,
      draft: 0,
    });
    expect(body.offersOut).toBe(1);
    expect(body.waiting.items.map(({ kind }: { kind: string }) => kind)).toEqual(['offer', 'application', 'content']);
    expect(body.waiting.items[1]).toMatchObject({ influencerName: 'Nia', campaignTitle: campaign.title });
    expect(body.campaigns).toMatchObject({ active: 1, draft: 0 });
    expect(body.money).toMatchObject([{ currency: 'USD', total: { amountMinor: 700_000 } }]);
    expect(body.dates.map(({ kind }: { kind: string }) => kind)).toEqual(['due', 'due', 'ends']);
    const decided = { ...application, status: 'approved' as const, version: 2 };
    await write({
      kind: 'put',
      key: Applications.main.keyOf(decided),
      item: Applications.main.toItem(decided),
      when: [],
    });
    expect((await desk()).waiting.counts.application).toBe(0);
  });

  it('lets go of settled contracts, and takes them back when the money is held again', async () => {
    const due = async () => (await desk()).dates.filter(({ kind }: { kind: string }) => kind === 'due').length;
    const contract = {
      workspaceId: countedId('workspace', 1),
      influencerId: countedId('influencer', 2),
      contractId: countedId('contract', 2),
    };
    await write(...updateContract(contract, { set: { fundingStatus: 'refunded' } }));
    expect(await due()).toBe(1);
    await write(...updateContract(contract, { set: { fundingStatus: 'funded' } }));
    expect(await due()).toBe(2);
  });

  it('sums the numbers of content that went live in the last 90 days', async () => {
    await trackContent(
      { ...liveContent(9, daysAgo(200)), liveUrl: 'https://www.instagram.com/reel/LongAgo' },
      systemCommitContext(),
    );
    const { performance: summed } = await desk();
    expect(summed).toMatchObject({ liveContent: 2, measuredContent: 2, totals: { views: 3000 }, engagements: 500 });
  });

  it('tells the last things that happened once each, and belongs to the workspace', async () => {
    const data = {
      ...(EVENTS.CampaignStatusChanged.sample as EventData<'CampaignStatusChanged'>),
      workspaceId: countedId('workspace', 1),
      ...params,
    };
    const first = await deliver(noting, 'CampaignStatusChanged', data);
    const second = await deliver(noting, 'CampaignStatusChanged', data);
    await first.again();
    await second.again();
    const unnoted = deliver(noting, 'SessionRefreshed', EVENTS.SessionRefreshed.sample);
    await expect(unnoted).rejects.toThrow('SessionRefreshed is not for this reaction.');
    const { activity } = await desk();
    expect(activity.map(({ eventId }: { eventId: string }) => eventId)).toEqual(
      [first.eventId, second.eventId].sort().reverse(),
    );
    expect(activity[0]).toMatchObject({ type: 'CampaignStatusChanged', ...params, campaignTitle: 'Spring serum 1' });
    const ended = aCampaign(70, { status: 'completed' });
    await write(create(Campaigns, ended), create(Budgets, openBudget(ended)));
    await deliver(noting, 'CampaignStatusChanged', { ...data, campaignId: ended.campaignId });
    expect((await desk()).activity[0]).toMatchObject({ campaignId: ended.campaignId, campaignTitle: ended.title });
    expect(await desk(2)).toMatchObject({ activity: [], money: [], dates: [], asOf: expect.stringContaining(today) });
    expect((await callEndpoint(overview, getOverview, { actor: testInfluencer() })).status).toBe(403);
  });
});
