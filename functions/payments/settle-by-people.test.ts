import { describe, expect, it } from 'vitest';
import {
  fundEscrow,
  getEarnings,
  getLedger,
  getPaymentStatus,
  listCampaignPayments,
  listTransactions,
  refundPayment,
  releasePayment,
} from '#contract/areas/payments.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { handler as earning } from '#functions/influencers/get-earnings.ts';
import { handler as readingLedger } from '#functions/ledger/get-ledger.ts';
import { handler as listingTransactions } from '#functions/ledger/list-transactions.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as refundingHold } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as releasingHold } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as gettingStatus } from './get-status.ts';
import { handler as listing } from './list-campaign-payments.ts';
import { handler as refunding } from './refund-payment.ts';
import { handler as releasing } from './release-payment.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
const finance = testMember(1, 'finance');
const LONG_AGO = '2026-01-01T00:00:00.000Z';

async function opened(
  count: number,
  contracts = 1,
): Promise<{ paymentId: string; made: ContractItem[]; secret: string }> {
  const made = await putDeals(count, contracts);
  const { body } = await callEndpoint(funding, fundEscrow, {
    actor: finance,
    params: { campaignId: countedId('campaign', count) },
    body: {},
  });
  return { paymentId: body.paymentId, made, secret: body.clientSecret };
}
async function funded(count: number, contracts = 1) {
  const payment = await opened(count, contracts);
  await settle('payment_intent.succeeded', await payByCard(bench(), payment.secret));
  return payment;
}
const deliver = (contract: ContractItem, lastLiveAt = LONG_AGO) =>
  write(...updateContract(contract, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt } }));
const nameOf = ({ workspaceId, campaignId, contractId, influencerId }: ContractItem) => ({
  workspaceId,
  campaignId,
  contractId,
  influencerId,
});
const release = (paymentId: string, request: Parameters<typeof callEndpoint>[2] = {}) =>
  callEndpoint(releasing, releasePayment, { actor: finance, params: { paymentId }, body: {}, ...request });
const refund = (paymentId: string, request: Parameters<typeof callEndpoint>[2] = {}) =>
  callEndpoint(refunding, refundPayment, { actor: finance, params: { paymentId }, body: {}, ...request });
const reasons = (answer: Awaited<ReturnType<typeof release>>) =>
  answer.body.issues.map(({ message }: { message: string }) => message);

describe('POST /payments/{paymentId}/release', () => {
  it('names every closed gate, and none when all are open', async () => {
    const { paymentId, made } = await funded(1);
    const [contract] = made as [ContractItem];
    const early = await release(paymentId);
    expect(early).toMatchObject({ status: 409, body: { code: 'release_not_ready' } });
    expect(reasons(early)).toEqual(['content_not_approved', 'content_not_live', 'account_not_payable']);
    await putPayoutAccount(bench(), contract.influencerId);
    await deliver(contract, isoOf(nowMs()));
    expect(reasons(await release(paymentId))).toEqual(['silence_window_open']);
    await write(...updateContract(contract, { set: { lastLiveAt: LONG_AGO } }));
    const headers = { 'idempotency-key': 'release-1' };
    const ready = await release(paymentId, { headers });
    expect(ready).toMatchObject({ status: 202, body: { contractIds: [contract.contractId], status: 'releasing' } });
    expect((await release(paymentId, { headers })).body).toEqual(ready.body);
    const asked = (await items()).filter((item) => item.type === 'ReleaseRequested' && item.aggregateId === paymentId);
    expect(asked).toHaveLength(1);
    await releasingHold(nameOf(contract));
    expect(await release(paymentId)).toMatchObject({ status: 409, body: { code: 'already_released' } });
    expect(await refund(paymentId)).toMatchObject({ status: 409, body: { code: 'already_released' } });
  });

  it('refuses what is not paid, other roles, other tenants and what is missing', async () => {
    const { paymentId } = await opened(2);
    expect(await release(paymentId)).toMatchObject({ status: 409, body: { code: 'contract_not_funded' } });
    expect(await refund(paymentId)).toMatchObject({ status: 409, body: { code: 'contract_not_funded' } });
    for (const call of [release, refund]) {
      expect(await call(paymentId, { actor: testMember(2) })).toMatchObject({ status: 404 });
      expect(await call(countedId('payment', 9))).toMatchObject({ status: 404 });
      expect(await call(paymentId, { body: { contractId: countedId('contract', 999) } })).toMatchObject({
        status: 404,
      });
      for (const actor of [testMember(1, 'manager'), testMember(1, 'viewer'), testInfluencer(20)])
        expect(await call(paymentId, { actor })).toMatchObject({ status: 403 });
    }
  });
});

