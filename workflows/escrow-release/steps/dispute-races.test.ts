import { describe, expect, it } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { balancesOf, checkLedger, type LedgerEntry } from '#domain/ledger.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
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

async function dispute({ chargeId }: Deal): Promise<{ told: () => Promise<void>; lost: () => Promise<void> }> {
  const made = await bench().control('POST', 'disputes', { charge: chargeId });
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
  expect(checkLedger(entries)).toBeUndefined();
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

const GONE = { hold: 'refunded', states: ['refunded'], refunded: 100_000, balances: { refunds: 100_000 }, sent: [] };

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
