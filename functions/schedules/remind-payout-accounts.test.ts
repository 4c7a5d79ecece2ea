import { afterEach, expect, it, vi } from 'vitest';
import { noticesOf } from '#contract/notices.ts';
import { create, replace } from '#data/change.ts';
import { type PayoutAccountItem, PayoutAccounts, payoutAccountRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import { settleAccount } from '#runtime/money/settle-account.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as reminding } from './remind-payout-accounts.ts';

const { items } = prepareTestTable();
afterEach(() => void vi.useRealTimers());

const DAY_MS = 86_400_000;
const DUE_MS = Date.UTC(2027, 0, 20, 9);
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
    /within 3 days.*identity document.*2027-01-20.*nothing can be paid/,
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
    vi.useFakeTimers({ now: END_MS - days * DAY_MS, toFake: ['Date'] });
    await reminding();
  }
  expect(await left(5)).toEqual(
    [60, 14, 3].map((daysLeft) => ({
      ...{ influencerId: countedId('influencer', 5), form: 'W-8BEN', validUntil: '2029-12-31', daysLeft },
    })),
  );
  expect(await left(6)).toEqual([]);
});

it('does not remind of what was given since the index was written', async () => {
  const account = accountOf(4, DUE_MS);
  await write(create(PayoutAccounts, account));
  vi.useFakeTimers({ now: DUE_MS - 2 * DAY_MS, toFake: ['Date'] });
  await write(replace(PayoutAccounts, account, { ...account, requirementsDue: [], remindedDays: 3 }));
  await reminding();
  expect(await told(4)).toEqual([]);
});
