import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApiKey } from '#contract/areas/api-keys.ts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  MAX_WEBHOOKS,
  REPEATED_AT_ONCE,
  repeatDeliveries,
  repeatDelivery,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from '#contract/areas/webhooks-out.ts';
import { EVENTS } from '#contract/events.ts';
import { webhookSample } from '#contract/webhook-events.ts';
import { create as createItem } from '#data/change.ts';
import { Deliveries, newDelivery } from '#data/webhook.ts';
import { identifyKey } from '#functions/authorizer/key.ts';
import { handler as send } from '#functions/queues/send-webhook.ts';
import { handler as deliverWebhooks } from '#functions/reactions/on-event-deliver-webhooks.ts';
import { handler as queueRequested } from '#functions/reactions/on-webhook-delivery-requested-queue-attempt.ts';
import { handler as endIntegrations } from '#functions/reactions/on-workspace-closed-end-integrations.ts';
import { signedHeaders } from '#runtime/webhook-signature.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareLoopback } from '#testing/loopback.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { write } from '#testing/workspace.ts';
import { handler as createKey } from './create-api-key.ts';
import { handler as create } from './create-webhook.ts';
import { handler as remove } from './delete-webhook.ts';
import { handler as get } from './get-webhook.ts';
import { handler as listAttempts } from './list-deliveries.ts';
import { handler as list } from './list-webhooks.ts';
import { handler as repeatAll } from './repeat-deliveries.ts';
import { handler as repeat } from './repeat-delivery.ts';
import { handler as rotate } from './rotate-webhook-secret.ts';
import { handler as test } from './test-webhook.ts';
import { handler as change } from './update-webhook.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const receiver = prepareLoopback();
const NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const kms = mockClient(KMSClient);
const sqs = mockClient(SQSClient);

interface Queued {
  body: string;
  visibleAtMs: number;
}
let queue: Queued[] = [];

beforeEach(() => {
  vi.stubEnv('KEY_ID', 'key-in-tests');
  vi.stubEnv('QUEUE_URL_PREFIX', 'https://sqs.example/');
  vi.stubEnv('WEBHOOK_TARGETS', 'public-and-loopback');
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  queue = [];
  kms.reset();
  kms.on(EncryptCommand).callsFake(({ Plaintext, EncryptionContext }) => ({
    CiphertextBlob: Buffer.from(JSON.stringify([Buffer.from(Plaintext).toString('base64'), EncryptionContext])),
  }));
  kms.on(DecryptCommand).callsFake(({ CiphertextBlob, EncryptionContext }) => {
    const [plain, context] = JSON.parse(Buffer.from(CiphertextBlob).toString()) as [string, unknown];
    if (JSON.stringify(context) !== JSON.stringify(EncryptionContext)) throw new Error('InvalidCiphertextException');
    return { Plaintext: Buffer.from(plain, 'base64') };
  });
  sqs.reset();
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }) => {
    for (const { MessageBody, DelaySeconds = 0 } of Entries)
      queue.push({ body: MessageBody, visibleAtMs: Date.now() + DelaySeconds * 1000 });
    return { Successful: [], Failed: [] };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const of = (tenant: number) => ({
  actor: testMember(tenant),
  params: { workspaceId: countedId('workspace', tenant) } as Record<string, string>,
});
/** A webhook of a tenant for campaigns that begin. */
async function made(tenant: number, events: string[] = ['campaign.created']) {
  const body = { url: `${receiver.url()}/hook`, events, description: 'Our CRM' };
  const answer = await callEndpoint(create, createWebhook, { ...of(tenant), body });
  expect(answer.status).toBe(201);
  const { webhookId } = answer.body.webhook;
  return { webhookId: webhookId as string, secret: answer.body.secret as string, ...at(tenant, webhookId) };
}
const at = (tenant: number, webhookId: string) => {
  const request = { ...of(tenant), params: { ...of(tenant).params, webhookId } };
  return {
    request,
    read: async () => (await callEndpoint(get, getWebhook, request)).body,
    deliveries: async () => (await callEndpoint(listAttempts, listDeliveries, request)).body.items,
  };
};
/** A campaign begins in a tenant's workspace. */
const begin = (tenant: number) =>
  deliver(deliverWebhooks, 'CampaignCreated', {
    workspaceId: countedId('workspace', tenant),
    campaignId: countedId('campaign', tenant),
  });
const sqsEvent = (bodies: readonly string[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: String(index), body })) }) as SQSEvent;
/** Everything visible is handed to the sender. */
async function runQueue(): Promise<void> {
  const due = queue.filter(({ visibleAtMs }) => visibleAtMs <= Date.now());
  queue = queue.filter(({ visibleAtMs }) => visibleAtMs > Date.now());
  if (due.length === 0) return;
  expect(await send(sqsEvent(due.map(({ body }) => body)))).toEqual({
    batchItemFailures: [],
  });
}
/** Time goes from message to message until nothing is queued; the instants at which the receiver was called, minutes from now. */
async function runOut(): Promise<number[]> {
  const called: number[] = [];
  for (let steps = 0; queue.length > 0; steps++) {
    if (steps > 500) throw new Error('The queue never becomes empty.');
    vi.setSystemTime(Math.max(Date.now(), Math.min(...queue.map(({ visibleAtMs }) => visibleAtMs))));
    const before = receiver.heard().length;
    await runQueue();
    if (receiver.heard().length > before) called.push((Date.now() - NOW) / MINUTE);
  }
  return called;
}

