import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { type Change, update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { takePiece } from '#data/piece.ts';
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
const LONG_AGO = '2026-01-01T00:00:00.000Z';

interface Deal {
  contract: ContractItem;
  name: { workspaceId: string; campaignId: string; contractId: string; influencerId: string };
  intentId: string;
  chargeId: string;
}

/** A funded contract of campaign `count`; delivered, so that every gate is open, unless told otherwise. */
async function funded(count: number, given: { delivered?: boolean; payable?: boolean } = {}): Promise<Deal> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { workspaceId, campaignId, contractId, influencerId } = contract;
  await putPayoutAccount(bench(), influencerId, given.payable ?? true);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  const intentId = await payByCard(bench(), body.clientSecret);
  await settle('payment_intent.succeeded', intentId);
  if (given.delivered ?? true)
    await write(
      ...updateContract(contract, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt: LONG_AGO } }),
    );
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  const name = { workspaceId, campaignId, contractId, influencerId };
  return { contract, name, intentId, chargeId: String(intent.latest_charge) };
}

const endCampaign = ({ name }: Deal): Change =>
  update(keys.campaign(name.workspaceId, name.campaignId), { set: { status: 'completed' }, add: { version: 1 } }, [
    { path: 'pk', is: 'present' },
  ]);

/** The money of a deal on our side and at the provider. */
async function stateOf({ name, chargeId }: Deal) {
  const all = await table.items();
  const own = all.filter((item) => item.campaignId === name.campaignId);
  const entries = own.filter(({ _et }) => _et === 'ledger_entry') as unknown as LedgerEntry[];
  expect(await ledgerProblemsOf(name)).toEqual([]);
  const [hold] = own.filter(({ _et }) => _et === 'hold');
  const [budget] = own.filter(({ _et }) => _et === 'budget');
  const { data: transfers } = await bench().stripe.transfers.list({ limit: 100 });
  const { data: refunds } = await bench().stripe.refunds.list({ charge: chargeId });
  const balance = (account: string) =>
    balancesOf(entries).find((one) => one.account === account || one.account.startsWith(`${account}:`))?.amountMinor ??
    0;
  return {
    hold: hold?.status,
    shown: own
      .filter(({ _et }) => _et === 'contract' || _et === 'contract_copy')
      .map(({ fundingStatus }) => fundingStatus),
    balances: { hold: balance('hold'), paid: balance('paid'), fees: balance('fees'), refunds: balance('refunds') },
    budget: [budget?.fundedMinor, budget?.releasedMinor, budget?.feesMinor, budget?.refundedMinor],
    transfers: transfers
      .filter(({ source_transaction }) => source_transaction === chargeId)
      .map(({ amount }) => amount),
    refunds: refunds.map(({ amount }) => amount),
    told: all
      .filter((item) => item._et === 'event' && item.aggregateId === name.contractId)
      .map(({ type }) => String(type))
      .sort(),
  };
}

const RELEASED = {
  hold: 'released',
  shown: ['released', 'released'],
  balances: { hold: 0, paid: 90_000, fees: 10_000, refunds: 0 },
  budget: [100_000, 90_000, 10_000, 0],
  transfers: [90_000],
  refunds: [],
  told: ['PaymentReleased', 'ReleaseReserved'],
};
const REFUNDED = {
  hold: 'refunded',
  shown: ['refunded', 'refunded'],
  balances: { hold: 0, paid: 0, fees: 0, refunds: 100_000 },
  budget: [100_000, 0, 0, 100_000],
  transfers: [],
  refunds: [100_000],
  told: ['PaymentRefunded', 'RefundReserved'],
};

/** Lets the `at`th call to the table end the step as a crash would: before it is made, or after it was made and before the answer. */
let killing: { at: number; when: 'before' | 'after' } | undefined;
let calls = 0;
class Killed extends Error {}

beforeAll(() => {
  table.access().document.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      const dies = killing?.at === calls;
      if (dies && killing?.when === 'before') throw new Killed();
      const answer = await next(args);
      if (dies) throw new Killed();
      return answer;
    },
    { step: 'initialize', name: 'kill' },
  );
});
afterEach(() => {
  killing = undefined;
});

async function killedAt(at: number, when: 'before' | 'after', step: () => Promise<unknown>): Promise<boolean> {
  calls = 0;
  killing = { at, when };
  try {
    await step();
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  } finally {
    killing = undefined;
  }
}

