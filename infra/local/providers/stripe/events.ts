/** Events and their way to the webhook endpoints: signed as Stripe signs, late, sometimes twice, out of order, retried for three days. */
import { createHmac } from 'node:crypto';
import type Stripe from 'stripe';
import type { Platform } from '#local/kernel.ts';
import type { Change, Delivery, Doc, Settings, StripeState, Task } from './state.ts';

export const API_VERSION = '2026-10-28.endive';
const MINUTE_MS = 60_000;
const RETRY_WINDOW_MS = 3 * 24 * 60 * MINUTE_MS;
/** Virtual waits before the 2nd, 3rd … try; the last one repeats until the window closes. The first are short, as the site may just be starting. */
const BACKOFF_MS = [1 / 6, 1, 5, 30, 120, 300, 600, 720].map((minutes) => minutes * MINUTE_MS);
const ANSWER_TIMEOUT_MS = 20_000;
const DEFAULT_SETTINGS: Settings = {
  id: 'settings',
  chaos: { duplicate: 0.1, reorder: true, maxDelayMs: 20_000 },
  failNextRefunds: 0,
  failNextPayouts: 0,
};

export function settingsOf(reader: Pick<StripeState, 'find'>): Settings {
  return reader.find('settings', 'settings')?.object ?? DEFAULT_SETTINGS;
}

export function editSettings(change: Change): Settings {
  if (!change.find('settings', 'settings')) change.add('settings', structuredClone(DEFAULT_SETTINGS));
  return change.edit('settings', 'settings').object;
}

/**
 * Records that something happened; the events of a connected account carry its id and go to the connect endpoints.
 * The object is kept as it is at this moment.
 */
export function emit(
  change: Change,
  type: string,
  object: object,
  account: string | null = null,
  previous?: Record<string, unknown>,
): void {
  const endpoints = change.all('webhook_endpoint').filter((endpoint) => listens(endpoint, type, account));
  const event = {
    id: change.newId('evt'),
    object: 'event',
    ...(account ? { account } : {}),
    api_version: API_VERSION,
    created: change.now,
    data: { object: structuredClone(object), ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: { ...change.request },
    type,
  } as unknown as Stripe.Event;
  change.add('event', event, account);
  for (const endpoint of endpoints) plan(change, event, endpoint.object.id);
}

function listens(endpoint: Doc<Stripe.WebhookEndpoint>, type: string, account: string | null): boolean {
  const { enabled_events: wanted, status } = endpoint.object;
  const isConnect = endpoint.hidden.connect === true;
  return status === 'enabled' && isConnect === (account !== null) && (wanted.includes('*') || wanted.includes(type));
}

function plan(change: Change, event: Stripe.Event, endpoint: string): void {
  const { chaos } = settingsOf(change);
  const random = () => change.state.random();
  const times = random() < chaos.duplicate ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    // Most webhooks come within a second or two and a few much later, hence the fourth power.
    let dueAtMs = change.nowMs + Math.floor(chaos.maxDelayMs * random() ** 4);
    if (!chaos.reorder) {
      const waiting = change.all('delivery').filter((doc) => doc.object.endpoint === endpoint);
      dueAtMs = Math.max(dueAtMs, ...waiting.map((doc) => (doc.object.attempt === 0 ? doc.object.dueAtMs : 0)));
    }
    const delivery: Delivery = {
      id: change.newId('whd'),
      event: event.id,
      endpoint,
      attempt: 0,
      status: 'pending',
      dueAtMs,
      firstAtMs: change.nowMs,
      lastStatus: null,
    };
    change.add('delivery', delivery);
    change.schedule('deliver', dueAtMs, { delivery: delivery.id });
  }
}

/** The value of `Stripe-Signature` for a payload at a virtual second. */
export function signatureHeader(payload: string, secret: string, seconds: number): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

/** Sends one event to one endpoint, signed now; the HTTP status of the answer, or 0 when there was none. */
export async function post(
  platform: Platform,
  state: StripeState,
  eventId: string,
  endpointId: string,
): Promise<number> {
  const event = state.find('event', eventId);
  const endpoint = state.find('webhook_endpoint', endpointId);
  if (!event || !endpoint) return 0;
  const payload = JSON.stringify(event.object, null, 2);
  const seconds = Math.floor(platform.clock.now() / 1000);
  try {
    const answer = await fetch(endpoint.object.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        accept: '*/*; q=0.5, application/xml',
        'cache-control': 'no-cache',
        'stripe-signature': signatureHeader(payload, String(endpoint.hidden.secret), seconds),
      },
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    platform.trace.emit('stripe.webhook', { event: eventId, type: event.object.type, status: answer.status });
    return answer.status;
  } catch (error) {
    platform.trace.emit('stripe.webhook', { event: eventId, type: event.object.type, error: String(error) });
    return 0;
  }
}

/** The task behind one try of one delivery. */
export async function deliver(platform: Platform, state: StripeState, task: Task): Promise<void> {
  const id = task.data.delivery ?? '';
  const delivery = state.find('delivery', id)?.object;
  const status = delivery?.status === 'pending' ? await post(platform, state, delivery.event, delivery.endpoint) : 200;
  // Stopped meanwhile: the try is made again after the next start, as at-least-once delivery allows.
  if (state.isStopped) return;
  await state.change((change) => {
    change.remove('task', task.id);
    if (!change.find('delivery', id)) return;
    const done = change.edit('delivery', id).object;
    if (done.status !== 'pending') return;
    done.attempt += 1;
    done.lastStatus = status;
    if (status >= 200 && status < 300) {
      done.status = 'delivered';
      settle(change, done);
      return;
    }
    const wait = BACKOFF_MS[Math.min(done.attempt, BACKOFF_MS.length) - 1] ?? 0;
    done.dueAtMs = change.nowMs + wait;
    if (done.dueAtMs > done.firstAtMs + RETRY_WINDOW_MS) {
      done.status = 'failed';
      settle(change, done);
    } else change.schedule('deliver', done.dueAtMs, { delivery: id });
  });
}

function settle(change: Change, delivery: Delivery): void {
  const { object } = change.edit('event', delivery.event);
  object.pending_webhooks = Math.max(0, object.pending_webhooks - 1);
}
