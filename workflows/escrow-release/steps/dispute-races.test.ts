import { describe, expect, it } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { kindOf } from '#domain/accounts.ts';
import { balancesOf, type LedgerEntry } from '#domain/ledger.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as checking } from './check-gates.ts';
import { handler as refunding } from './refund-leftover.ts';
import { handler as releasing } from './release-hold.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();

/** A funded contract whose gates are all open, or with nothing delivered for a campaign that has ended. */
async function funded(count: number, state: 'delivered' | 'left over') {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { workspaceId, campaignId, contractId, influencerId } = contract;
  await putPayoutAccount(bench(), influencerId);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  const intentId = await payByCard(bench(), body.clientSecret);
  await settle('payment_intent.succeeded', intentId);
  await write(
    ...(state === 'delivered'
      ? updateContract(contract, {
          add: { approvedCount: 2, liveCount: 2 },
          set: { lastLiveAt: '2026-01-01T00:00:00.000Z' },
        })
      : [
          update(keys.campaign(workspaceId, campaignId), { set: { status: 'completed' }, add: { version: 1 } }, [
            { path: 'pk', is: 'present' },
          ]),
        ]),
  );
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  const name = { workspaceId, campaignId, contractId, influencerId };
  return { name, chargeId: String(intent.latest_charge) };
}
type Deal = Awaited<ReturnType<typeof funded>>;

/** Runs a step while the provider fails on its side, so that nobody knows whether money moved. */
async function unclear(path: string, step: () => Promise<unknown>): Promise<void> {
  await bench().control('POST', 'faults', { path, method: 'POST', count: 2, kind: 'status', status: 503 });
  expect(await step()).toEqual({ restSeconds: 60 });
  await bench().control('DELETE', 'faults');
}

async function dispute(
  { chargeId }: Deal,
  amountMinor?: number,
): Promise<{ told: () => Promise<void>; lost: () => Promise<void> }> {
  const made = await bench().control('POST', 'disputes', { charge: chargeId, amount: amountMinor });
  const disputeId = String(made.body.id);
  return {
    told: () => settle('charge.dispute.created', disputeId),
    lost: async () => {
      await bench().control('POST', `disputes/${disputeId}/close`, { status: 'lost' });
      await settle('charge.dispute.closed', disputeId);
    },
  };
}

async function moneyOf({ name, chargeId }: Deal) {
  const own = (await table.items()).filter((item) => item.campaignId === name.campaignId);
  const entries = own.filter(({ _et }) => _et === 'ledger_entry') as unknown as LedgerEntry[];
  expect(await ledgerProblemsOf(name)).toEqual([]);
  const { data: transfers } = await bench().stripe.transfers.list({ limit: 100 });
  const { data: refunds } = await bench().stripe.refunds.list({ charge: chargeId });
  return {
    hold: own.find(({ _et }) => _et === 'hold')?.status,
    states: Object.values(own.find(({ _et }) => _et === 'payment')?.states as object),
    refunded: own.find(({ _et }) => _et === 'budget')?.refundedMinor,
    balances: Object.fromEntries(
      balancesOf(entries)
        .filter(({ account, amountMinor }) => amountMinor !== 0 && !/^(clearing|providerFees)$/.test(account))
        .map(({ account, amountMinor }) => [account.replace(/:.*/, ''), amountMinor]),
    ),
    sent: [
      ...transfers.filter((transfer) => transfer.source_transaction === chargeId).map(({ amount }) => amount),
      ...refunds.map(({ amount }) => amount),
    ],
  };
}

const GONE = { hold: 'refunded', states: ['refunded'], refunded: 100_000, balances: {}, sent: [] };

describe('a dispute that is lost while nobody knows whether money moved', () => {
  it.each([true, false])('takes a hold that was being released (told that it was open: %s)', async (isTold) => {
    const deal = await funded(isTold ? 1 : 2, 'delivered');
    await unclear('/v1/transfers', () => releasing(deal.name));
    const { told, lost } = await dispute(deal);
    if (isTold) await told();
    await lost();
    await releasing(deal.name);
    expect(await moneyOf(deal)).toEqual(GONE);
    expect(await checking(deal.name)).toMatchObject({ next: 'stop' });
  });

  it('takes a hold that was being refunded', async () => {
    const deal = await funded(3, 'left over');
    await unclear('/v1/refunds', () => refunding(deal.name));
    await (await dispute(deal)).lost();
    await refunding(deal.name);
    expect(await moneyOf(deal)).toEqual(GONE);
    expect(await checking(deal.name)).toMatchObject({ next: 'stop' });
  });

  it('leaves the hold frozen when a refund from before does not arrive while it is open', async () => {
    const deal = await funded(4, 'left over');
    await refunding(deal.name);
    await (await dispute(deal)).told();
    const { data } = await bench().stripe.refunds.list({ charge: deal.chargeId });
    await bench().control('POST', `refunds/${data[0]?.id}/fail`);
    await settle('refund.failed', String(data[0]?.id));
    expect(await moneyOf(deal)).toMatchObject({ hold: 'disputed', refunded: 0, balances: { hold: 100_000 } });
    expect(await checking(deal.name)).toMatchObject({ next: 'wait', seen: expect.stringContaining('dispute_open') });
  });
});

