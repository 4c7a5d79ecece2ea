import { afterEach, describe, expect, it, vi } from 'vitest';
import { counterOffer, rejectOffer, withdrawOffer } from '#contract/areas/offers.ts';
import { EVENTS } from '#contract/events.ts';
import { noticesOf } from '#contract/notices.ts';
import { create, replace } from '#data/change.ts';
import { type ModerationItem, ModerationItems, moderationItemRef } from '#data/moderation.ts';
import { type PayoutAccountItem, PayoutAccounts, payoutAccountRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import { handler as countering } from '#functions/offers/counter-offer.ts';
import { handler as rejecting } from '#functions/offers/reject-offer.ts';
import { handler as withdrawing } from '#functions/offers/withdraw-offer.ts';
import { isoOf } from '#runtime/clock.ts';
import { settleAccount } from '#runtime/money/settle-account.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as reminding } from './remind-of-deadlines.ts';

const { items, callsOf } = prepareTestTable();
afterEach(() => void vi.useRealTimers());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DUE_MS = Date.UTC(2027, 0, 20, 13);
const DOCUMENT = 'individual.verification.document';

const accountOf = (count: number, dueAtMs: number | null): PayoutAccountItem => ({
  influencerId: countedId('influencer', count),
  accountId: `acct_${count}`,
  country: 'US',
  status: 'payable',
  payable: true,
  transfersActive: true,
  payoutsEnabled: true,
  detailsSubmitted: true,
  requirementsDue: dueAtMs === null ? [] : [DOCUMENT],
  requirementsPastDue: [],
  requirementsLater: [],
  requirementsInReview: [],
  requirementProblems: [],
  requirementsDueAtMs: dueAtMs,
  disabledReason: null,
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
});

async function runAt(daysBefore: number): Promise<number> {
  vi.useFakeTimers({ now: DUE_MS - daysBefore * DAY_MS, toFake: ['Date'] });
  return (await reminding()).reminded;
}

const told = async (count: number) =>
  (await items())
    .filter((item) => item.type === 'PayoutDetailsDueSoon' && item.aggregateId === countedId('influencer', count))
    .map(({ data }) => data as { daysLeft: number; dueAt: string });

it('reminds of what is wanted a week, three days and a day before payouts end, once each, and of nothing else', async () => {
  await write(create(PayoutAccounts, accountOf(1, DUE_MS)), create(PayoutAccounts, accountOf(2, null)));
  const reminded: number[] = [];
  for (const days of [9, 7, 7, 6, 3, 2, 0.9, 0.5, -1]) reminded.push(await runAt(days));
  expect(reminded).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 0]);
  expect((await told(1)).map(({ daysLeft }) => daysLeft).sort()).toEqual([1, 3, 7]);
  expect(await told(2)).toEqual([]);
});

it('tells it in the app and by mail, with what it is, by when and what happens otherwise', () => {
  const data = {
    influencerId: countedId('influencer', 1),
    requirementsDue: [DOCUMENT],
    dueAt: '2027-01-20T09:00:00.000Z',
    daysLeft: 3,
  };
  const [notice] = noticesOf({ type: 'PayoutDetailsDueSoon', data });
  expect(notice).toMatchObject({ to: { influencerId: data.influencerId }, path: '/payout-account' });
  expect(`${notice?.title} ${notice?.text}`).toMatch(
    /within 3 days.*identity document.*20 January 2027.*nothing can be paid/,
  );
});

it('begins anew with another deadline, and keeps count when only something else about the account changes', async () => {
  const account = accountOf(3, DUE_MS);
  const { influencerId, accountId } = account;
  await write(create(PayoutAccounts, { ...account, remindedDays: 7 }));
  vi.useFakeTimers({ now: DUE_MS - 6 * DAY_MS, toFake: ['Date'] });
  await settleAccount(influencerId, accountId, async () => ({ ...account, requirementsLater: ['company.name'] }), {});
  expect((await findOne(payoutAccountRef(influencerId)))?.remindedDays).toBe(7);
  const later = { ...account, requirementsDueAtMs: DUE_MS + DAY_MS };
  await settleAccount(influencerId, accountId, async () => later, {});
  expect((await findOne(payoutAccountRef(influencerId)))?.remindedDays).toBeUndefined();
  expect((await reminding()).reminded).toBe(1);
});

