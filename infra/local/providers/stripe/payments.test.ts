import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, openStripeBench, pay, type StripeBench } from './testing-stripe.ts';

let bench: StripeBench;
beforeAll(async () => {
  bench = await openStripeBench();
});
afterAll(() => bench.close());

const refusal = async (work: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await work;
  } catch (error) {
    return error as Stripe.errors.StripeError;
  }
  throw new Error('The call was expected to be refused and was not.');
};

describe('payment intents', () => {
  it('charges a card, with the fee taken and the money pending for two days', async () => {
    const intent = await pay(bench, 100_00);
    const charge = await bench.stripe.charges.retrieve(String(intent.latest_charge), {
      expand: ['balance_transaction'],
    });
    const transaction = charge.balance_transaction as Stripe.BalanceTransaction;

    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 100_00, metadata: { contract: 'ctr_1' } });
    expect(charge).toMatchObject({ transfer_group: 'ctr_1', paid: true, disputed: false, amount_refunded: 0 });
    expect(transaction).toMatchObject({ type: 'charge', amount: 100_00, fee: 320, net: 96_80, status: 'pending' });
    await bench.advance(2 * DAY_MS);
    const later = await bench.stripe.balanceTransactions.retrieve(transaction.id);
    expect(later.status).toBe('available');
  });

  it('walks from no payment method to success by separate calls', async () => {
    const created = await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur', description: 'Hold' });
    expect(created).toMatchObject({ status: 'requires_payment_method', currency: 'eur', latest_charge: null });
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_`));
    const updated = await bench.stripe.paymentIntents.update(created.id, {
      amount: 700,
      payment_method: 'pm_card_mastercard',
      metadata: { a: '1' },
    });
    expect(updated).toMatchObject({ status: 'requires_confirmation', amount: 700, metadata: { a: '1' } });
    const done = await bench.stripe.paymentIntents.confirm(created.id);
    expect(done).toMatchObject({ status: 'succeeded', amount_received: 700 });
    const again = await refusal(bench.stripe.paymentIntents.confirm(created.id));
    expect(again).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ])('%s is refused with %s / %s and leaves a failed charge', async (method, code, declineCode) => {
    const error = await refusal(pay(bench, 900, method));

    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code, decline_code: declineCode });
    const intent = await bench.stripe.paymentIntents.retrieve(String(error.payment_intent?.id), {
      expand: ['latest_charge'],
    });
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    expect(intent.latest_charge).toMatchObject({ status: 'failed', failure_code: code, balance_transaction: null });
  });

  it('asks for authentication and settles on the answer', async () => {
    const waiting = await pay(bench, 1200, 'pm_card_threeDSecure2Required');
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    await bench.control('POST', `payment-intents/${waiting.id}/authenticate`, { passed: false });
    const failed = await bench.stripe.paymentIntents.retrieve(waiting.id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    await bench.stripe.paymentIntents.confirm(waiting.id, { payment_method: 'pm_card_threeDSecure2Required' });
    await bench.control('POST', `payment-intents/${waiting.id}/authenticate`, { passed: true });
    expect((await bench.stripe.paymentIntents.retrieve(waiting.id)).status).toBe('succeeded');
  });

  it('cancels what is not paid and refuses to cancel what is', async () => {
    const open = await bench.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const canceled = await bench.stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const paid = await pay(bench, 500);
    expect(await refusal(bench.stripe.paymentIntents.cancel(paid.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('holds an authorized amount until it is captured', async () => {
    const held = await bench.stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      capture_method: 'manual',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1000, amount_received: 0 });
    const captured = await bench.stripe.paymentIntents.capture(held.id, { amount_to_capture: 600 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 600, amount_capturable: 0 });
  });

  it('pages newest first, both ways, and finds by metadata', async () => {
    const made = [];
    for (const amount of [1001, 1002, 1003]) {
      made.push(await bench.stripe.paymentIntents.create({ amount, currency: 'usd', metadata: { batch: 'pages' } }));
    }
    const first = await bench.stripe.paymentIntents.list({ limit: 2 });
    expect(first.data.map(({ amount }) => amount)).toEqual([1003, 1002]);
    expect(first.has_more).toBe(true);
    const next = await bench.stripe.paymentIntents.list({ limit: 1, starting_after: String(first.data[1]?.id) });
    expect(next.data.map(({ amount }) => amount)).toEqual([1001]);
    const back = await bench.stripe.paymentIntents.list({ limit: 1, ending_before: String(next.data[0]?.id) });
    expect(back.data.map(({ amount }) => amount)).toEqual([1002]);
    const found = await bench.stripe.paymentIntents.search({ query: 'metadata["batch"]:"pages"' });
    expect(found.data.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
    const all = await bench.stripe.paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 50 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });
});

describe('what is refused before anything is done', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'an unknown parameter',
      { amount: 500, currency: 'usd', colour: 'red' },
      { code: 'parameter_unknown', param: 'colour' },
    ],
    ['a missing currency', { amount: 500 }, { code: 'parameter_missing', param: 'currency' }],
    ['a broken amount', { amount: 5.5, currency: 'usd' }, { code: 'parameter_invalid_integer', param: 'amount' }],
    ['less than the minimum', { amount: 49, currency: 'usd' }, { code: 'amount_too_small' }],
    ['more than 8 digits', { amount: 100_000_000, currency: 'usd' }, { code: 'amount_too_large' }],
    ['an unknown currency', { amount: 500, currency: 'zzz' }, { param: 'currency' }],
    ['a third decimal that is not 0', { amount: 5124, currency: 'kwd' }, { param: 'amount' }],
    ['part of an ISK', { amount: 50_050, currency: 'isk' }, { param: 'amount' }],
  ])('%s', async (_name, params, expected) => {
    const work = bench.stripe.paymentIntents.create(params as unknown as Stripe.PaymentIntentCreateParams);
    expect(await refusal(work)).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', ...expected });
  });

  it.each([
    ['jpy', 50],
    ['kwd', 5120],
    ['isk', 500_000],
    ['huf', 17_500],
    ['usd', 99_999_999],
  ])('takes %s %i', async (currency, amount) => {
    expect(await bench.stripe.paymentIntents.create({ amount, currency })).toMatchObject({ amount, currency });
  });

  it('answers a missing object with 404, no key with 401, a live key with 401, a publishable key with 403', async () => {
    expect(await refusal(bench.stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    const statuses = await Promise.all(
      ['', 'Bearer sk_live_x', 'Bearer pk_test_x'].map(async (authorization) => {
        const headers: Record<string, string> = authorization ? { authorization } : {};
        return (await fetch(`${bench.origin()}/v1/balance`, { headers })).status;
      }),
    );
    expect(statuses).toEqual([401, 401, 403]);
  });

  it('refuses parameter names that would reach a prototype', async () => {
    const answer = await fetch(`${bench.origin()}/v1/payment_intents`, {
      method: 'POST',
      body: 'amount=500&currency=usd&metadata[__proto__][polluted]=1',
      headers: { authorization: 'Bearer sk_test_x', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(400);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('takes card numbers with a publishable key only, and keeps none of them', async () => {
    const body = new URLSearchParams({
      type: 'card',
      'card[number]': '4242424242424242',
      'card[exp_month]': '12',
      'card[exp_year]': '2034',
      'card[cvc]': '123',
    });
    const send = (key: string) =>
      fetch(`${bench.origin()}/v1/payment_methods`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await send('sk_test_x')).status).toBe(402);
    const made = (await (await send('pk_test_x')).json()) as { id: string };
    expect(made.id).toMatch(/^pm_/);
    const stored = JSON.stringify(await bench.platform.store.list('stripe'));
    const recorded = JSON.stringify((await bench.control('GET', 'calls')).body);
    expect(stored + recorded).not.toContain('4242424242424242');
  });
});

describe('refunds', () => {
  it('gives money back without the fee, in parts up to the whole', async () => {
    const intent = await pay(bench, 1000);
    const part = await bench.stripe.refunds.create({
      payment_intent: intent.id,
      amount: 400,
      metadata: { why: 'late' },
    });
    expect(part).toMatchObject({ status: 'succeeded', amount: 400, metadata: { why: 'late' } });
    const tooMuch = await refusal(bench.stripe.refunds.create({ payment_intent: intent.id, amount: 601 }));
    expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
    await bench.stripe.refunds.create({ charge: String(intent.latest_charge) });
    const charge = await bench.stripe.charges.retrieve(String(intent.latest_charge), { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 1000 });
    expect(charge.refunds?.data).toHaveLength(2);
    expect(await refusal(bench.stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    const movements = await bench.stripe.balanceTransactions.list({ source: part.id });
    expect(movements.data).toMatchObject([{ type: 'refund', amount: -400, fee: 0, net: -400 }]);
  });

  it('puts the money back when a refund fails later', async () => {
    const intent = await pay(bench, 1000, 'pm_card_refundFail');
    const refund = await bench.stripe.refunds.create({ payment_intent: intent.id });
    await bench.advance(DAY_MS);
    const failed = await bench.stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({ status: 'failed', failure_balance_transaction: { amount: 1000 } });
    expect(await bench.stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      refunded: false,
      amount_refunded: 0,
    });
  });
});

describe('disputes', () => {
  it('opens one for the disputed card, takes the money and the fee, and gives the money back when won', async () => {
    const intent = await pay(bench, 5000, 'pm_card_createDispute');
    await bench.advance(DAY_MS);
    const [dispute] = (await bench.stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 5000, reason: 'fraudulent' });
    expect(await refusal(bench.stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_disputed',
    });
    const id = String(dispute?.id);
    await bench.stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
    await bench.advance(DAY_MS);
    expect((await bench.stripe.disputes.retrieve(id)).status).toBe('won');
    const movements = await bench.stripe.balanceTransactions.list({ source: id });
    expect(movements.data.map(({ net }) => net)).toEqual([5000, -6500]);
    expect(await bench.stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ amount: 5000 });
  });

  it('takes nothing while the bank only asks, takes it when the bank escalates, and gives it back later than it says', async () => {
    const intent = await pay(bench, 5000);
    const opened = await bench.control('POST', 'disputes', { paymentIntent: intent.id, inquiry: true });
    const id = String(opened.body.id);
    const takenMinor = async () =>
      (await bench.stripe.balanceTransactions.list({ source: id })).data.reduce((total, { net }) => total + net, 0);
    expect(opened.body).toMatchObject({ status: 'warning_needs_response' });
    expect(await takenMinor()).toBe(0);
    expect((await bench.control('POST', `disputes/${id}/escalate`)).body).toMatchObject({ status: 'needs_response' });
    expect(await takenMinor()).toBe(-6500);
    await bench.control('POST', `disputes/${id}/close`, { status: 'won', reinstateLater: true });
    expect(await takenMinor()).toBe(-6500);
    for (let times = 0; times < 2; times++) await bench.control('POST', `disputes/${id}/reinstate`);
    expect(await takenMinor()).toBe(-1500);
    const asked = await bench.control('POST', 'disputes', {
      ...{ paymentIntent: (await pay(bench, 700)).id, inquiry: true },
    });
    await bench.control('POST', `disputes/${String(asked.body.id)}/close`, { status: 'warning_closed' });
    expect((await bench.stripe.balanceTransactions.list({ source: String(asked.body.id) })).data).toEqual([]);
  });
});
