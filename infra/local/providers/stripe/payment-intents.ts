/** Payment intents: from the amount asked for to the charge, with 3-D Secure between (docs.stripe.com/payments/paymentintents/lifecycle). */
import type Stripe from 'stripe';
import { type Call, LIST_SPEC, owned, page, type Route, route } from './api.ts';
import {
  addPaymentMethod,
  type Behaviour,
  cardRefusal,
  declineOf,
  findPaymentMethod,
  needsAuthentication,
} from './cards.ts';
import { captureCharge, chargeFor } from './charges.ts';
import { checkChargeAmount, checkedCurrency } from './currencies.ts';
import { invalidParam, missing, refused, StripeRefusal } from './errors.ts';
import { emit } from './events.ts';
import { checkQuote } from './fx-quotes.ts';
import type { Change, Doc } from './state.ts';
import { anyHash, bool, hash, int, list, mergeMetadata, metadata, need, oneOf, positive, str } from './wire.ts';

const SHARED_SPEC = {
  description: str(1000),
  metadata: metadata(),
  receipt_email: str(800),
  statement_descriptor_suffix: str(22),
  statement_descriptor: str(22),
  transfer_group: str(),
  payment_method: str(),
  payment_method_types: list(str()),
  payment_method_options: anyHash(),
  shipping: anyHash(),
};
const CONFIRM_SPEC = {
  return_url: str(),
  off_session: bool(),
  error_on_requires_action: bool(),
  use_stripe_sdk: bool(),
  mandate_data: anyHash(),
};

type Intent = Stripe.PaymentIntent;
type IntentDoc = Doc<Intent>;
interface ConfirmInput {
  return_url?: string | undefined;
  error_on_requires_action?: boolean | undefined;
  off_session?: boolean | undefined;
  use_stripe_sdk?: boolean | undefined;
}

function newIntent(change: Change, amount: number, currency: string): Intent {
  const id = change.newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${change.state.scramble(`secret${id}`, 24)}`,
    confirmation_method: 'automatic',
    created: change.now,
    currency,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

interface SharedParams {
  description?: string | undefined;
  metadata?: Record<string, string> | undefined;
  receipt_email?: string | undefined;
  statement_descriptor?: string | undefined;
  statement_descriptor_suffix?: string | undefined;
  transfer_group?: string | undefined;
  payment_method?: string | undefined;
  payment_method_types?: string[] | undefined;
  payment_method_options?: object | undefined;
  shipping?: object | undefined;
}

function applyShared(call: Call, intent: Intent, params: SharedParams): void {
  for (const name of [
    'description',
    'receipt_email',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'transfer_group',
  ] as const) {
    const given = params[name];
    if (given !== undefined) intent[name] = given || null;
  }
  if (params.payment_method_options) intent.payment_method_options = params.payment_method_options;
  if (params.shipping) intent.shipping = params.shipping;
  intent.metadata = mergeMetadata(intent.metadata, params.metadata);
  if (params.payment_method_types && !params.payment_method_types.includes('card')) {
    throw invalidParam(
      'The local Stripe stand-in takes cards only: payment_method_types must include card.',
      'payment_method_types',
    );
  }
  if (params.payment_method) {
    attach(call.change, intent, params.payment_method);
    if (intent.status === 'requires_payment_method') intent.status = 'requires_confirmation';
  }
}

function attach(change: Change, intent: Intent, id: string): void {
  const method = findPaymentMethod(change, id);
  if (!method) throw missing('PaymentMethod', id, 'payment_method');
  intent.payment_method = method.object.id;
}

const create = route(
  'POST',
  '/v1/payment_intents',
  {
    ...SHARED_SPEC,
    ...CONFIRM_SPEC,
    amount: need(positive()),
    currency: need(str(3)),
    automatic_payment_methods: hash({ enabled: need(bool()), allow_redirects: oneOf('always', 'never') }),
    capture_method: oneOf('automatic', 'automatic_async', 'manual'),
    confirmation_method: oneOf('automatic'),
    confirm: bool(),
    fx_quote: str(),
  },
  (call) => {
    const { params, change } = call;
    const currency = checkedCurrency(params.currency);
    checkChargeAmount(params.amount, currency);
    if (params.fx_quote) checkQuote(change, params.fx_quote, currency);
    if (params.return_url !== undefined && !params.confirm) {
      throw invalidParam('You can only provide `return_url` when `confirm` is true.', 'return_url');
    }
    const intent = newIntent(change, params.amount, currency);
    if (params.automatic_payment_methods || !params.payment_method_types) {
      intent.automatic_payment_methods = {
        enabled: params.automatic_payment_methods?.enabled ?? true,
        allow_redirects: params.automatic_payment_methods?.allow_redirects ?? 'always',
      };
    }
    if (params.capture_method) intent.capture_method = params.capture_method;
    applyShared(call, intent, params);
    const doc = change.add('payment_intent', intent, call.account, { fxQuote: params.fx_quote });
    emit(change, 'payment_intent.created', intent, call.account);
    if (params.confirm) confirmIntent(call, doc, params);
    return doc.object;
  },
);

/** The intent, when the caller may see it: by secret key, or by publishable key and its client secret. */
function intentFor(call: Call, clientSecret: string | undefined): IntentDoc {
  const doc = owned(call, 'payment_intent', call.id, 'intent');
  if (call.publishable && clientSecret !== doc.object.client_secret) throw missing('payment_intent', call.id, 'intent');
  return doc;
}

const retrieve = route(
  'GET',
  '/v1/payment_intents/:id',
  { client_secret: str(), key: str(), is_stripe_sdk: bool() },
  (call) => intentFor(call, call.params.client_secret).object,
  { publishable: true },
);

function unexpectedState(intent: Intent, action: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent's ${action} because it has a status of ${intent.status}.`,
    payment_intent: intent,
  });
}

