import { describe, expect, it } from 'vitest';
import { takeStripeConnectWebhook, takeStripeWebhook } from '#contract/areas/payments.ts';
import { nowMs } from '#runtime/clock.ts';
import { callEndpoint } from '#testing/call.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { CONNECT_SECRET, signatureOf, WEBHOOK_SECRET } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as taking } from './take-stripe.ts';
import { handler as takingConnect } from './take-stripe-connect.ts';

const { items } = prepareTestTable();
prepareTestSecrets({
  STRIPE_WEBHOOK_SECRET_NAME: WEBHOOK_SECRET,
  STRIPE_CONNECT_WEBHOOK_SECRET_NAME: CONNECT_SECRET,
});
process.env.STAGE ??= 'local';
/** A second inside the one that is now, so that a test never straddles the tolerance. */
const now = () => Math.floor(nowMs() / 1000);
const eventOf = (id: string, edit: object = {}) =>
  JSON.stringify({
    id,
    type: 'payment_intent.succeeded',
    livemode: false,
    data: { object: { id: `pi_${id}` } },
    ...edit,
  });
const send = (body: string, seconds = now(), secret = WEBHOOK_SECRET) =>
  callEndpoint(taking, takeStripeWebhook, {
    body,
    headers: { 'stripe-signature': signatureOf(body, secret, seconds) },
  });
const effectsOf = async (id: string) =>
  (await items()).filter((item) => item._et === 'event' && item.aggregateId === id).map(({ data }) => data);

describe('POST /webhooks/stripe', () => {
  it('takes a signed event once, and tells only which object changed', async () => {
    expect(await send(eventOf('evt_1'))).toMatchObject({ status: 200, body: { done: true } });
    expect(await effectsOf('evt_1')).toEqual([
      { providerEventId: 'evt_1', kind: 'payment_intent.succeeded', objectId: 'pi_evt_1' },
    ]);
  });

  it('tells when the provider made the event', async () => {
    await send(eventOf('evt_8', { created: 1_795_176_000 }));
    expect(await effectsOf('evt_8')).toMatchObject([{ createdAtMs: 1_795_176_000_000 }]);
  });

  it('has one effect for the same event 50 times in parallel, all answered with 200', async () => {
    const body = eventOf('evt_2');
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await effectsOf('evt_2')).toHaveLength(1);
    expect((await send(body)).status).toBe(200);
    expect(await effectsOf('evt_2')).toHaveLength(1);
  });

  it.each([
    ['forged', () => send(eventOf('evt_3'), now(), 'whsec_guessed')],
    ['signed for the other endpoint', () => send(eventOf('evt_3'), now(), CONNECT_SECRET)],
    ['older than the tolerance', () => send(eventOf('evt_3'), now() - 302)],
    ['from the future', () => send(eventOf('evt_3'), now() + 330)],
    ['unsigned', () => callEndpoint(taking, takeStripeWebhook, { body: eventOf('evt_3') })],
    [
      'changed after it was signed',
      () =>
        callEndpoint(taking, takeStripeWebhook, {
          body: eventOf('evt_3'),
          headers: { 'stripe-signature': signatureOf(eventOf('evt_4'), WEBHOOK_SECRET, now()) },
        }),
    ],
  ])('refuses one that is %s, without effect', async (_case, sent) => {
    expect(await sent()).toMatchObject({ status: 400, body: { code: 'signature_invalid' } });
    expect(await effectsOf('evt_3')).toEqual([]);
  });

  it.each([
    ['no JSON', 'evt'],
    ['no event', '{"id":"evt_5"}'],
    ['an id that is none', eventOf('../../evt')],
  ])('refuses %s, though signed', async (_case, body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { code: 'bad_json' } });
  });

  it.each([
    ['a live event, where tests are played', { livemode: true }],
    ['a kind that changes nothing here', { type: 'invoice.paid' }],
    ['an object without an id', { data: { object: {} } }],
  ])('answers 200 without effect to %s', async (_case, edit) => {
    expect((await send(eventOf('evt_6', edit))).status).toBe(200);
    expect(await effectsOf('evt_6')).toEqual([]);
  });
});

describe('a balance, which has no id', () => {
  const available = (id: string, edit: object = {}) =>
    eventOf(id, { type: 'balance.available', data: { object: { object: 'balance' } }, ...edit });

  it('is named by whose it is', async () => {
    expect((await send(available('evt_20'))).status).toBe(200);
    expect(await effectsOf('evt_20')).toEqual([
      { providerEventId: 'evt_20', kind: 'balance.available', objectId: 'balance' },
    ]);
    expect((await send(available('evt_21', { account: 'acct_1' }))).status).toBe(200);
    expect(await effectsOf('evt_21')).toEqual([
      { providerEventId: 'evt_21', kind: 'balance.available', objectId: 'acct_1', account: 'acct_1' },
    ]);
  });
});

describe('a webhook that comes late', () => {
  it.each([
    ['three days', 3],
    ['31 days, sent again by hand', 31],
  ])('of an event made %s ago is taken when it is signed anew, once', async (_case, days) => {
    const id = `evt_late_${days}`;
    const body = eventOf(id, { created: now() - days * 86_400 });
    for (let times = 0; times < 3; times++) expect((await send(body)).status).toBe(200);
    expect(await effectsOf(id)).toHaveLength(1);
    expect(await send(body, now() - days * 86_400), 'with its first signature').toMatchObject({ status: 400 });
  });
});

describe('POST /webhooks/stripe-connect', () => {
  it('names the account, whatever the object is', async () => {
    const body = eventOf('evt_7', {
      type: 'capability.updated',
      account: 'acct_1',
      data: { object: { id: 'transfers' } },
    });
    const answer = await callEndpoint(takingConnect, takeStripeConnectWebhook, {
      body,
      headers: { 'stripe-signature': signatureOf(body, CONNECT_SECRET, now()) },
    });
    expect(answer.status).toBe(200);
    expect(await effectsOf('evt_7')).toEqual([
      { providerEventId: 'evt_7', kind: 'capability.updated', objectId: 'acct_1', account: 'acct_1' },
    ]);
  });
});