it('reminds of the end of a W-8 60, 14 and 3 days before it, once each, and of no W-9', async () => {
  const END_MS = Date.UTC(2030, 0, 1);
  const form = { taxFormOn: '2026-02-03' };
  await write(
    create(PayoutAccounts, { ...accountOf(5, null), country: 'DE', ...form, taxFormEndsAtMs: END_MS }),
    create(PayoutAccounts, { ...accountOf(6, null), ...form }),
  );
  const left = async (count: number) =>
    (await items())
      .filter((item) => item.type === 'TaxFormEndingSoon' && item.aggregateId === countedId('influencer', count))
      .map(({ data }) => data as { form: string; validUntil: string; daysLeft: number })
      .sort((a, b) => b.daysLeft - a.daysLeft);
  for (const days of [62, 60, 30, 14, 13, 3, 1, -1]) {
    vi.useFakeTimers({ now: END_MS - days * DAY_MS + 13 * HOUR_MS, toFake: ['Date'] });
    await reminding();
  }
  expect(await left(5)).toEqual(
    [60, 14, 3].map((daysLeft) => ({
      ...{ influencerId: countedId('influencer', 5), form: 'W-8BEN', validUntil: '2029-12-31', daysLeft },
    })),
  );
  expect(await left(6)).toEqual([]);
});

it('names a day only when a mail of it is read on that day', async () => {
  await write(create(PayoutAccounts, accountOf(7, DUE_MS)));
  const reminded: number[] = [];
  for (const hour of [0, 12, 13, 14]) {
    vi.useFakeTimers({ now: Date.UTC(2027, 0, 18, hour), toFake: ['Date'] });
    await reminding();
    reminded.push((await told(7)).length);
  }
  expect(reminded).toEqual([0, 0, 1, 1]);
});

describe('what waits for a moderator', () => {
  const NIGHT_MS = Date.UTC(2027, 2, 10, 2);
  const itemOf = (count: number, hoursBefore: number, more: Partial<ModerationItem> = {}): ModerationItem => ({
    ...{ itemId: countedId('moderation', count), workspaceId: testMember().workspaceId },
    ...{ campaignId: countedId('campaign', 1), campaignTitle: 'Spring', brandName: 'Glow Labs', caption: '' },
    ...{ mediaUrls: [], media: [], findings: [], score: 0, state: 'waits', decisions: [], appeal: null, version: 1 },
    ...{ createdAt: isoOf(NIGHT_MS), updatedAt: isoOf(NIGHT_MS) },
    ...{ waitsSince: isoOf(NIGHT_MS - hoursBefore * HOUR_MS), ...more },
  });
  const decideBy = isoOf(NIGHT_MS + 20 * HOUR_MS);
  const runAfter = async (hours: number) => {
    vi.useFakeTimers({ now: NIGHT_MS + hours * HOUR_MS, toFake: ['Date'] });
    return (await reminding()).reminded;
  };
  const toldOf = async () =>
    (await items()).filter(({ _et, type }) => _et === 'event' && type === 'ModerationWaits').map(({ data }) => data);

  it('for a day is told to them once, together, and again only when it waits anew', async () => {
    const unanswered = { reviewDays: 5, decideBy };
    await write(
      ...[itemOf(1, 25), itemOf(2, 30, { unanswered }), itemOf(3, 23)].map((item) => create(ModerationItems, item)),
      create(ModerationItems, itemOf(4, 26, { state: 'approved' })),
    );
    expect(await runAfter(0)).toBe(2);
    expect(await toldOf()).toEqual([{ count: 2, decideBy }]);
    expect([await runAfter(0), await runAfter(2), await runAfter(3)]).toEqual([0, 1, 0]);
    const first = await findOne(moderationItemRef(testMember().workspaceId, countedId('moderation', 1)));
    const appealed = {
      ...(first as ModerationItem),
      state: 'appealed' as const,
      waitsSince: isoOf(NIGHT_MS + HOUR_MS),
    };
    await write(replace(ModerationItems, first as ModerationItem, appealed));
    expect([await runAfter(9), await runAfter(25), await runAfter(26)]).toEqual([0, 1, 0]);
  });

  it('goes to those who may decide it, with by when', () => {
    const [notice, ...more] = noticesOf({ type: 'ModerationWaits', data: { count: 2, decideBy } });
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ to: { staff: 'moderation:decide' }, path: '/moderation' });
    expect(`${notice?.title} ${notice?.text}`).toMatch(/^2 things wait.*decision by 10 March 2027, 22:00 UTC/);
  });
});