const update = route(
  'POST',
  '/v1/payment_intents/:id',
  { ...SHARED_SPEC, amount: positive(), currency: str(3) },
  (call) => {
    const { params } = call;
    owned(call, 'payment_intent', call.id, 'intent');
    const intent = call.change.edit('payment_intent', call.id).object;
    const currency = params.currency ? checkedCurrency(params.currency) : intent.currency;
    const amount = params.amount ?? intent.amount;
    if (amount !== intent.amount || currency !== intent.currency) {
      if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
        throw unexpectedState(intent, 'amount could not be updated');
      }
      checkChargeAmount(amount, currency);
    }
    intent.amount = amount;
    intent.currency = currency;
    applyShared(call, intent, params);
    return intent;
  },
);

const confirm = route(
  'POST',
  '/v1/payment_intents/:id/confirm',
  {
    ...CONFIRM_SPEC,
    payment_method: str(),
    receipt_email: str(),
    client_secret: str(),
    key: str(),
    payment_method_data: anyHash(),
  },
  (call) => {
    const { params, change } = call;
    if (params.payment_method_data) {
      throw invalidParam('Create a PaymentMethod first and pass its id as payment_method.', 'payment_method_data');
    }
    intentFor(call, params.client_secret);
    const doc = change.edit('payment_intent', call.id);
    if (params.payment_method) attach(change, doc.object, params.payment_method);
    if (params.receipt_email) doc.object.receipt_email = params.receipt_email;
    confirmIntent(call, doc, { ...params, use_stripe_sdk: call.publishable || params.use_stripe_sdk });
    return doc.object;
  },
  { publishable: true },
);

