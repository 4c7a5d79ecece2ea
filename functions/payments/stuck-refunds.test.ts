import { afterEach, describe, expect, it, vi } from 'vitest';
import { getContract } from '#contract/areas/contracts.ts';
import { decideStuckRefund, listStuckRefunds } from '#contract/areas/stuck-refunds.ts';
import { noticesOf } from '#contract/notices.ts';
import { update } from '#data/change.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { keys } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { balancesOf, type LedgerEntry } from '#domain/ledger.ts';
import { REFUND_WAITS_HOURS } from '#domain/refund-tries.ts';
import { handler as readingContract } from '#functions/contracts/get-contract.ts';
import { nowMs } from '#runtime/clock.ts';
import { findStuckReleases } from '#runtime/money/find-stuck-releases.ts';
import { callEndpoint, type TestRequest, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { prepareTestStripe, putFundedDeal, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as checking } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as refunding } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as deciding } from './decide-stuck-refund.ts';
import { handler as listing } from './list-stuck-refunds.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
afterEach(async () => {
  await bench().control('DELETE', 'faults');
  vi.useRealTimers();
});

const HOUR_MS = 3_600_000;
const PRICE_MINOR = 100_000;

/** Time goes on at the provider, and the functions' clock shows what the provider's does. */
async function later(hours: number): Promise<void> {
  await bench().advance(hours * HOUR_MS);
  vi.useFakeTimers({ now: bench().platform.clock.now(), toFake: ['Date'] });
}
const refuse = (count = 99) =>
  bench().control('POST', 'faults', {
    ...{ method: 'POST', path: '/v1/refunds', status: 400, count },
    body: { error: { type: 'invalid_request_error', code: 'charge_not_refundable', message: 'It is too old.' } },
  });

interface Name {
  workspaceId: string;
  campaignId: string;
  contractId: string;
  influencerId: string;
}

/** Money that is held for a campaign that has ended without content: it is to go back. */
async function leftOver(count: number): Promise<Name> {
  await later(1);
  const { workspaceId, campaignId, contractId, influencerId } = await putFundedDeal(bench(), count);
  await write(
    update(keys.campaign(workspaceId, campaignId), { set: { status: 'completed' }, add: { version: 1 } }, []),
  );
  return { workspaceId, campaignId, contractId, influencerId };
}

/** A refund that the provider refuses until it is given up. */
async function stuck(count: number): Promise<Name> {
  const name = await leftOver(count);
  await refuse();
  await refunding(name);
  for (const hours of REFUND_WAITS_HOURS) {
    await later(hours);
    await refunding(name);
  }
  return name;
}

const holdOf = async ({ workspaceId, campaignId, contractId }: Name) =>
  (await findOne(holdRef(workspaceId, campaignId, contractId))) as HoldItem;
const entriesOf = async ({ campaignId }: Name) =>
  (await table.items()).filter(
    (item) => item._et === 'ledger_entry' && item.campaignId === campaignId,
  ) as unknown as LedgerEntry[];
const refundsOf = async ({ contractId }: Name) =>
  (await bench().stripe.refunds.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata?.contractId === contractId,
  );
const eventsOf = async ({ contractId }: Name, type: string) =>
  (await table.items()).filter((item) => item._et === 'event' && item.aggregateId === contractId && item.type === type);
const listed = async () => (await callEndpoint(listing, listStuckRefunds, { actor: testStaff() })).body.items;
const decide = (
  { workspaceId, campaignId, contractId }: Name,
  action: string,
  edit: object = {},
  actor: TestRequest['actor'] = testStaff(),
) =>
  callEndpoint(deciding, decideStuckRefund, {
    actor,
    body: { workspaceId, campaignId, contractId, part: '1', action, ...edit },
  });

