import { describe, expect, it } from 'vitest';
import { getYearOfEarnings } from '#contract/areas/earnings.ts';
import { fundEscrow, getLedger } from '#contract/areas/payments.ts';
import { handler as ledger } from '#functions/ledger/get-ledger.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { postRelease, reserveRelease } from '#runtime/money/release-hold.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as reading } from './get-year-of-earnings.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const ledgerEntries = async () => (await table.items()).filter(({ _et }) => _et === 'ledger_entry');

describe('GET /influencers/earnings/{year}', () => {
  it('is what the ledger says was paid, as JSON and CSV, for the influencer alone', async () => {
    const [contract] = await putDeals(1);
    if (!contract) throw new Error('There is no contract.');
    const params = { campaignId: contract.campaignId };
    const { body: payment } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params, body: {} });
    await settle('payment_intent.succeeded', await payByCard(bench(), payment.clientSecret));
    await reserveRelease(contract);
    const reserved = (await ledgerEntries()).find(({ kind }) => kind === 'reserved');
    await postRelease(contract, String(reserved?.entryId), 'tr_1');

    const actor = testInfluencer(10);
    const posted = (await ledgerEntries()).find(({ kind }) => kind === 'posted');
    const year = String(posted?.occurredAt).slice(0, 4);
    const read = (query: Record<string, string> = {}, asked = year) =>
      callEndpoint(reading, getYearOfEarnings, { actor, params: { year: asked }, query });
    const { status, body } = await read();
    const { body: statement } = await callEndpoint(ledger, getLedger, { actor });
    const paid = statement.balances.find(({ account }: { account: string }) => account.startsWith('paid:'));
    expect([status, body.totals]).toMatchObject([200, [{ net: paid.balance, returned: { amountMinor: 0 } }]]);
    expect(body.groups[0].lines).toMatchObject([
      { entryId: posted?.entryId, contractId: contract.contractId, cause: { eventId: posted?.eventId }, invoice: null },
    ]);
    const csv = await read({ format: 'csv' });
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    expect(csv.body).toContain(`,${contract.contractId},`);
    expect((await read({}, '2020')).body).toMatchObject({ isOver: true, groups: [], totals: [] });
    for (const bad of ['1999', '20260', 'now']) expect(await read({}, bad)).toMatchObject({ status: 404 });
    const others = await callEndpoint(reading, getYearOfEarnings, { actor: testInfluencer(2), params: { year } });
    expect(others.body.groups).toEqual([]);
    expect((await callEndpoint(reading, getYearOfEarnings, { actor: testMember(), params: { year } })).status).toBe(
      403,
    );
  });
});