it('costs two reads at the most in an hour in which there is nothing to remind of', async () => {
  const reads: number[] = [];
  for (let hour = 0; hour < 24; hour++) {
    vi.useFakeTimers({ now: Date.UTC(2040, 0, 18, hour), toFake: ['Date'] });
    reads.push((await callsOf(reminding)).length);
  }
  expect(reads).toEqual(Array(24).fill(2));
});

describe('a negotiation', () => {
  const ENDS_MS = Date.UTC(2027, 1, 10, 3);
  const runAtHours = async (hoursBefore: number) => {
    vi.useFakeTimers({ now: ENDS_MS - hoursBefore * HOUR_MS, toFake: ['Date'] });
    await reminding();
  };
  const send = async (count: number, edit: object = {}) => {
    vi.useFakeTimers({ now: ENDS_MS - 7 * DAY_MS, toFake: ['Date'] });
    const campaign = await putOpenCampaign(aCampaign(count));
    return putOffer(anOffer(count, campaign, { expiresAt: isoOf(ENDS_MS), ...edit }));
  };
  const toldOf = async ({ offerId }: { offerId: string }) =>
    (await items())
      .filter(({ type, aggregateId }) => type === 'OfferEndsSoon' && aggregateId === offerId)
      .map(({ data }) => data as { version: number; by: string; hoursLeft: number })
      .map(({ version, by, hoursLeft }) => `${version} ${by} ${hoursLeft}`)
      .sort();

  it('reminds whose turn it is two days and one day before it ends, once each, also when a run fails', async () => {
    const offer = await send(1);
    for (const hours of [49, 48, 47, 46, 43, 25, 22.5, 21, 1, -1]) await runAtHours(hours);
    expect(await toldOf(offer)).toEqual(['1 brand 24', '1 brand 48']);
  });

  it('does not remind once it is answered', async () => {
    const [rejected, withdrawn] = [await send(2), await send(3)];
    await callEndpoint(rejecting, rejectOffer, {
      ...{ actor: testInfluencer(2), params: { offerId: rejected.offerId }, body: {} },
    });
    await callEndpoint(withdrawing, withdrawOffer, { actor: testMember(), params: { offerId: withdrawn.offerId } });
    for (const hours of [48, 24]) await runAtHours(hours);
    expect([...(await toldOf(rejected)), ...(await toldOf(withdrawn))]).toEqual([]);
  });

  it('begins anew with other terms, which are the turn of the other side', async () => {
    const offer = await send(4);
    await runAtHours(48);
    const { current } = offer;
    const answered = await callEndpoint(countering, counterOffer, {
      ...{ actor: testInfluencer(4), params: { offerId: offer.offerId } },
      body: { ...current.terms, version: 1, expiresInDays: 3 },
    });
    expect(answered.status).toBe(200);
    for (const hours of [24, 23, 0, -1, -23, -24, -25]) await runAtHours(hours);
    expect(await toldOf(offer)).toEqual(['1 brand 48', '2 influencer 24', '2 influencer 48']);
  });

  it('tells either side what to do and until when', () => {
    const { sample } = EVENTS.OfferEndsSoon;
    const said = (by: 'brand' | 'influencer') => noticesOf({ type: 'OfferEndsSoon', data: { ...sample, by } });
    expect(said('brand')).toMatchObject([{ to: { influencerId: sample.influencerId } }]);
    expect(said('influencer')).toMatchObject([{ to: { workspaceId: sample.workspaceId } }]);
    expect(`${said('brand')[0]?.title} ${said('brand')[0]?.text}`).toMatch(
      /ends in 24 hours.*your turn.*4 December 2026 at 09:00/,
    );
  });
});

it('does not remind of what was given since the index was written', async () => {
  const account = accountOf(4, DUE_MS);
  await write(create(PayoutAccounts, account));
  vi.useFakeTimers({ now: DUE_MS - 2 * DAY_MS, toFake: ['Date'] });
  await write(replace(PayoutAccounts, account, { ...account, requirementsDue: [], remindedDays: 3 }));
  await reminding();
  expect(await told(4)).toEqual([]);
});