/** Takes a part of what was paid to the influencer back at the provider, which then tells of it. */
async function takeBack({ chargeId }: Deal, amountMinor: number): Promise<void> {
  const { data } = await bench().stripe.transfers.list({ limit: 100 });
  const transferId = String(data.find(({ source_transaction }) => source_transaction === chargeId)?.id);
  await bench().stripe.transfers.createReversal(transferId, { amount: amountMinor });
  await settle('transfer.reversed', transferId);
  await settle('transfer.reversed', transferId);
}

async function released(count: number): Promise<Deal> {
  const deal = await funded(count, 'delivered');
  await releasing(deal.name);
  return deal;
}

describe('money that has left when a dispute is lost', () => {
  const PAID_OUT = { hold: 'released', states: ['released'], refunded: 0 };

  it('is the platform’s loss after the release, once, however often it is told', async () => {
    const deal = await released(5);
    const { told, lost } = await dispute(deal);
    await told();
    expect(await moneyOf(deal)).toMatchObject({ balances: { disputes: -100_000, fees: 10_000, paid: 90_000 } });
    await lost();
    await told();
    expect(await moneyOf(deal)).toMatchObject({
      ...PAID_OUT,
      balances: { fees: 10_000, losses: -100_000, paid: 90_000 },
    });
  });

  it('is made good by what was taken back from the influencer, whichever comes first', async () => {
    const [before, after] = [await released(6), await released(7)];
    await takeBack(before, 50_000);
    expect(await moneyOf(before)).toMatchObject({ balances: { fees: 10_000, paid: 40_000, reserve: 50_000 } });
    await (await dispute(before)).lost();
    await (await dispute(after)).lost();
    await takeBack(after, 50_000);
    for (const deal of [before, after])
      expect(await moneyOf(deal)).toMatchObject({
        ...PAID_OUT,
        balances: { fees: 10_000, losses: -50_000, paid: 40_000 },
      });
  });

  it('is the platform’s loss when the transfer turns out to be made after the dispute was lost', async () => {
    const deal = await funded(8, 'delivered');
    await bench().control('POST', 'faults', {
      path: '/v1/transfers',
      method: 'POST',
      count: 2,
      kind: 'reset',
      when: 'after',
    });
    await releasing(deal.name);
    await bench().control('DELETE', 'faults');
    await (await dispute(deal)).lost();
    expect(await moneyOf(deal)).toMatchObject({ hold: 'releasing', balances: { disputes: -100_000, payable: 90_000 } });
    await releasing(deal.name);
    expect(await moneyOf(deal)).toMatchObject({
      ...PAID_OUT,
      balances: { fees: 10_000, losses: -100_000, paid: 90_000 },
    });
  });

  it('is the platform’s loss after a refund, and none when that refund does not arrive', async () => {
    const deal = await funded(9, 'left over');
    await refunding(deal.name);
    const { data } = await bench().stripe.refunds.list({ charge: deal.chargeId });
    await (await dispute(deal)).lost();
    expect(await moneyOf(deal)).toMatchObject({ balances: { losses: -100_000, refunds: 100_000 } });
    await bench().control('POST', `refunds/${data[0]?.id}/fail`);
    await settle('refund.failed', String(data[0]?.id));
    await settle('refund.failed', String(data[0]?.id));
    expect(await moneyOf(deal)).toMatchObject({ hold: 'refunded', refunded: 100_000, balances: {} });
  });

  it('stays the brand’s as far as the bank took less than was held', async () => {
    const deal = await funded(10, 'delivered');
    await (await dispute(deal, 60_000)).lost();
    expect(await moneyOf(deal)).toMatchObject({ hold: 'refunded', balances: { credit: 40_000 } });
  });

  it('leaves the ledger in agreement with the provider’s balance to the cent', async () => {
    const entries = (await table.items()).filter(({ _et }) => _et === 'ledger_entry') as unknown as LedgerEntry[];
    const inside = balancesOf(entries).filter(({ account }) => !kindOf(account)?.outside);
    const { available, pending } = await bench().stripe.balance.retrieve();
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
    expect(sum(inside.map(({ amountMinor }) => amountMinor))).toBe(
      sum([...available, ...pending].map(({ amount }) => amount)),
    );
  });
});