describe('creating a webhook', () => {
  it('shows the signing secret once and keeps it wrapped', async () => {
    const { webhookId, secret, read } = await made(1);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await items())).not.toContain(secret);
    expect(await read()).toEqual({
      ...{ webhookId, url: `${receiver.url()}/hook`, description: 'Our CRM', events: ['campaign.created'] },
      ...{ status: 'active', disabledReason: null, failingSince: null, oldSecretUntil: null, version: 1 },
      ...{ createdBy: countedId('user', 1), createdAt: '2026-11-20T12:00:00.000Z' },
    });
    const event = (await items()).find(({ _et, aggregateId }) => _et === 'event' && aggregateId === webhookId);
    expect(event).toMatchObject({
      type: 'WebhookCreated',
      actor: { kind: 'member', userId: countedId('user', 1) },
      data: { host: new URL(receiver.url()).host, events: ['campaign.created'] },
    });
    expect(JSON.stringify(event)).not.toContain('/hook');
  });

  it.each([
    ['an address without TLS', 'http://hooks.brand-one.com/', 'must be an https:// address'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest', 'must name a host, not a network address'],
    ['this machine', 'http://127.0.0.1:3000/', 'must be an https:// address'],
  ])('refuses %s where webhooks go to the public only', async (_what, url, message) => {
    vi.stubEnv('WEBHOOK_TARGETS', 'public');
    const answer = await callEndpoint(create, createWebhook, { ...of(1), body: { url, events: ['offer.sent'] } });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'url', message }] } });
  });

  it.each([
    ['no event', { events: [] }, 'events'],
    ['an event that there is not', { events: ['session.started'] }, 'events.0'],
  ])('refuses %s', async (_what, body, path) => {
    const request = { ...of(1), body: { url: `${receiver.url()}/`, ...body } };
    const answer = await callEndpoint(create, createWebhook, request);
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  it('stops at as many as a workspace may have; deleting one makes room', async () => {
    const hooks: Awaited<ReturnType<typeof made>>[] = [];
    for (let count = 0; count < MAX_WEBHOOKS; count++) hooks.push(await made(2));
    const request = { ...of(2), body: { url: `${receiver.url()}/`, events: ['offer.sent'] } };
    expect(await callEndpoint(create, createWebhook, request)).toMatchObject({
      status: 409,
      body: { code: 'limit_reached' },
    });
    await callEndpoint(remove, deleteWebhook, hooks[0]?.request ?? {});
    expect((await callEndpoint(create, createWebhook, request)).status).toBe(201);
    expect((await callEndpoint(list, listWebhooks, of(2))).body.items).toHaveLength(MAX_WEBHOOKS);
  });

  it('is seen by its own workspace only', async () => {
    const { webhookId } = await made(1);
    const foreign = at(3, webhookId);
    for (const [handler, endpoint] of [
      [get, getWebhook],
      [remove, deleteWebhook],
      [test, testWebhook],
      [rotate, rotateWebhookSecret],
    ] as const)
      expect(await callEndpoint(handler, endpoint, foreign.request), endpoint.id).toMatchObject({ status: 404 });
    expect(await foreign.deliveries()).toEqual([]);
  });
});

