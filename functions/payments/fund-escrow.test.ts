import { afterEach, describe, expect, it, vi } from 'vitest';
import { fundEscrow, getPaymentStatus } from '#contract/areas/payments.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './fund-escrow.ts';
import { handler as getStatus } from './get-status.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();

const fund = (count: number, request: Parameters<typeof callEndpoint>[2] = {}) =>
  callEndpoint(handler, fundEscrow, {
    actor: testMember(1, 'finance'),
    params: { campaignId: countedId('campaign', count) },
    body: {},
    ...request,
  });
const statusOf = async (paymentId: string) =>
  (await callEndpoint(getStatus, getPaymentStatus, { actor: testMember(), params: { paymentId } })).body;
const holdsOf = async (count: number) =>
  (await items()).filter((item) => item._et === 'hold' && item.campaignId === countedId('campaign', count));

describe('POST /payments/campaigns/{campaignId}/escrow', () => {
  it('opens one payment for every accepted contract, with the holds pending on both sides', async () => {
    const [first] = await putDeals(1, 3);
    const answer = await fund(1);
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'pending', amount: { amountMinor: 300_000, currency: 'USD' } },
    });
    expect(answer.body.contracts).toHaveLength(3);
    const intentId = answer.body.clientSecret.split('_secret_')[0];
    expect(await bench().stripe.paymentIntents.retrieve(intentId)).toMatchObject({
      amount: 300_000,
      transfer_group: answer.body.paymentId,
      metadata: { paymentId: answer.body.paymentId, campaignId: countedId('campaign', 1) },
    });
    for (const hold of await holdsOf(1))
      expect(hold).toMatchObject({ status: 'pending', paymentId: answer.body.paymentId });
    const contracts = (await items()).filter((item) => item.contractId === first?.contractId && item.fundingStatus);
    expect(contracts.map((item) => item.fundingStatus)).toEqual(['pending', 'pending']);
  });

  it('answers a repeat, and a crowd, with the payment that is open', async () => {
    await putDeals(2, 2);
    const answers = await Promise.all(Array.from({ length: 8 }, () => fund(2)));
    const one = await fund(2, { body: { contractId: countedId('contract', 20) } });
    expect(new Set([...answers, one].map(({ body }) => body.paymentId)).size).toBe(1);
    expect(new Set([...answers, one].map(({ body }) => body.clientSecret)).size).toBe(1);
    expect([...answers, one].filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('funds one contract when it is named, and the rest by another payment', async () => {
    await putDeals(3, 2);
    const one = await fund(3, { body: { contractId: countedId('contract', 30) } });
    expect(one.body.amount.amountMinor).toBe(100_000);
    const rest = await fund(3, { body: { contractId: countedId('contract', 31) } });
    expect(rest.status).toBe(201);
    expect(rest.body.paymentId).not.toBe(one.body.paymentId);
  });

  it('takes the campaign from the body on the route without one', async () => {
    await putDeals(4);
    const answer = await fund(4, { params: {}, body: { campaignId: countedId('campaign', 4) } });
    expect(answer).toMatchObject({ status: 201, body: { campaignId: countedId('campaign', 4) } });
    expect(await fund(4, { params: {}, body: {} })).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(await fund(4, { body: { campaignId: countedId('campaign', 5) } })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'campaignId' }] },
    });
  });

  it('lets a declined payment be tried again with the same payment, and settles it by the card that works', async () => {
    await putDeals(5);
    const opened = await fund(5);
    const intentId = await payByCard(bench(), opened.body.clientSecret, 'pm_card_visa_chargeDeclined');
    await settle('payment_intent.payment_failed', intentId);
    expect(await statusOf(opened.body.paymentId)).toMatchObject({ status: 'failed', failureCode: 'generic_decline' });
    expect(await holdsOf(5)).toMatchObject([{ status: 'unfunded' }]);
    const again = await fund(5);
    expect(again).toMatchObject({ status: 200, body: { paymentId: opened.body.paymentId, status: 'pending' } });
    expect(again.body.clientSecret).toBe(opened.body.clientSecret);
    await payByCard(bench(), again.body.clientSecret);
    await settle('payment_intent.succeeded', intentId);
    expect(await statusOf(opened.body.paymentId)).toMatchObject({ status: 'funded', failureCode: null });
    expect(await fund(5)).toMatchObject({ status: 409, body: { code: 'nothing_to_fund' } });
  });

  it('cancels a declined payment before another one takes over a part of its contracts', async () => {
    await putDeals(6, 2);
    const both = await fund(6);
    const intentId = await payByCard(bench(), both.body.clientSecret, 'pm_card_visa_chargeDeclined');
    await settle('payment_intent.payment_failed', intentId);
    const one = await fund(6, { body: { contractId: countedId('contract', 60) } });
    expect(one.status).toBe(201);
    expect(await bench().stripe.paymentIntents.retrieve(intentId)).toMatchObject({ status: 'canceled' });
    await settle('payment_intent.canceled', intentId);
    expect(await statusOf(both.body.paymentId)).toMatchObject({ status: 'canceled' });
    expect((await holdsOf(6)).map(({ status, paymentId }) => [status, paymentId])).toEqual([
      ['pending', one.body.paymentId],
      ['unfunded', null],
    ]);
  });

  it('says when the provider does not answer, and a repeat goes on with the same payment', async () => {
    await putDeals(7);
    await bench().control('POST', 'faults', { path: '/v1/payment_intents', kind: 'reset', when: 'after', count: 2 });
    expect(await fund(7)).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } });
    const [pending] = await holdsOf(7);
    const again = await fund(7);
    expect(again).toMatchObject({ status: 200, body: { paymentId: pending?.paymentId } });
    const { data } = await bench().stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ transfer_group }) => transfer_group === pending?.paymentId)).toHaveLength(1);
  });

  describe('that the provider answered with a failure of its own', () => {
    afterEach(() => void vi.useRealTimers());
    /** Time goes on at the provider, and the functions' clock shows what the provider's does. */
    const later = async (minutes: number) => {
      await bench().advance(minutes * 60_000);
      vi.useFakeTimers({ now: bench().platform.clock.now(), toFake: ['Date'] });
    };
    const path = '/v1/payment_intents';
    const opened = async (paymentId: unknown) => {
      const { data } = await bench().stripe.paymentIntents.list({ limit: 100 });
      return data.filter(({ transfer_group }) => transfer_group === paymentId).length;
    };

    it('is opened under another key once it is certain that nothing came of the first one', async () => {
      await later(1);
      await putDeals(12);
      await bench().control('POST', 'faults', { method: 'POST', path, status: 500, count: 1 });
      expect(await fund(12)).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } });
      const [pending] = await holdsOf(12);
      const { paymentId } = pending ?? {};
      for (const minutes of [2, 5]) {
        await later(minutes);
        expect(await fund(12), 'the provider keeps its answer').toMatchObject({ status: 503 });
      }
      expect(await opened(paymentId)).toBe(0);
      await later(5);
      const both = await Promise.all([fund(12), fund(12)]);
      expect(both.map(({ status }) => status)).toContain(200);
      expect(await fund(12)).toMatchObject({
        status: 200,
        body: { paymentId, clientSecret: expect.stringMatching(/_secret_/) },
      });
      expect(await opened(paymentId)).toBe(1);
    });

    it('is found by looking for it where it was opened all the same, also after the provider has forgotten its key', async () => {
      for (const [count, minutes] of [
        [13, 6],
        [14, 26 * 60],
      ] as const) {
        await later(1);
        await putDeals(count);
        await bench().control('POST', 'faults', { path, kind: 'reset', when: 'after', count: 2 });
        expect(await fund(count)).toMatchObject({ status: 503 });
        const [pending] = await holdsOf(count);
        await later(minutes);
        const again = await fund(count);
        expect(again).toMatchObject({ status: 200, body: { paymentId: pending?.paymentId } });
        expect(await opened(pending?.paymentId)).toBe(1);
      }
    });
  });

  it('refuses what is too small, what is not there, another tenant and other roles', async () => {
    await putDeals(8);
    const [hold] = await holdsOf(8);
    expect(hold?.priceMinor).toBe(100_000);
    expect(await fund(8, { body: { contractId: countedId('contract', 99) } })).toMatchObject({
      body: { code: 'nothing_to_fund' },
    });
    expect(await fund(8, { actor: testMember(2) })).toMatchObject({ status: 404, body: { code: 'not_found' } });
    for (const actor of [testMember(1, 'manager'), testMember(1, 'viewer'), testInfluencer(80)])
      expect(await fund(8, { actor })).toMatchObject({ status: 403 });
    expect(await fund(8, { body: { amount: 1 } })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'amount' }] },
    });
  });
});
