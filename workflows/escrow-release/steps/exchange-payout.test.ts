import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getContract } from '#contract/areas/contracts.ts';
import { fundEscrow } from '#contract/areas/payments.ts';
import { create } from '#data/change.ts';
import { updateContract } from '#data/contract.ts';
import type { LedgerItem } from '#data/ledger.ts';
import { PayoutAccounts, ProviderRefs } from '#data/payout.ts';
import { STANDARD_FEE } from '#domain/fee-tiers.ts';
import { balancesOf, totalsOf } from '#domain/ledger.ts';
import { quoteOf } from '#domain/quote.ts';
import { movementOf, reconcile } from '#domain/reconciliation.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { START_MS } from '#local/providers/stripe/testing-stripe.ts';
import { openProvider } from '#providers/stripe.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from '#testing/deal.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { payByCard, prepareTestStripe, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as releasing } from './release-hold.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const HOUR_MS = 3_600_000;
/** What an instant of the tests is; the stand-in's clock stands there. */
const NOW = '2030-01-15T10:00:00.000Z';
/** 900.00 USD at the rate that was told. */
const PROMISED = 71_280;

beforeAll(() => {
  vi.useFakeTimers({ now: START_MS, toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

/** The market rate is such that the provider, after its fee, gives so many euros for a dollar. */
const offers = (rate: number) => bench().control('PUT', 'rates', { eur: (rate / 0.98).toPrecision(6) });

/** A delivered contract over 1,000.00 USD with somebody who is paid in euros, and was told 0.792 for a dollar unless nothing was told. */
async function delivered(count: number, { told = true } = {}) {
  const campaign = await putOpenCampaign(aCampaign(count));
  const offer = anOffer(count, campaign);
  const { price, dueOn } = offer.current.terms;
  const rate = { currency: 'EUR' as const, rate: '0.792', on: '2030-01-01', source: 'Stripe', validUntil: NOW };
  const facts = {
    price,
    fee: STANDARD_FEE,
    quotedOn: '2030-01-01',
    dueOn,
    country: 'DE',
    payoutCurrency: 'EUR' as const,
  };
  const quote = quoteOf(told ? { ...facts, exchange: rate } : facts);
  const contract = await putContract(count, { ...offer, current: { ...offer.current, quote } });
  const { influencerId, workspaceId, campaignId, contractId } = contract;
  const account = await bench().stripe.accounts.create({
    type: 'express',
    country: 'DE',
    capabilities: { transfers: { requested: true } },
  });
  await bench().control('POST', `accounts/${account.id}`, { stage: 'complete' });
  await write(
    create(PayoutAccounts, {
      ...{ influencerId, accountId: account.id, country: 'DE', currency: 'EUR', status: 'payable', payable: true },
      ...{ transfersActive: true, payoutsEnabled: true, detailsSubmitted: true, requirementsDue: [] },
      ...{ requirementsPastDue: [], requirementsLater: [], requirementsInReview: [], requirementProblems: [] },
      ...{ requirementsDueAtMs: null, disabledReason: null, version: 1, createdAt: NOW, updatedAt: NOW },
    }),
    create(ProviderRefs, { providerId: account.id, influencerId }),
  );
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  await write(
    ...updateContract(contract, {
      add: { approvedCount: 2, liveCount: 2 },
      set: { lastLiveAt: '2029-12-01T00:00:00.000Z' },
    }),
  );
  return { name: { workspaceId, campaignId, contractId, influencerId }, accountId: account.id };
}
type Deal = Awaited<ReturnType<typeof delivered>>;

const entriesOf = async ({ name }: Deal) =>
  (await table.items()).filter(
    (item) => item._et === 'ledger_entry' && item.campaignId === name.campaignId,
  ) as unknown as LedgerItem[];

/** What was sent and what arrived at the provider, what the ledger says of both, and how the settlement reads. */
async function stateOf(deal: Deal, count: number) {
  const { name, accountId } = deal;
  expect(await ledgerProblemsOf(name)).toEqual([]);
  const entries = await entriesOf(deal);
  const balances = balancesOf(entries);
  for (const { amountMinor } of totalsOf(balances)) expect(amountMinor).toBe(0);
  const of = (wanted: string, currency: string) =>
    balances.find(({ account, currency: one }) => account.startsWith(wanted) && one === currency)?.amountMinor ?? 0;
  const { data: transfers } = await bench().stripe.transfers.list({ destination: accountId });
  const { pending } = await bench().stripe.balance.retrieve({}, { stripeAccount: accountId });
  const shown = await callEndpoint(gettingContract, getContract, {
    actor: testInfluencer(count),
    params: { contractId: name.contractId },
  });
  type Line = { line: string; paid: { amountMinor: number }; reason: string };
  const lines = (shown.body.settlement?.lines ?? []) as Line[];
  return {
    sent: transfers.map(({ amount }) => amount),
    arrived: pending.find(({ currency }) => currency === 'eur')?.amount,
    paid: [of('paid:', 'USD'), of('paid:', 'EUR')],
    exchange: [of('exchange', 'USD'), of('exchange', 'EUR')],
    fx: of('fx', 'USD'),
    payout: lines.filter(({ line }) => line === 'payout').map(({ paid, reason }) => [paid.amountMinor, reason]),
    others: lines.filter(({ line, reason }) => line !== 'payout' && reason !== 'as_quoted').map(({ line }) => line),
  };
}

/** Whether provider and ledger agree about everything that was ever moved for a deal, object by object. */
async function reconciled(deal: Deal) {
  const stripe = openProvider({ key: 'sk_test_in_tests', url: bench().origin() });
  const entries = await entriesOf(deal);
  const inLedger = entries.flatMap((entry) => movementOf(entry, START_MS) ?? []);
  const atProvider = await stripe.listMovements(START_MS - HOUR_MS, START_MS + 48 * HOUR_MS);
  const ours = new Set(inLedger.map(({ objectId }) => objectId));
  return reconcile(
    atProvider.filter(({ objectId }) => ours.has(objectId)),
    inLedger,
    START_MS,
  ).map(({ outcome }) => outcome);
}

describe('a payout in another currency', () => {
  it.each([
    ['keeps what it no longer costs', 1, 0.8, 89_100, 71_280, 900, 'as_quoted'],
    ['adds from its fee what it costs more', 2, 0.75, 95_040, 71_280, -5_040, 'as_quoted'],
    ['adds its whole fee and no more', 3, 0.7, 100_000, 70_000, -10_000, 'rate_beyond_fee'],
    ['has nothing of it when the rate stands', 4, 0.792, 90_000, 71_280, 0, 'as_quoted'],
  ])('is what was told: the platform %s', async (_case, count, rate, sent, arrived, fx, reason) => {
    await offers(rate);
    const deal = await delivered(count);
    for (let times = 0; times < 2; times++) expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal, count)).toEqual({
      sent: [sent],
      arrived,
      paid: [0, arrived],
      exchange: [sent, -arrived],
      fx,
      payout: [[arrived, reason]],
      others: [],
    });
    expect(await reconciled(deal)).toEqual(['matched', 'matched']);
  });

  it('is what the net is worth on the day where no rate was told', async () => {
    await offers(0.8);
    const deal = await delivered(5, { told: false });
    await releasing(deal.name);
    expect(await stateOf(deal, 5)).toMatchObject({
      sent: [90_000],
      paid: [0, 72_000],
      fx: 0,
      payout: [[72_000, 'rate_of_the_day']],
    });
  });

  it('may be a coin more than was told, as the other currency has smaller ones', async () => {
    await offers(0.811111);
    const deal = await delivered(6);
    await releasing(deal.name);
    // 71,280 ÷ 0.811111 = 87,879.46…
    expect(await stateOf(deal, 6)).toMatchObject({
      sent: [87_880],
      paid: [0, PROMISED],
      payout: [[PROMISED, 'as_quoted']],
    });
  });

  it('waits while no rate is offered, with the money where it was', async () => {
    await offers(0.8);
    const deal = await delivered(7);
    await bench().control('POST', 'faults', {
      path: '/v1/fx_quotes',
      method: 'POST',
      count: 2,
      kind: 'status',
      status: 503,
    });
    expect(await releasing(deal.name)).toEqual({ restSeconds: 60 });
    expect(await stateOf(deal, 7)).toMatchObject({ sent: [], paid: [0, 0] });
    await bench().control('DELETE', 'faults');
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal, 7)).toMatchObject({ paid: [0, PROMISED] });
  });

  it.each(['before', 'after'] as const)('is made once when the answer is lost %s it was made', async (when) => {
    await offers(0.8);
    const count = when === 'before' ? 8 : 9;
    const deal = await delivered(count);
    await bench().control('POST', 'faults', { path: '/v1/transfers', method: 'POST', count: 2, kind: 'reset', when });
    expect(await releasing(deal.name)).toEqual({ restSeconds: 60 });
    await bench().control('DELETE', 'faults');
    await offers(0.7);
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal, count)).toMatchObject({ sent: [89_100], paid: [0, PROMISED], fx: 900 });
    expect(await reconciled(deal)).toEqual(['matched', 'matched']);
  });

  it('is taken back in both currencies, in part and whole', async () => {
    await offers(0.8);
    const deal = await delivered(10);
    await releasing(deal.name);
    const { data } = await bench().stripe.transfers.list({ destination: deal.accountId });
    const transferId = String(data[0]?.id);
    await bench().stripe.transfers.createReversal(transferId, { amount: 44_550 });
    for (let times = 0; times < 2; times++) await settle('transfer.reversed', transferId);
    expect(await stateOf(deal, 10)).toMatchObject({
      arrived: 35_640,
      paid: [0, 35_640],
      exchange: [44_550, -35_640],
      payout: [[35_640, 'taken_back']],
      others: ['net'],
    });
    await bench().stripe.transfers.createReversal(transferId);
    await settle('transfer.reversed', transferId);
    expect(await stateOf(deal, 10)).toMatchObject({ arrived: 0, paid: [0, 0], exchange: [0, 0], fx: 900 });
    expect(await reconciled(deal)).toEqual(['matched', 'matched']);
  });

  it('is planned anew when the rate that was kept for it is over before it was made', async () => {
    await offers(0.8);
    const deal = await delivered(11);
    await bench().control('POST', 'faults', { path: '/v1/transfers', method: 'POST', count: 2, kind: 'reset' });
    await releasing(deal.name);
    await bench().control('DELETE', 'faults');
    vi.setSystemTime(START_MS + 2 * HOUR_MS);
    await bench().advance(2 * HOUR_MS);
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal, 11)).toMatchObject({ sent: [], paid: [0, 0], exchange: [0, 0] });
    vi.setSystemTime(START_MS + 4 * HOUR_MS);
    await bench().advance(2 * HOUR_MS);
    await offers(0.75);
    expect(await releasing(deal.name)).toEqual({ restSeconds: 0 });
    expect(await stateOf(deal, 11)).toMatchObject({ sent: [95_040], paid: [0, PROMISED], fx: -5_040 });
  });
});