describe('delivering an event', () => {
  it('posts what the outside is told, signed so that a receiver can verify it', async () => {
    receiver.reply({ status: 200, body: 'thanks' });
    const { webhookId, secret, deliveries } = await made(10);
    const { eventId } = await begin(10);
    await runQueue();
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({
      ...{ type: 'campaign.created', status: 'delivered', nextAttemptAt: null, webhookId },
      attempts: [{ outcome: 'delivered', responseStatus: 200, response: 'thanks' }],
    });
    const [heard] = receiver.heard();
    const payload = JSON.parse(heard?.body ?? '');
    expect(Object.keys(payload)).toEqual(Object.keys(webhookSample('campaign.created')));
    expect(payload).toMatchObject({ id: eventId, type: 'campaign.created', version: 1 });
    expect(heard?.body).toBe(delivery.payload);
    expect(heard?.headers).toMatchObject(
      signedHeaders([secret], { id: delivery.deliveryId, nowMs: NOW, body: heard?.body ?? '' }),
    );
  });

  it('goes to the webhooks that asked for it, of that workspace, once each, however often the event comes', async () => {
    receiver.reply({ status: 200, body: '' });
    const [asked, other, foreign] = [await made(11), await made(11, ['offer.sent']), await made(12)];
    const disabled = await made(11);
    await callEndpoint(change, updateWebhook, { ...disabled.request, body: { version: 1, status: 'disabled' } });
    const { again } = await begin(11);
    await again();
    await runQueue();
    await runQueue();
    expect((await asked.deliveries()).map(({ attempts }: { attempts: unknown[] }) => attempts.length)).toEqual([1]);
    expect([await other.deliveries(), await foreign.deliveries(), await disabled.deliveries()]).toEqual([[], [], []]);
    expect(new Set(receiver.heard().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is tried again after 1 min, 5 min, 30 min, 2 h, 8 h and 24 h with the same id and body, then given up', async () => {
    receiver.reply({ status: 500, body: 'broken' });
    const { deliveries, read } = await made(13);
    await begin(13);
    await runQueue();
    expect((await deliveries())[0]).toMatchObject({ status: 'pending', nextAttemptAt: '2026-11-20T12:01:00.000Z' });
    const afterMinutes = [1, 6, 36, 156, 636, 2076];
    expect(await runOut()).toEqual(afterMinutes);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ status: 'failed', nextAttemptAt: null });
    expect(delivery.attempts).toHaveLength(7);
    expect(new Set(receiver.heard().map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect(new Set(receiver.heard().map(({ headers }) => headers['webhook-timestamp'])).size).toBe(7);
    expect(await read()).toMatchObject({ status: 'active', failingSince: '2026-11-20T12:00:00.000Z' });
  });

  it('ends with the first success, which makes the webhook healthy again', async () => {
    receiver.reply({ status: 503, body: '' }, { status: 200, body: '' });
    const { deliveries, read } = await made(14);
    await begin(14);
    await runOut();
    expect((await deliveries())[0]).toMatchObject({
      status: 'delivered',
      attempts: [{ outcome: 'refused' }, { outcome: 'delivered' }],
    });
    expect(await read()).toMatchObject({ failingSince: null });
  });

  it('loses no attempt when the sender dies after the post: it is made once more, with the same id', async () => {
    receiver.reply({ status: 500, body: '' }, { status: 200, body: '' });
    const { deliveries } = await made(15);
    await begin(15);
    const [message] = queue;
    await runQueue();
    // The message was never deleted, so the queue brings it again.
    queue.push({ body: message?.body ?? '', visibleAtMs: Date.now() });
    await runQueue();
    expect(receiver.heard()).toHaveLength(1);
    await runOut();
    expect((await deliveries())[0]).toMatchObject({ status: 'delivered' });
    expect(receiver.heard()).toHaveLength(2);
  });

  it('is given up when the webhook is disabled or deleted while it waits', async () => {
    receiver.reply({ status: 500, body: '' });
    const [stopped, gone] = [await made(16), await made(16)];
    await begin(16);
    await runQueue();
    const { version } = await stopped.read();
    await callEndpoint(change, updateWebhook, { ...stopped.request, body: { version, status: 'disabled' } });
    await callEndpoint(remove, deleteWebhook, gone.request);
    await runOut();
    expect(receiver.heard()).toHaveLength(2);
    expect([(await stopped.deliveries())[0].status, (await gone.deliveries())[0].status]).toEqual(['failed', 'failed']);
  });

  it('comes back to the queue when its message cannot be read', async () => {
    const answer = await send(sqsEvent(['{"workspaceId":1}']));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
  });
});

describe('a webhook that keeps failing', () => {
  it('is disabled after three days with a notice to the owners, and begins anew when it is enabled', async () => {
    receiver.reply({ status: 500, body: '' });
    const { webhookId, read, request } = await made(20);
    for (let day = 0; day <= 3; day++) {
      vi.setSystemTime(Math.max(Date.now(), NOW + day * 86_400_000));
      await begin(20);
      await runOut();
    }
    expect(await read()).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    const events = (await items()).filter(
      ({ type, aggregateId }) => type === 'WebhookDisabled' && aggregateId === webhookId,
    );
    expect(events).toMatchObject([{ actor: { kind: 'system' }, data: { reason: 'failing' } }]);
    const before = receiver.heard().length;
    await begin(20);
    await runOut();
    expect(receiver.heard()).toHaveLength(before);
    const { version } = await read();
    const body = { version, status: 'active' };
    expect(await callEndpoint(change, updateWebhook, { ...request, body })).toMatchObject({
      body: { status: 'active', disabledReason: null, failingSince: null },
    });
    await begin(20);
    await runQueue();
    expect(await read()).toMatchObject({ status: 'active' });
  });

  it('is disabled at once when it answers 410', async () => {
    receiver.reply({ status: 410, body: '' });
    const { read } = await made(21);
    await begin(21);
    await runQueue();
    expect(await read()).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
  });
});

describe('by hand', () => {
  /** Handles the request that the last commit made an event of. */
  const requested = async (deliveryId: string) => {
    const [event] = (await items())
      .filter(({ type, aggregateId }) => type === 'WebhookDeliveryRequested' && aggregateId === deliveryId)
      .sort((a, b) => Number(b.seq) - Number(a.seq));
    expect(event?.data).toMatchObject(
      Object.fromEntries(Object.keys(EVENTS.WebhookDeliveryRequested.sample).map((name) => [name, expect.anything()])),
    );
    await deliver(queueRequested, 'WebhookDeliveryRequested', event?.data);
    await runQueue();
  };

  it('a test is sent once, also to a disabled webhook, and says nothing about its health', async () => {
    receiver.reply({ status: 500, body: 'not yet' });
    const { request, deliveries, read } = await made(30);
    await callEndpoint(change, updateWebhook, { ...request, body: { version: 1, status: 'disabled' } });
    const answer = await callEndpoint(test, testWebhook, request);
    expect(answer).toMatchObject({ status: 202, body: { type: 'webhook.test', status: 'pending' } });
    await requested(answer.body.deliveryId);
    expect(await runOut()).toEqual([]);
    expect((await deliveries())[0]).toMatchObject({ status: 'failed', attempts: [{ response: 'not yet' }] });
    expect(await read()).toMatchObject({ failingSince: null });
  });

  it('a delivery is sent again with the same id and body, and retried as a new one', async () => {
    receiver.reply({ status: 500, body: '' });
    const { request, deliveries } = await made(31);
    await begin(31);
    const [{ deliveryId }] = await deliveries();
    const params = { ...request.params, deliveryId };
    const again = () => callEndpoint(repeat, repeatDelivery, { ...request, params });
    expect(await again()).toMatchObject({ status: 409, body: { code: 'delivery_pending' } });
    await runOut();
    vi.setSystemTime(Date.now() + MINUTE);
    expect(await again()).toMatchObject({ status: 202, body: { status: 'pending' } });
    await requested(deliveryId);
    expect((await deliveries())[0]).toMatchObject({ status: 'pending' });
    receiver.reply({ status: 200, body: '' });
    await runOut();
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ deliveryId, status: 'delivered' });
    expect(delivery.attempts).toHaveLength(9);
    expect(new Set(receiver.heard().map(({ headers }) => headers['webhook-id']))).toEqual(new Set([deliveryId]));
  });

  it('nothing is sent again to a webhook that is disabled', async () => {
    receiver.reply({ status: 410, body: '' });
    const { request, deliveries } = await made(32);
    await begin(32);
    await runOut();
    const [{ deliveryId }] = await deliveries();
    const params = { ...request.params, deliveryId };
    expect(await callEndpoint(repeat, repeatDelivery, { ...request, params })).toMatchObject({
      status: 409,
      body: { code: 'webhook_disabled' },
    });
  });

  it('what failed in a time is sent again, page by page, without what still waits', async () => {
    receiver.reply({ status: 200, body: '' });
    const { request, webhookId } = await made(34);
    const { workspaceId } = of(34).actor;
    const named = (count: number) => ({
      ...{ workspaceId, webhookId, deliveryId: countedId('delivery', count), type: 'campaign.created', payload: '{}' },
      mostAttempts: 7,
    });
    const now = { nowMs: NOW, nowIso: '2026-11-20T12:00:00.000Z' };
    const failed = { status: 'failed' as const, nextAttemptAtMs: null, attemptCount: 7 };
    const tries = Array.from({ length: REPEATED_AT_ONCE + 2 }, (_, index) => ({
      ...newDelivery(named(index), now),
      ...failed,
    }));
    await write(
      ...tries.map((delivery) => createItem(Deliveries, delivery)),
      createItem(Deliveries, newDelivery(named(90), now)),
    );
    const whole = { from: '2020-01-01T00:00:00Z', until: '2030-01-01T00:00:00Z', status: 'failed' };
    const ask = async (body: object) => (await callEndpoint(repeatAll, repeatDeliveries, { ...request, body })).body;
    expect(await ask({ ...whole, until: '2020-01-02T00:00:00Z' })).toEqual({ queued: 0, next: null });
    const first = await ask(whole);
    expect(first).toEqual({ queued: REPEATED_AT_ONCE, next: countedId('delivery', REPEATED_AT_ONCE - 1) });
    expect(await ask({ ...whole, after: first.next })).toEqual({ queued: 2, next: null });
    expect(await ask(whole)).toEqual({ queued: 0, next: null });
    const asked = (await items()).filter(
      ({ type, data }) => type === 'WebhookDeliveryRequested' && JSON.stringify(data).includes(webhookId),
    );
    for (const { data } of asked) await deliver(queueRequested, 'WebhookDeliveryRequested', data);
    await runQueue();
    const stored = (await items()).filter(({ _et, webhookId: of }) => _et === 'webhook_delivery' && of === webhookId);
    expect(stored.filter(({ status }) => status === 'delivered')).toHaveLength(REPEATED_AT_ONCE + 2);
    expect(stored.filter(({ status }) => status === 'pending')).toHaveLength(1);
  });

  it.each([
    ['a time that ends before it begins', { from: '2026-11-21T00:00:00Z', until: '2026-11-20T00:00:00Z' }, 'until'],
    [
      'a state that is none to send again',
      { from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z', status: 'pending' },
      'status',
    ],
  ])('%s is refused by its field', async (_case, body, path) => {
    const { request } = await made(35);
    const answer = await callEndpoint(repeatAll, repeatDeliveries, { ...request, body });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  it('a rotated secret signs beside the old one for a day, then alone', async () => {
    receiver.reply({ status: 200, body: '' });
    const { request, secret: old } = await made(33);
    const answer = await callEndpoint(rotate, rotateWebhookSecret, request);
    expect(answer).toMatchObject({ status: 200, body: { webhook: { oldSecretUntil: '2026-11-21T12:00:00.000Z' } } });
    const { secret: fresh } = answer.body;
    await begin(33);
    await runQueue();
    vi.setSystemTime(NOW + 86_400_000);
    await begin(33);
    await runQueue();
    const signatures = receiver.heard().map(({ headers, body }, index) => {
      const nowMs = NOW + index * 86_400_000;
      const by = (secret: string) =>
        signedHeaders([secret], { id: String(headers['webhook-id']), nowMs, body })['webhook-signature'];
      const given = String(headers['webhook-signature']).split(' ');
      return given.map((one) => (one === by(fresh) ? 'fresh' : one === by(old) ? 'old' : 'neither'));
    });
    expect(signatures).toEqual([['fresh', 'old'], ['fresh']]);
  });
});

it('ends with its workspace, as keys do, and is told once', async () => {
  const { read } = await made(41);
  const key = { name: 'Reporting', scopes: ['campaign:read'] };
  const { body } = await callEndpoint(createKey, createApiKey, { ...of(41), body: key });
  const identify = () => identifyKey(body.secret, listWebhooks, { address: '203.0.113.7', nowMs: NOW });
  expect(await identify()).toMatchObject({ outcome: 'key' });
  const { workspaceId = '' } = of(41).params;
  const { again } = await deliver(endIntegrations, 'WorkspaceClosed', { workspaceId, name: 'Forty-one', userIds: [] });
  await again();
  expect(await identify()).toMatchObject({ reason: 'api_key_invalid' });
  expect(await read()).toMatchObject({ code: 'not_found' });
  const told = (await items()).filter(({ pk, _et }) => _et === 'event' && String(pk).startsWith(`WSP#${workspaceId}#`));
  expect(told.map(({ type }) => type).sort()).toEqual([
    ...['ApiKeyCreated', 'ApiKeyRevoked', 'WebhookCreated', 'WebhookDeleted'],
  ]);
});

it('pages through deliveries, newest first, by their state', async () => {
  receiver.reply({ status: 200, body: '' }, { status: 200, body: '' }, { status: 410, body: '' });
  const { request, deliveries } = await made(40);
  for (let count = 0; count < 3; count++) {
    vi.setSystemTime(NOW + count * 1000);
    await begin(40);
    await runQueue();
  }
  const all = (await deliveries()).map(({ deliveryId }: { deliveryId: string }) => deliveryId);
  expect(all).toEqual([...all].sort().reverse());
  const page = async (query: Record<string, string>) =>
    (await callEndpoint(listAttempts, listDeliveries, { ...request, query })).body;
  const first = await page({ limit: '2' });
  const second = await page({ limit: '2', cursor: first.nextCursor });
  const ids = [...first.items, ...second.items].map(({ deliveryId }: { deliveryId: string }) => deliveryId);
  expect(ids).toEqual(all);
  expect((await page({ status: 'failed' })).items).toHaveLength(0);
  expect((await page({ status: 'delivered' })).items).toHaveLength(2);
});
