import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderClawBack } from '#contract/areas/claw-backs.ts';
import { getCancellation } from '#contract/areas/contracts.ts';
import { fundEscrow, getPaymentStatus, refundPayment } from '#contract/areas/payments.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import type { LedgerItem } from '#data/ledger.ts';
import { balancesOf, totalsOf } from '#domain/ledger.ts';
import { movementOf, reconcile } from '#domain/reconciliation.ts';
import { handler as gettingCancellation } from '#functions/contracts/get-cancellation.ts';
import { handler as takingBack } from '#functions/reactions/on-event-take-back.ts';
import { START_MS } from '#local/providers/stripe/testing-stripe.ts';
import { openProvider } from '#providers/stripe.ts';
import { isoOf } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as refundingHold } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as releasingHold } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as gettingStatus } from './get-status.ts';
import { handler as ordering } from './order-claw-back.ts';
import { handler as refunding } from './refund-payment.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const brand = testMember();
const HOUR_MS = 3_600_000;

beforeAll(() => {
  vi.useFakeTimers({ now: START_MS, toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

/** The market rate is such that the provider, after its fee, gives so many dollars for a euro. */
const dollarsForEuro = (rate: number) => bench().control('PUT', 'rates', { eur: (0.98 / rate).toPrecision(6) });
const fund = (count: number, body: object) =>
  callEndpoint(funding, fundEscrow, { actor: brand, params: { campaignId: countedId('campaign', count) }, body });
const statusOf = async (paymentId: string) =>
  (await callEndpoint(gettingStatus, getPaymentStatus, { actor: brand, params: { paymentId } })).body;
const refund = (paymentId: string, body: object = {}) =>
  callEndpoint(refunding, refundPayment, { actor: brand, params: { paymentId }, body });

/** Contracts over 1,000.00 USD each, paid in euros of 1.25 dollars, of which the provider makes so much in the end. */
async function paidInEuros(count: number, { contracts = 1, settledAt = 1.25 } = {}) {
  const deals = await putDeals(count, contracts);
  await dollarsForEuro(1.25);
  const { body } = await fund(count, { chargeCurrency: 'EUR' });
  if (settledAt !== 1.25) {
    await bench().advance(HOUR_MS);
    await dollarsForEuro(settledAt);
  }
  const intentId = await payByCard(bench(), body.clientSecret);
  await settle('payment_intent.succeeded', intentId);
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  return { deals, body, intentId, chargeId: String(intent.latest_charge), paymentId: String(body.paymentId) };
}

const entriesOf = async (count: number) =>
  (await table.items()).filter(
    (item) => item._et === 'ledger_entry' && item.campaignId === countedId('campaign', count),
  ) as unknown as LedgerItem[];

/** What the accounts hold by currency, without ids; the ledger is sound and agrees with what is shown and with the provider. */
async function booksOf(count: number): Promise<Record<string, number>> {
  const entries = await entriesOf(count);
  const [first] = entries as [LedgerItem];
  expect(totalsOf(balancesOf(entries)).every(({ amountMinor }) => amountMinor === 0)).toBe(true);
  const { workspaceId, campaignId } = first;
  expect(await ledgerProblemsOf({ workspaceId, campaignId })).toEqual([]);
  const stripe = openProvider({ key: 'sk_test_in_tests', url: bench().origin() });
  const own = new Set(entries.flatMap(({ providerId }) => providerId ?? []));
  const provider = (await stripe.listMovements(0, START_MS + 1e12)).filter(({ objectId }) => own.has(objectId));
  const ledger = entries.flatMap((entry) => movementOf(entry, START_MS) ?? []);
  for (const { outcome, explanation } of reconcile(provider, ledger, START_MS + 1e12))
    expect([outcome, explanation]).toEqual(['matched', '']);
  const books: Record<string, number> = {};
  for (const { account, amountMinor, currency } of balancesOf(entries)) {
    const name = `${currency} ${account.replace(/:.*/, '')}`;
    if (amountMinor !== 0 && account !== 'providerFees') books[name] = (books[name] ?? 0) + amountMinor;
  }
  return books;
}

describe('a payment in another currency than the campaign’s', () => {
  it('is quoted with rate, day and validity, charged in that currency, and what came of it is posted with the difference', async () => {
    const { body, intentId, paymentId } = await paidInEuros(1, { settledAt: 1.3 });
    expect(body).toMatchObject({
      amount: { amountMinor: 100_000, currency: 'USD' },
      charge: {
        amount: { amountMinor: 80_000, currency: 'EUR' },
        ...{ rate: '1.25', on: '2030-01-15', source: 'Stripe', validUntil: isoOf(START_MS + HOUR_MS), settled: null },
      },
      contracts: [{ price: { amountMinor: 100_000 }, charged: { amountMinor: 80_000, currency: 'EUR' } }],
    });
    expect(await bench().stripe.paymentIntents.retrieve(intentId)).toMatchObject({ amount: 80_000, currency: 'eur' });
    expect(await statusOf(paymentId)).toMatchObject({
      status: 'funded',
      charge: { settled: { amountMinor: 104_000, currency: 'USD' } },
    });
    expect(await booksOf(1)).toMatchObject({
      'USD hold': 100_000,
      'USD fx': 4_000,
      'USD exchange': -104_000,
      'EUR clearing': -80_000,
      'EUR exchange': 80_000,
    });
  });

  it('gives back what was charged for each contract, never more than that, and posts what the way back cost', async () => {
    const { paymentId, deals } = await paidInEuros(2, { contracts: 3 });
    await dollarsForEuro(1.2);
    const [one, ...others] = deals as [ContractItem, ...ContractItem[]];
    await refund(paymentId, { contractId: one.contractId });
    await refundingHold(one);
    expect(await booksOf(2)).toMatchObject({ 'USD hold': 200_000, 'EUR refunds': 80_000 });
    await refund(paymentId);
    for (const deal of others) await refundingHold(deal);
    const {
      'EUR refunds': refunded,
      'USD hold': held,
      'USD fx': fx = 0,
      'USD exchange': exchanged = 0,
    } = await booksOf(2);
    expect([refunded, held]).toEqual([240_000, undefined]);
    // The provider changes it back at the market's rate, 1.2 ÷ 0.98.
    expect(fx).toBe(-exchanged);
    expect(fx).toBeGreaterThan(0);
  });

  it('tells the brand, and nobody else, what it would get of that when it cancels', async () => {
    const [deal] = (await paidInEuros(8)).deals as [ContractItem];
    const params = { contractId: deal.contractId };
    const creator = { ...testInfluencer(1), influencerId: deal.influencerId };
    const linesFor = async (actor: typeof brand | typeof creator) =>
      (await callEndpoint(gettingCancellation, getCancellation, { actor, params })).body.lines;
    const asCharged = { line: 'back_as_charged', amount: { amountMinor: 80_000, currency: 'EUR' } };
    expect(await linesFor(brand)).toContainEqual(asCharged);
    expect(await linesFor(creator)).not.toContainEqual(asCharged);
  });

  it('holds the money again when a refund does not arrive', async () => {
    const { paymentId, deals } = await paidInEuros(3);
    await refund(paymentId);
    await refundingHold(deals[0] as ContractItem);
    const { data } = await bench().stripe.refunds.list({ limit: 1 });
    await bench().control('POST', `refunds/${String(data[0]?.id)}/fail`);
    await settle('refund.failed', String(data[0]?.id));
    const books = await booksOf(3);
    expect(books).toMatchObject({ 'USD hold': 100_000, 'EUR exchange': 80_000 });
    expect(books).not.toHaveProperty('EUR refunds');
  });

  it('is paid out in the campaign’s currency, and what is taken back of that goes to the brand in its own', async () => {
    const { deals } = await paidInEuros(4);
    const [deal] = deals as [ContractItem];
    await putPayoutAccount(bench(), deal.influencerId);
    const lastLiveAt = '2026-01-01T00:00:00.000Z';
    await write(...updateContract(deal, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt } }));
    await releasingHold(deal);
    expect(await booksOf(4)).toMatchObject({ 'USD paid': 90_000, 'USD fees': 10_000, 'EUR exchange': 80_000 });
    const { workspaceId, campaignId, contractId } = deal;
    const amount = { amountMinor: 45_000, currency: 'USD' };
    const reason = 'The post was taken down after a day.';
    await callEndpoint(ordering, orderClawBack, {
      actor: { ...testStaff('admin'), steppedUpAtMs: START_MS },
      body: { workspaceId, campaignId, contractId, use: 'refund', reason, amount },
    });
    const ordered = (await table.items()).find(({ type }) => type === 'ClawBackOrdered');
    await deliver(takingBack, 'ClawBackOrdered', ordered?.data);
    // 45 % of what was charged.
    expect(await booksOf(4)).toMatchObject({ 'USD paid': 45_000, 'EUR refunds': 36_000 });
    const { data } = await bench().stripe.refunds.list({ limit: 1 });
    await bench().control('POST', `refunds/${String(data[0]?.id)}/fail`);
    await settle('refund.failed', String(data[0]?.id));
    const books = await booksOf(4);
    expect(books).toMatchObject({ 'USD paid': 45_000, 'USD reserve': 45_000, 'EUR exchange': 80_000 });
    expect(books).not.toHaveProperty('EUR refunds');
  });

  it.each([
    ['won', 5, { 'USD hold': 100_000, 'EUR exchange': 80_000 }],
    ['lost', 6, {}],
  ] as const)('that is disputed and %s has taken what the provider changed', async (status, count, left) => {
    const { chargeId } = await paidInEuros(count);
    await dollarsForEuro(1.4);
    const { body } = await bench().control('POST', 'disputes', { charge: chargeId });
    await settle('charge.dispute.funds_withdrawn', String(body.id));
    expect(await booksOf(count)).toMatchObject({ 'USD disputes': -100_000 });
    await bench().control('POST', `disputes/${String(body.id)}/close`, { status });
    await settle('charge.dispute.closed', String(body.id));
    const { 'USD fx': fx = 0, ...books } = await booksOf(count);
    expect(books).toMatchObject(left);
    expect(books).not.toHaveProperty('USD disputes');
    if (status === 'won') expect(fx).toBe(0);
    else expect(books).toEqual({ 'USD exchange': -fx, 'USD clearing': expect.any(Number) });
  });

  it('leaves the holds that a refund by hand at the provider covers', async () => {
    const { chargeId } = await paidInEuros(7, { contracts: 2 });
    const { id } = await bench().stripe.refunds.create({ charge: chargeId, amount: 80_000 });
    await settle('charge.refunded', id);
    expect(await booksOf(7)).toMatchObject({ 'USD hold': 100_000, 'EUR refunds': 80_000, 'EUR exchange': 80_000 });
  });

  it('gives back a piece of what was charged for a contract by such a refund, and the rest of it later', async () => {
    const { chargeId, paymentId, deals } = await paidInEuros(9);
    const { id } = await bench().stripe.refunds.create({ charge: chargeId, amount: 33_333 });
    await settle('charge.refunded', id);
    // 33,333 of 80,000 euros stand for as much of 100,000 dollars, without the fraction of a cent.
    expect(await booksOf(9)).toMatchObject({
      'USD hold': 100_000 - 41_666,
      'EUR refunds': 33_333,
      'EUR exchange': 80_000 - 33_333,
    });
    await refund(paymentId);
    await refundingHold(deals[0] as ContractItem);
    const books = await booksOf(9);
    expect(books).toMatchObject({ 'EUR refunds': 80_000 });
    expect(books).not.toHaveProperty('USD hold');
    expect((await bench().stripe.charges.retrieve(chargeId)).amount_refunded).toBe(80_000);
  });
});

describe('the currency a payment is charged in', () => {
  it('can be changed until it is paid, and its rate is asked for again when it is over', async () => {
    await putDeals(11);
    await dollarsForEuro(1.25);
    const dollars = await fund(11, {});
    const euros = await fund(11, { chargeCurrency: 'EUR' });
    expect([dollars.body.charge, euros.status, euros.body.charge.amount]).toEqual([
      null,
      201,
      { amountMinor: 80_000, currency: 'EUR' },
    ]);
    expect(await bench().stripe.paymentIntents.retrieve(dollars.body.clientSecret.split('_secret_')[0])).toMatchObject({
      status: 'canceled',
    });
    expect(await statusOf(dollars.body.paymentId)).toMatchObject({ status: 'canceled' });
    expect((await fund(11, {})).body).toMatchObject({ paymentId: euros.body.paymentId });
    vi.setSystemTime(Date.parse(euros.body.charge.validUntil));
    await bench().advance(HOUR_MS);
    await dollarsForEuro(1.6);
    const later = await fund(11, {});
    expect([later.status, later.body.charge.amount]).toEqual([201, { amountMinor: 62_500, currency: 'EUR' }]);
    const back = await fund(11, { chargeCurrency: 'USD' });
    expect([back.status, back.body.charge]).toEqual([201, null]);
    vi.setSystemTime(START_MS);
  });

  it.each([
    [
      'NGN',
      {
        code: 'validation_failed',
        issues: [{ path: 'chargeCurrency', message: expect.stringContaining('does not keep') }],
      },
    ],
    [
      'IDR',
      { code: 'validation_failed', issues: [{ path: 'chargeCurrency', message: expect.stringContaining('at most') }] },
    ],
    ['XXX', { code: 'validation_failed', issues: [{ path: 'chargeCurrency' }] }],
  ])('is refused when it is %s, and nothing has moved', async (chargeCurrency, refusal) => {
    const count = 12;
    if (chargeCurrency === 'NGN') await putDeals(count);
    const answer = await fund(count, { chargeCurrency });
    expect(answer.body).toMatchObject(refusal);
    expect(
      (await table.items()).filter(
        (item) => item._et === 'payment' && item.campaignId === countedId('campaign', count),
      ),
    ).toEqual([]);
  });
});