describe('a refund that the provider refuses', () => {
  it('stays set aside and is tried again with growing waits, each time under another key, and the ledger has it once', async () => {
    const name = await leftOver(1);
    await refuse(2);
    for (const hours of REFUND_WAITS_HOURS.slice(0, 2)) {
      expect(await refunding(name)).toEqual({ restSeconds: 0 });
      expect(await holdOf(name)).toMatchObject({ status: 'refunding', refusal: { code: 'charge_not_refundable' } });
      expect(await checking(name)).toMatchObject({ next: 'wait', waitSeconds: hours * 3600 });
      expect(await findStuckReleases(nowMs()), 'nobody is called while it is only tried again').toEqual([]);
      await refunding(name);
      expect((await holdOf(name)).refundTries, 'not before its time').toBe(REFUND_WAITS_HOURS.indexOf(hours) + 1);
      await later(hours);
      expect(await checking(name)).toMatchObject({ next: 'refund' });
    }
    await refunding(name);
    expect(await holdOf(name)).toMatchObject({ status: 'refunded' });
    expect(await refundsOf(name)).toHaveLength(1);
    expect((await entriesOf(name)).map(({ kind }) => kind).sort()).toEqual(['funded', 'refund_reserved', 'refunded']);
    expect(await ledgerProblemsOf(name)).toEqual([]);
  });

  it('is given up after the last try: it stays set aside, staff and both sides are told, and nothing is tried any more', async () => {
    const name = await stuck(2);
    expect(REFUND_WAITS_HOURS.every((hours, index) => hours >= (REFUND_WAITS_HOURS[index - 1] ?? 0))).toBe(true);
    expect(await holdOf(name)).toMatchObject({ status: 'refunding', refundTries: REFUND_WAITS_HOURS.length + 1 });
    expect(await checking(name)).toMatchObject({ next: 'wait', waitSeconds: 30 * 86_400 });
    await later(1000);
    await refunding(name);
    expect((await holdOf(name)).refundTries).toBe(REFUND_WAITS_HOURS.length + 1);
    expect((await entriesOf(name)).map(({ kind }) => kind).sort()).toEqual(['funded', 'refund_reserved']);
    expect(await ledgerProblemsOf(name)).toEqual([]);

    expect(await listed()).toMatchObject([
      {
        ...name,
        deal: { campaignTitle: expect.any(String), brandName: expect.any(String), influencerName: expect.any(String) },
        part: '1',
        amount: { amountMinor: PRICE_MINOR, currency: 'USD' },
        code: 'charge_not_refundable',
        tries: REFUND_WAITS_HOURS.length + 1,
      },
    ]);
    expect(await findStuckReleases(nowMs()), 'the alarm names it').toContain(name.contractId);
    const params = { contractId: name.contractId };
    expect((await callEndpoint(readingContract, getContract, { actor: testMember(), params })).body).toMatchObject({
      fundingStatus: 'refunding',
      refundStuck: true,
    });
    const told = (await eventsOf(name, 'RefundRefused')).map(({ data }) => noticesOf({ type: 'RefundRefused', data }));
    expect(told.filter((notices) => notices.length > 0)).toHaveLength(1);
    expect(told.flat().map(({ to }) => ('influencerId' in to ? 'influencer' : 'brand'))).toEqual([
      'brand',
      'influencer',
    ]);
  });
});

