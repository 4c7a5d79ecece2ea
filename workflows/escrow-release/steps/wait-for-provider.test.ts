import { afterEach, describe, expect, it, vi } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { noticesOf } from '#contract/notices.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as waking } from '#functions/reactions/on-payout-account-changed-wake-release.ts';
import { isoOf } from '#runtime/clock.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { prepareTestMachines } from '#testing/machines.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as checking } from './check-gates.ts';
import { handler as parking } from './park-release.ts';
import { handler as releasing } from './release-hold.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
const machines = prepareTestMachines();
afterEach(() => void vi.useRealTimers());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Name = { workspaceId: string; campaignId: string; contractId: string; influencerId: string };

/** The functions' clock shows what the provider's does. */
function sameTime(): void {
  vi.useFakeTimers({ now: bench().platform.clock.now(), toFake: ['Date'] });
}

/** A funded contract of campaign `count`, delivered long ago. */
async function delivered(count: number, payable = true): Promise<{ name: Name; accountId: string; chargeId: string }> {
  sameTime();
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { workspaceId, campaignId, contractId, influencerId } = contract;
  const accountId = await putPayoutAccount(bench(), influencerId, payable);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  const intentId = await payByCard(bench(), body.clientSecret);
  await settle('payment_intent.succeeded', intentId);
  const lastLiveAt = isoOf(bench().platform.clock.now() - 30 * DAY_MS);
  await write(...updateContract(contract, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt } }));
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  return {
    name: { workspaceId, campaignId, contractId, influencerId },
    accountId,
    chargeId: String(intent.latest_charge),
  };
}

const holdOf = async ({ workspaceId, campaignId, contractId }: Name) =>
  await findOne(holdRef(workspaceId, campaignId, contractId));
const transfersOf = async ({ contractId }: Name) =>
  (await bench().stripe.transfers.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata.contractId === contractId,
  );

describe('money that the provider’s balance is too low for', () => {
  const tooLow = () =>
    bench().control('POST', 'faults', {
      ...{ method: 'POST', path: '/v1/transfers', status: 400, count: 1 },
      body: { error: { type: 'invalid_request_error', code: 'balance_insufficient', message: 'Insufficient funds.' } },
    });

  it('stays held until its charge is available, and is tried again by itself then', async () => {
    const { name } = await delivered(1);
    await tooLow();
    await releasing(name);
    expect(await holdOf(name)).toMatchObject({ status: 'funded', refusal: { code: 'balance_insufficient' } });
    const { next, waitSeconds } = await checking(name);
    expect([next, waitSeconds]).toEqual(['wait', (2 * DAY_MS) / 1000]);
    await bench().advance(2 * DAY_MS);
    sameTime();
    await releasing(name);
    expect(await holdOf(name)).toMatchObject({ status: 'released' });
    expect(await holdOf(name)).not.toHaveProperty('refusal');
    expect(await transfersOf(name)).toHaveLength(1);
    expect(await ledgerProblemsOf(name)).toEqual([]);
  });

  it('is tried again as soon as the provider says that its balance has grown, however often it says so', async () => {
    const { name } = await delivered(2);
    await tooLow();
    await releasing(name);
    await parking({ ...name, seen: (await checking(name)).seen, taskToken: 'token-of-the-wait' });
    await settle('balance.available', 'balance');
    await settle('balance.available', 'balance');
    expect(machines.woken).toContain('token-of-the-wait');
    expect(await checking(name)).toMatchObject({ next: 'release' });
    await releasing(name);
    expect(await transfersOf(name)).toHaveLength(1);
    const waiting = (await items()).filter((item) => item._et === 'hold' && item.gsi1pk);
    expect(waiting.filter(({ contractId }) => contractId === name.contractId)).toEqual([]);
  });

  it('waits half a day when the money of its charge was available long ago', async () => {
    const { name } = await delivered(3);
    await bench().advance(5 * DAY_MS);
    sameTime();
    await tooLow();
    await releasing(name);
    expect((await checking(name)).waitSeconds).toBe((12 * HOUR_MS) / 1000);
  });
});

describe('money for an influencer who cannot be paid yet', () => {
  it('keeps its place: once the account can be paid, the release that waits is woken and goes on from where it was', async () => {
    const { name, accountId } = await delivered(4, false);
    const turn = await checking(name);
    expect(turn).toMatchObject({ next: 'wait', seen: expect.stringContaining('account_not_payable') });
    await parking({ ...name, seen: turn.seen, taskToken: 'token-of-the-account' });
    await releasing(name);
    expect(await holdOf(name)).toMatchObject({ status: 'funded' });
    await bench().control('POST', `accounts/${accountId}`, { stage: 'pending' });
    await settle('account.updated', accountId, accountId);
    await bench().control('POST', `accounts/${accountId}`, { stage: 'complete' });
    await settle('capability.updated', accountId, accountId);
    const changes = (await items()).filter(
      (item) => item.type === 'PayoutAccountChanged' && item.aggregateId === name.influencerId,
    );
    for (const { data } of changes) await deliver(waking, 'PayoutAccountChanged', data);
    expect(machines.woken.filter((token) => token === 'token-of-the-account')).toHaveLength(1);
    expect(await checking(name)).toMatchObject({ next: 'release' });
    await releasing(name);
    expect(await transfersOf(name)).toMatchObject([{ amount: 90_000, destination: accountId }]);
    expect(await ledgerProblemsOf(name)).toEqual([]);
  });
});

describe('a payment that the card networks warn of', () => {
  it('holds back what is not released for a week, tells who paid, once, and then goes on', async () => {
    const { name, chargeId } = await delivered(5);
    const { body } = await bench().control('POST', 'fraud-warnings', { charge: chargeId });
    for (let times = 0; times < 3; times++) await settle('radar.early_fraud_warning.created', String(body.id));
    const turn = await checking(name);
    expect(turn).toMatchObject({ next: 'wait', seen: expect.stringContaining('payment_under_review') });
    expect(turn.waitSeconds).toBe((7 * DAY_MS) / 1000);
    await releasing(name);
    expect(await transfersOf(name)).toEqual([]);
    const warned = (await items()).filter((item) => item.type === 'PaymentWarned');
    expect(warned).toHaveLength(1);
    expect(noticesOf({ type: 'PaymentWarned', data: warned[0]?.data })).toMatchObject([
      { title: expect.stringContaining('1,000') },
    ]);
    await bench().advance(7 * DAY_MS);
    sameTime();
    await releasing(name);
    expect(await transfersOf(name)).toHaveLength(1);
  });

  it('does not unfreeze what is disputed after all', async () => {
    const { name, chargeId } = await delivered(6);
    const { body } = await bench().control('POST', 'fraud-warnings', { charge: chargeId });
    const dispute = await bench().control('POST', 'disputes', { charge: chargeId });
    await settle('charge.dispute.created', String(dispute.body.id));
    await settle('radar.early_fraud_warning.updated', String(body.id));
    await bench().advance(8 * DAY_MS);
    sameTime();
    expect(await checking(name)).toMatchObject({ next: 'wait', seen: 'wait:dispute_open:' });
    await releasing(name);
    expect(await transfersOf(name)).toEqual([]);
  });
});
