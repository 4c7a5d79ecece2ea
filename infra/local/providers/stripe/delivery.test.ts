import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activeAccount,
  CONNECT_SECRET,
  DAY_MS,
  OWN_SECRET,
  openStripeBench,
  pay,
  type StripeBench,
} from './testing-stripe.ts';

let bench: StripeBench;
beforeEach(async () => {
  bench = await openStripeBench();
});
afterEach(() => bench.close());

const HOUR_MS = 60 * 60_000;
const cryptoProvider = Stripe.createNodeCryptoProvider();
const refusal = (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  work.then(
    () => Promise.reject(new Error('The call was expected to be refused and was not.')),
    (error: Stripe.errors.StripeError) => error,
  );

describe('webhooks', () => {
  it('are signed at virtual time so that constructEvent takes them, and only untouched', async () => {
    await pay(bench, 1000);
    await bench.advance(1000);
    const sent = bench.received.find(({ event }) => event.type === 'payment_intent.succeeded');
    if (!sent) throw new Error('payment_intent.succeeded did not arrive.');
    const check = (body: string, secret: string) =>
      bench.stripe.webhooks.constructEvent(body, sent.signature, secret, 300, cryptoProvider, sent.atMs);
    expect(check(sent.body, OWN_SECRET)).toMatchObject({
      type: 'payment_intent.succeeded',
      api_version: '2026-10-28.endive',
      data: { object: { amount: 1000, status: 'succeeded' } },
    });
    expect(() => check(sent.body.replace('1000', '1001'), OWN_SECRET)).toThrow(/No signatures found/);
    expect(() => check(sent.body, 'whsec_other')).toThrow(/No signatures found/);
    expect(sent.signature).toMatch(new RegExp(`^t=${Math.floor(sent.atMs / 1000)},v1=[0-9a-f]{64}$`));
  });

  it('of connected accounts go to the connect endpoint with the account named', async () => {
    const account = await activeAccount(bench);
    await bench.advance(1000);
    const connect = bench.received.filter(({ path }) => path === '/connect');
    expect(connect.length).toBeGreaterThan(0);
    expect(connect.every(({ event }) => event.account === account)).toBe(true);
    expect(bench.received.some(({ path, event }) => path === '/own' && event.account)).toBe(false);
    const [first] = connect;
    const event = bench.stripe.webhooks.constructEvent(
      first?.body ?? '',
      first?.signature ?? '',
      CONNECT_SECRET,
      300,
      cryptoProvider,
      first?.atMs,
    );
    expect(event.account).toBe(account);
  });

  it('are tried again for three days and no longer', async () => {
    bench.answerWith(500);
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await bench.advance(DAY_MS);
    const tries = bench.received.length;
    expect(tries).toBeGreaterThanOrEqual(5);
    await bench.advance(10 * DAY_MS);
    const last = bench.received.at(-1)?.atMs ?? 0;
    expect(last - (bench.received[0]?.atMs ?? 0)).toBeLessThanOrEqual(3 * DAY_MS);
    expect(new Set(bench.received.map(({ event }) => event.id)).size).toBe(1);
    expect((await bench.stripe.events.list({ delivery_success: true })).data).toHaveLength(1);
  });

  it('come late, repeated and out of order when told to', async () => {
    await bench.control('PUT', 'chaos', { duplicate: 1, maxDelayMs: 20_000, reorder: true });
    for (let count = 0; count < 8; count += 1)
      await bench.stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    await bench.advance(20_000);
    const ids = bench.received.map(({ event }) => event.id);
    const made = (await bench.stripe.events.list({ limit: 100 })).data.map(({ id }) => id).reverse();
    expect(ids).toHaveLength(16);
    expect([...new Set(ids)].sort()).toEqual([...made].sort());
    expect([...new Set(ids)]).not.toEqual(made);
  });

  it('can be flushed and sent again in parallel, signed anew', async () => {
    await bench.control('PUT', 'chaos', { maxDelayMs: 20_000_000 });
    await pay(bench, 500);
    await bench.control('POST', 'deliveries/flush');
    const [event] = (await bench.stripe.events.list({ type: 'payment_intent.succeeded' })).data;
    const before = bench.received.filter((one) => one.event.id === event?.id);
    expect(before).toHaveLength(1);
    await bench.advance(HOUR_MS);
    const { body } = await bench.control('POST', `events/${event?.id}/resend`, { count: 20 });
    expect(body).toEqual({ statuses: Array.from({ length: 20 }, () => 200) });
    const after = bench.received.filter((one) => one.event.id === event?.id);
    expect(after).toHaveLength(21);
    expect(after.at(-1)?.signature).not.toBe(before[0]?.signature);
  });
});

describe('idempotency keys', () => {
  const create = (amount: number, idempotencyKey: string) =>
    bench.stripe.paymentIntents.create({ amount, currency: 'usd' }, { idempotencyKey });

  it('replay the first result and refuse other parameters and other endpoints', async () => {
    const first = await create(500, 'key-1');
    const second = await create(500, 'key-1');
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'original-request': first.lastResponse.requestId,
    });
    const changed = await refusal(create(501, 'key-1'));
    expect(changed).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(changed.statusCode).toBe(400);
    const elsewhere = await refusal(bench.stripe.refunds.create({ charge: 'ch_x' }, { idempotencyKey: 'key-1' }));
    expect(elsewhere.message).toContain('same endpoint');
    expect((await bench.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('keep refusals that were executed, not those that failed validation', async () => {
    const destination = await activeAccount(bench);
    const send = () =>
      bench.stripe.transfers.create({ amount: 100, currency: 'usd', destination }, { idempotencyKey: 'key-2' });
    expect((await refusal(send())).code).toBe('balance_insufficient');
    await pay(bench, 1000, 'pm_card_bypassPending');
    expect((await refusal(send())).code).toBe('balance_insufficient');
    expect((await refusal(create(1, 'key-3'))).code).toBe('amount_too_small');
    expect((await create(500, 'key-3')).amount).toBe(500);
  });

  it('keep a declined card as it was', async () => {
    const params = {
      amount: 500,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_visa_chargeDeclined',
    } as const;
    const decline = () => bench.stripe.paymentIntents.create(params, { idempotencyKey: 'key-4' });
    const [first, second] = [await refusal(decline()), await refusal(decline())];
    expect([first.statusCode, second.statusCode]).toEqual([402, 402]);
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
  });

  it('replay a 500 until 24 hours have passed, then forget', async () => {
    await bench.control('POST', 'faults', { method: 'POST', path: '/v1/payment_intents', status: 500 });
    expect((await refusal(create(500, 'key-5'))).statusCode).toBe(500);
    await bench.advance(23 * HOUR_MS);
    expect((await refusal(create(500, 'key-5'))).statusCode).toBe(500);
    await bench.advance(HOUR_MS);
    const made = await create(500, 'key-5');
    await bench.advance(DAY_MS);
    expect((await create(500, 'key-5')).id).not.toBe(made.id);
  });

  it('refuse the second of two at once with 409, and let one effect happen', async () => {
    const { begun, release } = bench.holdNextWrite();
    const first = create(700, 'key-6');
    await begun;
    expect(await refusal(create(700, 'key-6'))).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    release();
    const made = await first;
    expect((await create(700, 'key-6')).id).toBe(made.id);
    expect((await bench.stripe.paymentIntents.list()).data).toHaveLength(1);
  });
});

describe('injected failures', () => {
  it.each([
    ['429', { status: 429, headers: { 'retry-after': '2' } }, 'StripeRateLimitError'],
    ['503', { status: 503 }, 'StripeAPIError'],
    ['malformed JSON', { kind: 'malformed' }, 'StripeAPIError'],
    ['an HTML page', { kind: 'html' }, 'StripeAPIError'],
    // The client itself repeats once after a reset, whatever its retry setting.
    ['a reset connection', { kind: 'reset', count: 2 }, 'StripeConnectionError'],
  ])('%s once, then the call works', async (_name, fault, type) => {
    await bench.control('POST', 'faults', { method: 'GET', path: '/v1/balance', ...fault });
    expect((await refusal(bench.stripe.balance.retrieve())).type).toBe(type);
    expect((await bench.stripe.balance.retrieve()).object).toBe('balance');
  });

  it('a hanging call ends when the client gives up', async () => {
    await bench.control('POST', 'faults', { path: '/v1/balance', kind: 'hang' });
    const error = await refusal(bench.stripe.balance.retrieve({}, { timeout: 50 }));
    expect(error.type).toBe('StripeConnectionError');
  });

  it('a lost answer leaves its effect, which the same key shows', async () => {
    await bench.control('POST', 'faults', {
      method: 'POST',
      path: '/v1/payment_intents',
      kind: 'reset',
      when: 'after',
    });
    const create = () =>
      bench.stripe.paymentIntents.create({ amount: 800, currency: 'usd' }, { idempotencyKey: 'key-7' });
    expect((await create()).lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect((await bench.stripe.paymentIntents.list()).data).toHaveLength(1);
    const { calls } = (await bench.control('GET', 'calls?method=POST&path=/v1/payment_intents')).body as unknown as {
      calls: object[];
    };
    expect(calls).toMatchObject([
      { idempotencyKey: 'key-7', status: null, body: { amount: '800' } },
      { idempotencyKey: 'key-7', status: 200, replayed: true },
    ]);
  });
});

describe('a restart', () => {
  it('keeps objects, keys, balances, undelivered webhooks and what is due', async () => {
    await bench.control('PUT', 'chaos', { maxDelayMs: 20_000_000 });
    const intent = await pay(bench, 1000, 'pm_card_createDispute');
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'usd' }, { idempotencyKey: 'key-8' });
    await bench.restart();
    expect((await bench.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    const replayed = await bench.stripe.paymentIntents.create(
      { amount: 500, currency: 'usd' },
      { idempotencyKey: 'key-8' },
    );
    expect(replayed.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect((await bench.stripe.balance.retrieve()).pending).toMatchObject([{ amount: 941 }]);
    await bench.advance(DAY_MS);
    expect((await bench.stripe.disputes.list({ payment_intent: intent.id })).data).toHaveLength(1);
    expect(bench.received.map(({ event }) => event.type)).toContain('payment_intent.succeeded');
  });
});