/** Tries to collect the payment; a card that refuses leaves the failed attempt behind and answers 402. */
function confirmIntent(call: Call, doc: IntentDoc, input: ConfirmInput): void {
  const intent = doc.object;
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw unexpectedState(intent, 'state does not allow it to be confirmed');
  }
  if (typeof intent.payment_method !== 'string') {
    throw refused(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.",
      'payment_intent_unexpected_state',
    );
  }
  const { behaviour } = methodOf(call.change, intent);
  intent.last_payment_error = null;
  intent.next_action = null;
  if (!needsAuthentication(behaviour)) {
    settle(call.change, doc, true);
    return;
  }
  if (input.off_session || input.error_on_requires_action) {
    const message = 'Your card was declined. This transaction requires authentication.';
    fail(call.change, doc, { code: 'authentication_required', decline_code: 'authentication_required', message });
  }
  intent.status = 'requires_action';
  const challenge = `${call.origin}/3ds/${intent.id}?secret=${intent.client_secret}`;
  intent.next_action = input.use_stripe_sdk
    ? ({
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: challenge },
      } as Intent['next_action'])
    : {
        type: 'redirect_to_url',
        redirect_to_url: { url: `${challenge}&redirect=1`, return_url: input.return_url ?? null },
      };
  emit(call.change, 'payment_intent.requires_action', intent, doc.account);
}

function methodOf(change: Change, intent: Intent): { method: Doc<Stripe.PaymentMethod>; behaviour: Behaviour } {
  const method = change.find('payment_method', String(intent.payment_method));
  if (!method) throw missing('PaymentMethod', String(intent.payment_method), 'payment_method');
  return { method, behaviour: method.hidden.behaviour as Behaviour };
}

function settle(change: Change, doc: IntentDoc, throwOnDecline: boolean): void {
  const intent = doc.object;
  const { method, behaviour } = methodOf(change, intent);
  const decline = declineOf(behaviour);
  const charge = chargeFor(change, doc, method, behaviour);
  intent.latest_charge = charge.id;
  intent.next_action = null;
  if (decline) {
    const { code, declineCode, message } = decline;
    fail(change, doc, { code, decline_code: declineCode, message, charge: charge.id }, throwOnDecline);
    return;
  }
  if (intent.capture_method === 'manual') {
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    emit(change, 'payment_intent.amount_capturable_updated', intent, doc.account);
    return;
  }
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  emit(change, 'payment_intent.succeeded', intent, doc.account);
}

/** Back to asking for a payment method, with the reason; throws the 402 unless told not to. */
function fail(
  change: Change,
  doc: IntentDoc,
  error: { code: string; decline_code?: string; message: string; charge?: string },
  throwIt = true,
): void {
  const intent = doc.object;
  const method = change.find('payment_method', String(intent.payment_method))?.object;
  intent.status = 'requires_payment_method';
  intent.next_action = null;
  const type = error.code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error';
  intent.last_payment_error = { type, ...error, payment_method: method } as unknown as Intent['last_payment_error'];
  intent.payment_method = null;
  emit(change, 'payment_intent.payment_failed', intent, doc.account);
  if (!throwIt) return;
  throw cardRefusal({ ...error, payment_intent: structuredClone(intent), payment_method: method }, true);
}

/** The answer of the 3-D Secure page; the intent as it is afterwards, or undefined when no challenge is open. */
export function answerChallenge(change: Change, id: string, secret: string, passed: boolean): Intent | undefined {
  const found = change.find('payment_intent', id);
  if (found?.object.client_secret !== secret || found.object.status !== 'requires_action') return undefined;
  const doc = change.edit('payment_intent', id);
  if (passed) settle(change, doc, false);
  else {
    fail(
      change,
      doc,
      {
        code: 'payment_intent_authentication_failure',
        message:
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      },
      false,
    );
  }
  return doc.object;
}