describe('releasing a hold', () => {
  it('reserves, transfers the net and posts it, once however often it is asked', async () => {
    const deal = await funded(1);
    expect(await checking(deal.name)).toMatchObject({ next: 'release' });
    for (let times = 0; times < 3; times++) expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal)).toEqual(RELEASED);
    expect(await checking(deal.name)).toMatchObject({ next: 'stop' });
  });

  it.each(['before', 'after'] as const)(
    'pays once when it is killed %s any of its calls to the table and called again',
    async (when) => {
      let fired = 0;
      for (let at = 1; fired === at - 1; at++) {
        const deal = await funded((when === 'before' ? 100 : 200) + at);
        if (await killedAt(at, when, () => releasing(deal.name))) fired += 1;
        await releasing(deal.name);
        expect(await stateOf(deal)).toEqual(RELEASED);
      }
      expect(fired).toBeGreaterThanOrEqual(8);
    },
  );

  it.each<[string, number, object]>([
    ['the answer is lost after the transfer was made', 301, { kind: 'reset', when: 'after' }],
    ['the connection breaks before it is made', 302, { kind: 'reset', when: 'before' }],
    ['the answer cannot be read', 303, { kind: 'malformed', when: 'after' }],
    ['the provider fails on its side', 304, { kind: 'status', status: 503, when: 'before' }],
  ])('looks the transfer up when %s', async (_case, count, fault) => {
    const deal = await funded(count);
    await bench().control('POST', 'faults', { path: '/v1/transfers', method: 'POST', count: 2, ...fault });
    expect(await releasing(deal.name)).toEqual({ restSeconds: 60 });
    expect((await stateOf(deal)).hold).toBe('releasing');
    await bench().control('DELETE', 'faults');
    expect(await checking(deal.name)).toMatchObject({ next: 'release' });
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal)).toEqual(RELEASED);
  });

  it('does not pay twice when the provider has forgotten the key of a transfer whose answer was lost', async () => {
    const deal = await funded(310);
    await bench().control('POST', 'faults', {
      path: '/v1/transfers',
      method: 'POST',
      count: 2,
      kind: 'reset',
      when: 'after',
    });
    await releasing(deal.name);
    await bench().control('DELETE', 'faults');
    await bench().advance(26 * 3600 * 1000);
    await releasing(deal.name);
    expect(await stateOf(deal)).toEqual(RELEASED);
  });

  it('gives the reservation back when the provider refuses, and pauses before the next try', async () => {
    const deal = await funded(2, { payable: false });
    await write(
      update(keys.payoutAccount(deal.name.influencerId), { set: { payable: true }, add: { version: 1 } }, [
        { path: 'pk', is: 'present' },
      ]),
    );
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal)).toMatchObject({
      hold: 'funded',
      balances: { hold: 100_000, paid: 0 },
      transfers: [],
      told: ['ReleaseRefused', 'ReleaseReserved'],
    });
    const next = await checking(deal.name);
    expect(next.next).toBe('wait');
    expect(next.waitSeconds).toBeGreaterThan(3500);
  });

  it('makes no transfer for what is disputed after it was reserved', async () => {
    const deal = await funded(3);
    await bench().control('POST', 'faults', {
      path: '/v1/transfers',
      method: 'POST',
      count: 2,
      kind: 'status',
      status: 503,
    });
    await releasing(deal.name);
    const dispute = await bench().control('POST', 'disputes', { charge: deal.chargeId });
    await settle('charge.dispute.created', String(dispute.body.id));
    await releasing(deal.name);
    expect(await stateOf(deal)).toMatchObject({ hold: 'disputed', transfers: [], balances: { hold: 100_000 } });
    expect(await checking(deal.name)).toMatchObject({ next: 'wait', seen: 'wait:dispute_open:' });
  });

  it('does nothing while a gate is closed', async () => {
    const deal = await funded(4, { delivered: false });
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal)).toMatchObject({ hold: 'funded', transfers: [], told: [] });
  });
});

describe('giving back what is left over', () => {
  it('refunds the whole hold of an ended campaign that got nothing, once', async () => {
    const deal = await funded(5, { delivered: false });
    expect(await checking(deal.name)).toMatchObject({ next: 'wait' });
    await write(endCampaign(deal));
    expect(await checking(deal.name)).toMatchObject({ next: 'refund' });
    for (let times = 0; times < 3; times++) expect(await refunding(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal)).toEqual(REFUNDED);
    expect(await checking(deal.name)).toMatchObject({ next: 'stop' });
  });

  it.each(['before', 'after'] as const)(
    'refunds once when it is killed %s any of its calls to the table and called again',
    async (when) => {
      let fired = 0;
      for (let at = 1; fired === at - 1; at++) {
        const deal = await funded((when === 'before' ? 400 : 500) + at, { delivered: false });
        await write(endCampaign(deal));
        if (await killedAt(at, when, () => refunding(deal.name))) fired += 1;
        await refunding(deal.name);
        expect(await stateOf(deal)).toEqual(REFUNDED);
      }
      expect(fired).toBeGreaterThanOrEqual(6);
    },
  );

  it('looks a refund up whose answer was lost', async () => {
    const deal = await funded(6, { delivered: false });
    await write(endCampaign(deal));
    await bench().control('POST', 'faults', {
      path: '/v1/refunds',
      method: 'POST',
      count: 2,
      kind: 'reset',
      when: 'after',
    });
    expect(await refunding(deal.name)).toEqual({ restSeconds: 60 });
    await bench().control('DELETE', 'faults');
    await refunding(deal.name);
    expect(await stateOf(deal)).toEqual(REFUNDED);
  });

  it('refunds nothing while content waits for its review', async () => {
    const deal = await funded(7, { delivered: false });
    await write(endCampaign(deal), takePiece({ ...deal.name, deliverableId: 'reels' }, 2));
    expect(await refunding(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal)).toMatchObject({ hold: 'funded', refunds: [] });
  });

  it('holds the money again when the refund does not arrive', async () => {
    const deal = await funded(8, { delivered: false });
    await write(endCampaign(deal));
    await refunding(deal.name);
    const { data } = await bench().stripe.refunds.list({ charge: deal.chargeId });
    await bench().control('POST', `refunds/${data[0]?.id}/fail`);
    await Promise.all([1, 2, 3].map(() => settle('refund.failed', String(data[0]?.id))));
    expect(await stateOf(deal)).toMatchObject({
      hold: 'funded',
      balances: { hold: 100_000, refunds: 0 },
      budget: [100_000, 0, 0, 0],
      told: ['PaymentRefunded', 'RefundFailed', 'RefundReserved'],
    });
  });
});
