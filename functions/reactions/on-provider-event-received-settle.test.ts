import { afterEach, describe, expect, it, vi } from 'vitest';
import { fundEscrow, getPaymentStatus } from '#contract/areas/payments.ts';
import { noticesOf } from '#contract/notices.ts';
import { balancesOf, type LedgerEntry } from '#domain/ledger.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as reading } from '#functions/payments/get-status.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { measuredBy } from '#testing/measured.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A campaign whose one payment is made at the provider, before any webhook has come. */
async function paid(count: number, contracts = 1): Promise<{ intentId: string; chargeId: string; paymentId: string }> {
  await putDeals(count, contracts);
  const { body } = await callEndpoint(funding, fundEscrow, {
    actor: testMember(),
    params: { campaignId: countedId('campaign', count) },
    body: {},
  });
  const intentId = await payByCard(bench(), body.clientSecret);
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  return { intentId, chargeId: String(intent.latest_charge), paymentId: body.paymentId };
}

/** What a campaign's money looks like, without ids and times that differ from run to run. */
async function moneyOf(count: number) {
  const campaignId = countedId('campaign', count);
  const all = (await items()).filter((item) => item.campaignId === campaignId);
  const of = (kind: string) => all.filter(({ _et }) => _et === kind);
  const entries = of('ledger_entry') as unknown as LedgerEntry[];
  expect(await ledgerProblemsOf({ workspaceId: countedId('workspace', 1), campaignId })).toEqual([]);
  const [payment] = of('payment');
  const [budget] = of('budget');
  return {
    payment: [payment?.status, (payment?.dispute as { status: string } | undefined)?.status ?? null],
    states: Object.values(payment?.states as object),
    holds: of('hold').map(({ status }) => status),
    contracts: [...of('contract'), ...of('contract_copy')].map(({ fundingStatus }) => fundingStatus),
    balances: balancesOf(entries)
      .filter(({ account, amountMinor }) => account !== 'clearing' && account !== 'providerFees' && amountMinor !== 0)
      .map(({ account, amountMinor }) => [account.replace(/:.*/, ''), amountMinor]),
    budget: [budget?.fundedMinor, budget?.releasedMinor, budget?.refundedMinor],
    kinds: entries.map(({ kind }) => kind).sort(),
  };
}