describe('POST /admin/stuck-refunds', () => {
  it('tries it once more at once, under a key that was never used', async () => {
    const name = await stuck(3);
    await bench().control('DELETE', 'faults');
    expect(await decide(name, 'retry')).toMatchObject({ status: 200, body: { action: 'retry', part: '1' } });
    expect(await checking(name)).toMatchObject({ next: 'refund' });
    await refunding(name);
    expect(await holdOf(name)).toMatchObject({ status: 'refunded' });
    expect(await refundsOf(name)).toHaveLength(1);
    expect(await listed()).not.toContainEqual(expect.objectContaining({ contractId: name.contractId }));
    expect(await findStuckReleases(nowMs())).not.toContain(name.contractId);
    expect(await ledgerProblemsOf(name)).toEqual([]);
    expect(await eventsOf(name, 'StuckRefundDecided')).toHaveLength(1);
  });

  it('owes the brand the money instead, which ends the contract’s money with right books', async () => {
    const name = await stuck(4);
    expect(await decide(name, 'credit')).toMatchObject({ status: 200 });
    expect(await holdOf(name)).toMatchObject({ status: 'refunded' });
    const balances = balancesOf(await entriesOf(name));
    const of = (account: string) => balances.find((one) => one.account === account)?.amountMinor ?? 0;
    expect([of(`credit:${name.workspaceId}`), of(`reserved:${name.contractId}`), of('refunds')]).toEqual([
      PRICE_MINOR,
      0,
      0,
    ]);
    expect(await checking(name)).toMatchObject({ next: 'stop' });
    expect(await ledgerProblemsOf(name)).toEqual([]);
    expect(await decide(name, 'credit'), 'once').toMatchObject({ status: 409, body: { code: 'refund_not_stuck' } });
    const params = { contractId: name.contractId };
    expect((await callEndpoint(readingContract, getContract, { actor: testMember(), params })).body).toMatchObject({
      fundingStatus: 'refunded',
      refundStuck: false,
    });
    const [event] = await eventsOf(name, 'StuckRefundDecided');
    expect(noticesOf({ type: 'StuckRefundDecided', data: event?.data })).toHaveLength(2);
  });

  it.each(['retry', 'credit'])(
    'decides (%s) about one that was made and came back too often, whose money is held again',
    async (action) => {
      const name = await leftOver(action === 'retry' ? 5 : 6);
      await refunding(name);
      const { workspaceId, campaignId, contractId } = name;
      const tries = { set: { refundTries: REFUND_WAITS_HOURS.length }, add: { version: 1 } };
      await write(update(keys.hold(workspaceId, campaignId, contractId), tries, []));
      const [refund] = await refundsOf(name);
      await bench().control('POST', `refunds/${refund?.id}/fail`);
      await settle('refund.failed', String(refund?.id));
      expect(await holdOf(name)).toMatchObject({ status: 'funded' });
      expect(await checking(name), 'nothing by itself').toMatchObject({ next: 'wait' });
      expect(await listed()).toContainEqual(expect.objectContaining({ contractId }));
      expect(await decide(name, action)).toMatchObject({ status: 200 });
      if (action === 'retry') await refunding(name);
      expect(await holdOf(name)).toMatchObject({ status: 'refunded' });
      expect(await ledgerProblemsOf(name)).toEqual([]);
    },
  );

  it('asks for what is left only, once people refunded a piece of it at the provider by hand', async () => {
    const name = await stuck(8);
    await bench().control('DELETE', 'faults');
    const { chargeId } = await holdOf(name);
    const refund = await bench().stripe.refunds.create({ charge: String(chargeId), amount: 30_000 });
    for (const kind of ['refund.created', 'refund.updated']) await settle(kind, refund.id);
    const rest = { part: '1', amount: { amountMinor: PRICE_MINOR - 30_000, currency: 'USD' } };
    expect(await listed()).toContainEqual(expect.objectContaining({ contractId: name.contractId, ...rest }));
    expect(await ledgerProblemsOf(name)).toEqual([]);
    expect(await decide(name, 'retry')).toMatchObject({ status: 200 });
    await refunding(name);
    expect(await holdOf(name)).toMatchObject({ status: 'refunded' });
    expect(await refundsOf(name)).toMatchObject([{ amount: PRICE_MINOR - 30_000 }]);
    expect((await bench().stripe.charges.retrieve(String(chargeId))).amount_refunded).toBe(PRICE_MINOR);
    expect(await ledgerProblemsOf(name)).toEqual([]);
  });

  it('is for admins, about what is stuck, and says what is wrong otherwise', async () => {
    const name = await leftOver(7);
    expect(await decide(name, 'retry')).toMatchObject({ status: 409, body: { code: 'refund_not_stuck' } });
    expect(await decide(name, 'retry', { part: '2' })).toMatchObject({ status: 409 });
    expect(await decide({ ...name, contractId: 'ctr_00000000000000000000000000' }, 'retry')).toMatchObject({
      status: 404,
    });
    for (const edit of [{ action: 'forget' }, { part: 'first' }, { amount: 1 }])
      expect(await decide(name, 'retry', edit)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    for (const actor of [testMember(), testStaff('support')]) {
      expect(await decide(name, 'retry', {}, actor)).toMatchObject({ status: 403 });
      expect(await callEndpoint(listing, listStuckRefunds, { actor })).toMatchObject({ status: 403 });
    }
  });
});