const cancel = route(
  'POST',
  '/v1/payment_intents/:id/cancel',
  { cancellation_reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned') },
  (call) => {
    owned(call, 'payment_intent', call.id, 'intent');
    const { object: intent } = call.change.edit('payment_intent', call.id);
    if (['succeeded', 'canceled', 'processing'].includes(intent.status)) {
      throw unexpectedState(intent, 'state does not allow it to be canceled');
    }
    intent.status = 'canceled';
    intent.canceled_at = call.change.now;
    intent.cancellation_reason = call.params.cancellation_reason ?? null;
    intent.next_action = null;
    intent.amount_capturable = 0;
    emit(call.change, 'payment_intent.canceled', intent, call.account);
    return intent;
  },
);

const capture = route(
  'POST',
  '/v1/payment_intents/:id/capture',
  { amount_to_capture: positive(), metadata: metadata() },
  (call) => {
    owned(call, 'payment_intent', call.id, 'intent');
    const { object: intent } = call.change.edit('payment_intent', call.id);
    if (intent.status !== 'requires_capture') throw unexpectedState(intent, 'funds could not be captured');
    const amount = call.params.amount_to_capture ?? intent.amount_capturable;
    if (amount > intent.amount_capturable) {
      throw refused(
        'The amount to capture is greater than the amount capturable.',
        'amount_too_large',
        'amount_to_capture',
      );
    }
    intent.metadata = mergeMetadata(intent.metadata, call.params.metadata);
    captureCharge(call.change, String(intent.latest_charge), amount);
    intent.status = 'succeeded';
    intent.amount_capturable = 0;
    intent.amount_received = amount;
    emit(call.change, 'payment_intent.succeeded', intent, call.account);
    return intent;
  },
);

const listIntents = route('GET', '/v1/payment_intents', { ...LIST_SPEC, customer: str() }, (call) =>
  page(
    call,
    'payment_intent',
    '/v1/payment_intents',
    ({ object }) => !call.params.customer || object.customer === call.params.customer,
  ),
);

/** `status:"succeeded" AND metadata["contract"]:"ctr_1"`: the clauses of Stripe's search that a server here may need. */
function searchTest(query: string): (intent: Intent) => boolean {
  const clauses = query.split(/\s+AND\s+/i).map((clause) => {
    const match = /^(?:(status|currency|transfer_group)|metadata\[["'](.+)["']\]):["'](.*)["']$/.exec(clause.trim());
    if (!match) throw invalidParam(`We were unable to parse your search query: ${clause}`, 'query');
    const [, field, key, value] = match;
    return (intent: Intent) => (field ? intent[field as 'status'] === value : intent.metadata[key ?? ''] === value);
  });
  return (intent) => clauses.every((clause) => clause(intent));
}

const search = route('GET', '/v1/payment_intents/search', { query: need(str()), limit: int(), page: str() }, (call) => {
  const test = searchTest(call.params.query);
  const found = page(
    { ...call, params: { limit: call.params.limit ?? 10, starting_after: call.params.page } },
    'payment_intent',
    '/v1/payment_intents/search',
    ({ object }) => test(object),
  );
  const last = found.data[found.data.length - 1] as { id: string } | undefined;
  return { ...found, object: 'search_result', next_page: found.has_more ? last?.id : null };
});

const createMethod = route(
  'POST',
  '/v1/payment_methods',
  {
    type: need(oneOf('card')),
    card: need(hash({ number: need(str(30)), exp_month: need(int()), exp_year: need(int()), cvc: str(4) })),
    billing_details: hash({ name: str(), email: str(), address: hash({ postal_code: str(20), country: str(2) }) }),
    key: str(),
  },
  (call) => {
    if (!call.publishable) {
      throw cardRefusal({
        message:
          'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://docs.stripe.com/testing.',
      });
    }
    const { billing_details: billing, card } = call.params;
    const details = { name: billing?.name, email: billing?.email, postalCode: billing?.address?.postal_code };
    return addPaymentMethod(call.change, card as Required<typeof card>, details).object;
  },
  { publishable: true },
);

const retrieveMethod = route('GET', '/v1/payment_methods/:id', {}, (call) => {
  const doc = call.change.find('payment_method', call.id);
  if (!doc) throw missing('PaymentMethod', call.id);
  return doc.object;
});

/** `search` stands before `:id`, as the first match is taken. */
export const paymentIntentRoutes: Route[] = [
  create,
  search,
  retrieve,
  update,
  confirm,
  cancel,
  capture,
  listIntents,
  createMethod,
  retrieveMethod,
];