const eventsOf = async (paymentId: string, type: string) =>
  (await items()).filter((item) => item._et === 'event' && item.type === type && item.aggregateId === paymentId);

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, index) =>
    permutations(list.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

describe('settling a payment', () => {
  it('funds every contract once, however often and in however many webhooks at once it is told', async () => {
    const { intentId, chargeId, paymentId } = await paid(1, 3);
    await Promise.all(Array.from({ length: 12 }, () => settle('payment_intent.succeeded', intentId)));
    await settle('charge.updated', chargeId);
    const money = await moneyOf(1);
    expect(money).toMatchObject({
      payment: ['funded', null],
      holds: ['funded', 'funded', 'funded'],
      budget: [300_000, 0, 0],
      kinds: ['funded'],
    });
    expect(new Set(money.contracts)).toEqual(new Set(['funded']));
    expect(await eventsOf(paymentId, 'PaymentFunded')).toHaveLength(1);
  });

  it('measures how long after the provider made the event our side agrees', async () => {
    const { intentId } = await paid(9);
    vi.stubEnv('AREA', 'events');
    vi.useFakeTimers({ now: Date.parse('2026-11-20T00:01:30Z'), toFake: ['Date'] });
    const { measured } = await measuredBy(() => settle('payment_intent.succeeded', intentId));
    expect(measured).toEqual([{ Stage: 'local', WebhookLag: 90_000 }]);
  });

  it('remembers the intent when it is told of its creation only', async () => {
    await putDeals(2);
    const { body } = await callEndpoint(funding, fundEscrow, {
      actor: testMember(),
      params: { campaignId: countedId('campaign', 2) },
      body: {},
    });
    const intentId = body.clientSecret.split('_secret_')[0];
    await settle('payment_intent.created', intentId);
    const stored = (await items()).find((item) => item._et === 'payment' && item.paymentId === body.paymentId);
    expect(stored).toMatchObject({ intentId, status: 'pending' });
  });

  it('says that the payer’s bank wants their word (3-D Secure), and what became of it', async () => {
    for (const [count, passed] of [
      [5, true],
      [6, false],
    ] as const) {
      await putDeals(count);
      const { body } = await callEndpoint(funding, fundEscrow, {
        actor: testMember(),
        params: { campaignId: countedId('campaign', count) },
        body: {},
      });
      const intentId = await payByCard(bench(), body.clientSecret, 'pm_card_threeDSecure2Required');
      const shown = async () =>
        (await callEndpoint(reading, getPaymentStatus, { actor: testMember(), params: { paymentId: body.paymentId } }))
          .body;
      await settle('payment_intent.requires_action', intentId);
      expect(await shown()).toMatchObject({ status: 'pending', waitsFor: 'authentication' });
      await bench().control('POST', `payment-intents/${intentId}/authenticate`, { passed });
      await settle('payment_intent.requires_action', intentId);
      await settle(passed ? 'payment_intent.succeeded' : 'payment_intent.payment_failed', intentId);
      expect(await shown()).toMatchObject(
        passed
          ? { status: 'funded', waitsFor: null, failureCode: null }
          : { status: 'failed', waitsFor: null, failureCode: 'payment_intent_authentication_failure' },
      );
      if (passed) continue;
      const [failed] = await eventsOf(body.paymentId, 'PaymentFailed');
      expect(noticesOf({ type: 'PaymentFailed', data: failed?.data })).toMatchObject([
        {
          path: `/campaigns/${countedId('campaign', count)}/fund`,
          text: expect.stringContaining('confirm it'),
        },
      ]);
    }
  });

  it('ends in the same state whatever the order in which success, dispute and loss are told', async () => {
    const seen: unknown[] = [];
    let count = 10;
    for (const order of permutations(['succeeded', 'dispute', 'closed'])) {
      count += 1;
      const { intentId, chargeId } = await paid(count, 2);
      const dispute = await bench().control('POST', 'disputes', { charge: chargeId });
      const disputeId = String(dispute.body.id);
      await bench().control('POST', `disputes/${disputeId}/close`, { status: 'lost' });
      const told: Record<string, () => Promise<void>> = {
        succeeded: () => settle('payment_intent.succeeded', intentId),
        dispute: () => settle('charge.dispute.created', disputeId),
        closed: () => settle('charge.dispute.closed', disputeId),
      };
      for (const kind of order) await told[kind]?.();
      seen.push(await moneyOf(count));
    }
    expect(seen[0]).toMatchObject({
      payment: ['funded', 'lost'],
      holds: ['refunded', 'refunded'],
      budget: [200_000, 0, 200_000],
      balances: [],
      kinds: ['charged_back', 'charged_back', 'disputed', 'funded'],
    });
    expect(new Set(seen.map((state) => JSON.stringify(state))).size).toBe(1);
  });

  it('freezes what a dispute is about and holds it again when it is won', async () => {
    const { intentId, chargeId, paymentId } = await paid(3);
    await settle('payment_intent.succeeded', intentId);
    const dispute = await bench().control('POST', 'disputes', { charge: chargeId });
    const disputeId = String(dispute.body.id);
    await settle('charge.dispute.created', disputeId);
    await settle('charge.dispute.funds_withdrawn', disputeId);
    expect(await moneyOf(3)).toMatchObject({ payment: ['funded', 'open'], holds: ['disputed'], states: ['disputed'] });
    expect(await eventsOf(paymentId, 'PaymentDisputed')).toHaveLength(1);
    await bench().control('POST', `disputes/${disputeId}/close`, { status: 'won' });
    await settle('charge.dispute.closed', disputeId);
    expect(await moneyOf(3)).toMatchObject({
      payment: ['funded', 'won'],
      holds: ['funded'],
      balances: [['hold', 100_000]],
      kinds: ['dispute_returned', 'disputed', 'funded'],
    });
  });

  it('freezes while the bank only asks, posts what it takes when it escalates, and what comes back later than it is won', async () => {
    const { intentId, chargeId } = await paid(7);
    await settle('payment_intent.succeeded', intentId);
    const { body } = await bench().control('POST', 'disputes', { charge: chargeId, inquiry: true });
    const disputeId = String(body.id);
    await settle('charge.dispute.created', disputeId);
    expect(await moneyOf(7)).toMatchObject({ holds: ['disputed'], balances: [['hold', 100_000]], kinds: ['funded'] });
    await bench().control('POST', `disputes/${disputeId}/escalate`);
    await settle('charge.dispute.updated', disputeId);
    await settle('charge.dispute.funds_withdrawn', disputeId);
    expect(await moneyOf(7)).toMatchObject({ kinds: ['disputed', 'funded'] });
    await bench().control('POST', `disputes/${disputeId}/close`, { status: 'won', reinstateLater: true });
    await settle('charge.dispute.closed', disputeId);
    expect(await moneyOf(7)).toMatchObject({ holds: ['funded'], kinds: ['disputed', 'funded'] });
    await bench().control('POST', `disputes/${disputeId}/reinstate`);
    await settle('charge.dispute.funds_reinstated', disputeId);
    expect(await moneyOf(7)).toMatchObject({
      holds: ['funded'],
      balances: [['hold', 100_000]],
      kinds: ['dispute_returned', 'disputed', 'funded'],
    });
  });

  it('takes whole holds for a refund made by hand, and of one more the piece that it was for: the rest of that stays held, and both sides are told', async () => {
    const { intentId, chargeId, paymentId } = await paid(4, 3);
    await settle('payment_intent.succeeded', intentId);
    const refund = await bench().stripe.refunds.create({ charge: chargeId, amount: 150_000 });
    await settle('refund.created', refund.id);
    await settle('charge.refunded', chargeId);
    expect(await moneyOf(4)).toMatchObject({
      holds: ['refunded', 'funded', 'funded'],
      balances: [
        ['hold', 50_000],
        ['hold', 100_000],
        ['refunds', 150_000],
      ],
      budget: [300_000, 0, 150_000],
    });
    const told = await eventsOf(paymentId, 'PaymentRefundedByHand');
    expect(told).toMatchObject([
      {
        data: { partly: { back: { amountMinor: 50_000 }, left: { amountMinor: 50_000 } }, beyond: { amountMinor: 0 } },
      },
    ]);
    const notices = noticesOf({ type: 'PaymentRefundedByHand', data: told[0]?.data });
    expect(notices.map(({ to }) => Object.keys(to)[0])).toEqual(['workspaceId', 'influencerId', 'influencerId']);
    expect(notices[2]).toMatchObject({ title: expect.stringMatching(/^USD\s500\.00 of what was held/) });
    expect(notices.map(({ text }) => /USD\s500\.00 (stay|are still) held/.test(text))).toEqual([true, false, true]);
  });

  it('owes the brand what such a refund gave back, when it does not arrive', async () => {
    const { intentId, chargeId } = await paid(8);
    await settle('payment_intent.succeeded', intentId);
    const refund = await bench().stripe.refunds.create({ charge: chargeId, amount: 40_000 });
    await settle('refund.created', refund.id);
    await bench().control('POST', `refunds/${refund.id}/fail`);
    for (let times = 0; times < 2; times++) await settle('refund.failed', refund.id);
    expect(await moneyOf(8)).toMatchObject({
      holds: ['funded'],
      balances: [
        ['credit', 40_000],
        ['hold', 60_000],
      ],
    });
  });

  it('ignores a payment of somebody else on the same provider account', async () => {
    const foreign = await bench().stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const before = (await items()).length;
    await settle('payment_intent.created', foreign.id);
    expect((await items()).length).toBe(before);
  });
});

describe('settling an account', () => {
  it('says when the account can be paid, once, and when it no longer can', async () => {
    const influencerId = countedId('influencer', 500);
    const accountId = await putPayoutAccount(bench(), influencerId, false);
    const changes = async () =>
      (await items())
        .filter((item) => item.type === 'PayoutAccountChanged' && item.aggregateId === influencerId)
        .map(({ data }) => (data as { payable: boolean }).payable);
    await bench().control('POST', `accounts/${accountId}`, { stage: 'complete' });
    await Promise.all([1, 2, 3].map(() => settle('account.updated', accountId, accountId)));
    await settle('capability.updated', accountId, accountId);
    expect(await changes()).toEqual([true]);
    await bench().stripe.accounts.del(accountId);
    await settle('account.application.deauthorized', accountId, accountId);
    expect(await changes()).toHaveLength(2);
    const stored = (await items()).find((item) => item._et === 'payout_account' && item.influencerId === influencerId);
    expect(stored).toMatchObject({ payable: false, status: 'rejected' });
  });

  it('ignores an account that is nobody’s', async () => {
    const { id } = await bench().stripe.accounts.create({ type: 'express', country: 'US' });
    const before = (await items()).length;
    await settle('account.updated', id, id);
    expect((await items()).length).toBe(before);
  });
});
