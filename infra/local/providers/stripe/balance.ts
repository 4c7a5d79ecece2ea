/** Reading the balance, its transactions and the events; registering webhook endpoints. */
import type Stripe from 'stripe';
import { LIST_SPEC, owned, page, type Route, route } from './api.ts';
import { missing, refused } from './errors.ts';
import { API_VERSION } from './events.ts';
import { balanceOf } from './ledger.ts';
import type { Change } from './state.ts';
import { bool, list, mergeMetadata, metadata, need, str } from './wire.ts';

const balance = route('GET', '/v1/balance', {}, (call) => balanceOf(call.change, call.account, call.change.now));

const transactions = route(
  'GET',
  '/v1/balance_transactions',
  { ...LIST_SPEC, source: str(), type: str(), payout: str(), currency: str() },
  (call) => {
    const { source, type, payout, currency } = call.params;
    const paidOut = payout ? (owned(call, 'payout', payout, 'payout').hidden.transactions as string[]) : undefined;
    return page(
      call,
      'balance_transaction',
      '/v1/balance_transactions',
      ({ object }) =>
        (!source || object.source === source) &&
        (!type || object.type === type) &&
        (!currency || object.currency === currency) &&
        (!paidOut || paidOut.includes(object.id)),
    );
  },
);

const transaction = route(
  'GET',
  '/v1/balance_transactions/:id',
  {},
  (call) => owned(call, 'balance_transaction', call.id).object,
);

/** `charge.*` matches every type that begins with `charge.`. */
function typeMatches(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

const events = route(
  'GET',
  '/v1/events',
  { ...LIST_SPEC, type: str(), types: list(str()), delivery_success: bool() },
  (call) => {
    const { type, types, delivery_success: delivered } = call.params;
    return page(call, 'event', '/v1/events', ({ object }) => {
      const isWanted = type
        ? typeMatches(type, object.type)
        : !types || types.some((one) => typeMatches(one, object.type));
      return isWanted && (delivered === undefined || (object.pending_webhooks === 0) === delivered);
    });
  },
);

const event = route('GET', '/v1/events/:id', {}, (call) => owned(call, 'event', call.id).object);

/** Adds a webhook endpoint, or gives a known one (same URL) its secret anew. */
export function putEndpoint(
  change: Change,
  input: { url: string; secret: string; connect: boolean; events?: string[] },
): Stripe.WebhookEndpoint {
  const known = change
    .all('webhook_endpoint')
    .find((doc) => doc.object.url === input.url && doc.hidden.connect === input.connect);
  const doc = known
    ? change.edit('webhook_endpoint', known.object.id)
    : change.add('webhook_endpoint', blankEndpoint(change, input.url), null);
  doc.hidden = { connect: input.connect, secret: input.secret };
  doc.object.enabled_events = input.events ?? doc.object.enabled_events;
  return doc.object;
}

function blankEndpoint(change: Change, url: string): Stripe.WebhookEndpoint {
  return {
    id: change.newId('we'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: change.now,
    description: null,
    enabled_events: ['*'],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url,
  };
}

const createEndpoint = route(
  'POST',
  '/v1/webhook_endpoints',
  {
    url: need(str()),
    enabled_events: need(list(str())),
    connect: bool(),
    description: str(),
    metadata: metadata(),
    api_version: str(),
  },
  (call) => {
    const { change, params } = call;
    if (!URL.canParse(params.url))
      throw refused('Invalid URL: An explicit scheme (such as https) must be provided.', 'url_invalid', 'url');
    const secret = `whsec_${change.state.scramble(change.newId('secret'), 32)}`;
    const { url, enabled_events: wanted, connect = false } = params;
    const endpoint = putEndpoint(change, { url, secret, connect, events: wanted });
    endpoint.description = params.description || null;
    endpoint.metadata = mergeMetadata({}, params.metadata);
    return { ...endpoint, secret };
  },
);

const listEndpoints = route('GET', '/v1/webhook_endpoints', LIST_SPEC, (call) =>
  page(call, 'webhook_endpoint', '/v1/webhook_endpoints'),
);
const retrieveEndpoint = route(
  'GET',
  '/v1/webhook_endpoints/:id',
  {},
  (call) => owned(call, 'webhook_endpoint', call.id).object,
);

const updateEndpoint = route(
  'POST',
  '/v1/webhook_endpoints/:id',
  { url: str(), enabled_events: list(str()), disabled: bool(), description: str(), metadata: metadata() },
  (call) => {
    owned(call, 'webhook_endpoint', call.id);
    const { object } = call.change.edit('webhook_endpoint', call.id);
    const { params } = call;
    if (params.url) object.url = params.url;
    if (params.enabled_events) object.enabled_events = params.enabled_events;
    if (params.disabled !== undefined) object.status = params.disabled ? 'disabled' : 'enabled';
    object.metadata = mergeMetadata(object.metadata, params.metadata);
    return object;
  },
);

const deleteEndpoint = route('DELETE', '/v1/webhook_endpoints/:id', {}, (call) => {
  if (!call.change.find('webhook_endpoint', call.id)) throw missing('webhook endpoint', call.id);
  call.change.remove('webhook_endpoint', call.id);
  return { id: call.id, object: 'webhook_endpoint', deleted: true };
});

export const balanceRoutes: Route[] = [
  balance,
  transactions,
  transaction,
  events,
  event,
  createEndpoint,
  listEndpoints,
  retrieveEndpoint,
  updateEndpoint,
  deleteEndpoint,
];