describe('POST /payments/{paymentId}/refund', () => {
  it('reserves the hold of one contract at once and leaves the others; the money follows once', async () => {
    const { paymentId, made } = await funded(3, 2);
    const [one, other] = made as [ContractItem, ContractItem];
    const answers = await Promise.all([1, 2, 3].map(() => refund(paymentId, { body: { contractId: one.contractId } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    for (let times = 0; times < 2; times++) await refundingHold(nameOf(one));
    const { body } = await callEndpoint(gettingStatus, getPaymentStatus, { actor: finance, params: { paymentId } });
    expect(body.contracts.map(({ status }: { status: string }) => status)).toEqual(['refunded', 'funded']);
    const entries = (await items()).filter((item) => item._et === 'ledger_entry' && item.paymentId === paymentId);
    expect(entries.map(({ kind }) => kind)).toEqual(['funded', 'refund_reserved', 'refunded']);
    await putPayoutAccount(bench(), other.influencerId);
    await deliver(other);
    expect(await release(paymentId)).toMatchObject({ status: 202, body: { contractIds: [other.contractId] } });
  });
});

describe('what people see of the money', () => {
  it('shows brand and influencer statements that balance, running balances, transactions and earnings', async () => {
    const { paymentId, made } = await funded(4, 2);
    const [contract, held] = made as [ContractItem, ContractItem];
    await putPayoutAccount(bench(), contract.influencerId);
    await deliver(contract);
    await releasingHold(nameOf(contract));
    const campaignId = contract.campaignId;
    const brand = await callEndpoint(readingLedger, getLedger, { actor: finance, query: { campaignId } });
    expect(brand.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['posted', 'reserved', 'funded']);
    expect(brand.body.totals).toEqual([{ amountMinor: 0, currency: 'USD' }]);
    const balances = Object.fromEntries(
      brand.body.balances.map(({ account, balance }: { account: string; balance: { amountMinor: number } }) => [
        account,
        balance.amountMinor,
      ]),
    );
    expect(balances).toMatchObject({
      [`hold:${contract.contractId}`]: 0,
      [`hold:${held.contractId}`]: 100_000,
      [`paid:${contract.influencerId}`]: 90_000,
      fees: 10_000,
    });
    const last = brand.body.items[0].lines.find(({ account }: { account: string }) => account === 'fees');
    expect(last.balance.amountMinor).toBe(10_000);
    const first = await callEndpoint(readingLedger, getLedger, { actor: finance, query: { campaignId, limit: '2' } });
    const rest = await callEndpoint(readingLedger, getLedger, {
      actor: finance,
      query: { campaignId, limit: '2', cursor: first.body.nextCursor },
    });
    expect([...first.body.items, ...rest.body.items]).toEqual(brand.body.items);
    expect(rest.body.nextCursor).toBeNull();

    const creator = { ...testInfluencer(40), influencerId: contract.influencerId };
    const own = await callEndpoint(readingLedger, getLedger, { actor: creator });
    expect(own.body.totals).toEqual([{ amountMinor: 0, currency: 'USD' }]);
    expect(JSON.stringify(own.body)).not.toContain(held.contractId);
    const earned = await callEndpoint(earning, getEarnings, { actor: creator });
    expect(earned.body.totals).toMatchObject([
      { held: { amountMinor: 0 }, onItsWay: { amountMinor: 0 }, paid: { amountMinor: 90_000 } },
    ]);
    expect(earned.body.contracts).toMatchObject([{ status: 'paid', net: { amountMinor: 90_000 } }]);

    const transactions = await callEndpoint(listingTransactions, listTransactions, { actor: creator });
    expect(transactions.body.items).toMatchObject([
      {
        type: 'payout',
        status: 'paid',
        payerId: contract.workspaceId,
        payeeId: contract.influencerId,
        amount: { amountMinor: 90_000 },
      },
      {
        type: 'escrow',
        status: 'held',
        payerId: contract.workspaceId,
        payeeId: contract.influencerId,
        amount: { amountMinor: 100_000 },
      },
    ]);
    const payments = await callEndpoint(listing, listCampaignPayments, {
      actor: testMember(1, 'viewer'),
      params: { campaignId },
    });
    expect(payments.body.items).toMatchObject([{ paymentId, status: 'funded' }]);
  });

  it('shows a tenant nothing of another, and people of the platform only a workspace they name', async () => {
    const other = await callEndpoint(readingLedger, getLedger, { actor: testMember(2) });
    expect(other.body).toMatchObject({ items: [], balances: [] });
    const { workspaceId } = testMember(1);
    expect(
      await callEndpoint(readingLedger, getLedger, { actor: testMember(2), query: { workspaceId } }),
    ).toMatchObject({
      status: 404,
    });
    expect(await callEndpoint(readingLedger, getLedger, { actor: testStaff('admin') })).toMatchObject({ status: 400 });
    const seen = await callEndpoint(readingLedger, getLedger, { actor: testStaff('admin'), query: { workspaceId } });
    expect(seen.body.items.length).toBeGreaterThan(0);
    expect(await callEndpoint(readingLedger, getLedger, { actor: testMember(1, 'viewer') })).toMatchObject({
      status: 403,
    });
  });
});
