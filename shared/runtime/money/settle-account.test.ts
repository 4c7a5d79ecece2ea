import { expect, it } from 'vitest';
import { create } from '#data/change.ts';
import { bankPayoutRef, PayoutAccounts, payoutAccountRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import type { AccountFacts, BankPayoutStatus } from '#domain/payout-account.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { settleAccount, settleBankPayout } from './settle-account.ts';

prepareTestTable();

const NOT_YET: AccountFacts = {
  transfersActive: false,
  payoutsEnabled: false,
  detailsSubmitted: true,
  requirementsDue: ['individual.verification.document'],
  requirementsPastDue: [],
  requirementsLater: [],
  requirementsInReview: [],
  requirementProblems: [],
  requirementsDueAtMs: null,
  disabledReason: null,
};
const READY: AccountFacts = { ...NOT_YET, transfersActive: true, payoutsEnabled: true, requirementsDue: [] };

it('keeps the newest word about an account when a slower webhook heard an older one', async () => {
  const influencerId = countedId('influencer', 1);
  await write(
    create(PayoutAccounts, {
      influencerId,
      accountId: 'acct_1',
      country: 'US',
      status: 'incomplete',
      payable: false,
      ...NOT_YET,
      detailsSubmitted: false,
      version: 1,
      createdAt: '2026-11-01T00:00:00.000Z',
      updatedAt: '2026-11-01T00:00:00.000Z',
    }),
  );
  let now = NOT_YET;
  let asked = 0;
  const slow = async (): Promise<AccountFacts> => {
    const heard = now;
    asked += 1;
    if (asked > 1) return heard;
    now = READY;
    await settleAccount(influencerId, 'acct_1', async () => now, {});
    return heard;
  };
  await settleAccount(influencerId, 'acct_1', slow, {});
  expect(await findOne(payoutAccountRef(influencerId))).toMatchObject({ status: 'payable', payable: true, version: 2 });
  expect(asked).toBe(2);
});

it('keeps how far a payout to a bank has come, and hears that one came back', async () => {
  const influencerId = countedId('influencer', 2);
  const createdAtMs = Date.UTC(2026, 10, 1);
  const payout = {
    payoutId: 'po_1',
    currency: 'USD' as const,
    amountMinor: 90_000,
    arrivalAtMs: createdAtMs,
    createdAtMs,
  };
  const hear = (status: BankPayoutStatus, failureCode: string | null = null) =>
    settleBankPayout(influencerId, { ...payout, status, failureCode }, {});
  const known = async () => (await findOne(bankPayoutRef(influencerId, '2026-11-01T00:00:00.000Z', 'po_1')))?.status;
  await hear('paid');
  await hear('in_transit');
  expect(await known()).toBe('paid');
  await hear('failed', 'account_closed');
  await hear('paid');
  expect(await known()).toBe('failed');
});
