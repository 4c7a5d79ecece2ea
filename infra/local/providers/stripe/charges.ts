/** Charges, refunds of them and disputes about them. */
import type Stripe from 'stripe';
import { LIST_SPEC, owned, page, type Route, route } from './api.ts';
import { type Behaviour, declineOf } from './cards.ts';
import { processingFee } from './currencies.ts';
import { emit } from './events.ts';
import { exchangedInto, rateBack, settlementBy } from './fx-quotes.ts';
import { EXCHANGE, FUNDS_AVAILABLE_AFTER_SECONDS, move } from './ledger.ts';
import type { Change, Doc } from './state.ts';
import { mergeMetadata, metadata, str } from './wire.ts';

const DISPUTED_AFTER_MS = 60 * 60_000;

function outcomeOf(behaviour: Behaviour): Stripe.Charge.Outcome {
  const decline = declineOf(behaviour);
  return {
    advice_code: decline ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline?.declineCode ?? null,
    risk_level: 'normal',
    risk_score: 8,
    seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
}

function cardDetails(method: Stripe.PaymentMethod, amount: number): Stripe.Charge.PaymentMethodDetails {
  const { card } = method;
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      brand: card?.brand ?? null,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: card?.country ?? null,
      exp_month: card?.exp_month ?? 1,
      exp_year: card?.exp_year ?? 2030,
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      last4: card?.last4 ?? null,
      network: card?.brand ?? null,
      three_d_secure: null,
      wallet: null,
    },
  } as unknown as Stripe.Charge.PaymentMethodDetails;
}

/** The attempt to charge an intent's card, paid or failed; money moves when it is captured at once. */
export function chargeFor(
  change: Change,
  intent: Doc<Stripe.PaymentIntent>,
  method: Doc<Stripe.PaymentMethod>,
  behaviour: Behaviour,
): Stripe.Charge {
  const { object } = intent;
  const decline = declineOf(behaviour);
  const charge: Stripe.Charge = {
    ...blankCharge(change, change.newId('ch'), object.amount, object.currency),
    billing_details: method.object.billing_details as Stripe.Charge.BillingDetails,
    description: object.description,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: { ...object.metadata },
    outcome: outcomeOf(behaviour),
    paid: !decline,
    payment_intent: object.id,
    payment_method: method.object.id,
    payment_method_details: cardDetails(method.object, object.amount),
    receipt_email: object.receipt_email,
    statement_descriptor_suffix: object.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    transfer_group: object.transfer_group,
  };
  const doc = change.add('charge', charge, intent.account, { behaviour, fxQuote: intent.hidden.fxQuote });
  if (decline) emit(change, 'charge.failed', charge, intent.account);
  else if (object.capture_method !== 'manual') {
    collect(change, doc, charge.amount);
    emit(change, 'charge.succeeded', charge, intent.account);
    if (behaviour === 'disputed') {
      change.schedule('dispute', change.nowMs + DISPUTED_AFTER_MS, { charge: charge.id, reason: 'fraudulent' });
    }
  } else emit(change, 'charge.succeeded', charge, intent.account);
  return charge;
}

/** A charge with nothing in it yet. */
export function blankCharge(change: Change, id: string, amount: number, currency: string): Stripe.Charge {
  return {
    id,
    object: 'charge',
    amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: null,
      name: null,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'ACCORD',
    captured: false,
    created: change.now,
    currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

function collect(change: Change, doc: Doc<Stripe.Charge>, amountMinor: number): void {
  const { object: charge, hidden, account } = doc;
  const wait = hidden.behaviour === 'bypasses_pending' ? 0 : FUNDS_AVAILABLE_AFTER_SECONDS;
  const settled = settlementBy(change, String(hidden.fxQuote), charge.currency);
  const [booked, currency] = settled
    ? [exchangedInto(amountMinor, charge.currency, settled), settled.into]
    : [amountMinor, charge.currency];
  const transaction = move(change, {
    account,
    type: 'charge',
    reportingCategory: 'charge',
    amountMinor: booked,
    feeMinor: processingFee(booked, currency),
    currency,
    source: charge.id,
    description: charge.description,
    availableOn: change.now + wait,
    ...(settled ? { exchangeRate: settled.rate, counterparty: EXCHANGE } : { counterparty: 'card-networks' }),
  });
  charge.balance_transaction = transaction.id;
  charge.captured = true;
  charge.amount_captured = amountMinor;
}

/** Takes an authorized amount (minor units); what is left of the authorization is given back at once. */
export function captureCharge(change: Change, id: string, amountMinor: number): void {
  const doc = change.edit('charge', id);
  collect(change, doc, amountMinor);
  if (amountMinor < doc.object.amount) doc.object.amount_refunded = doc.object.amount - amountMinor;
  emit(change, 'charge.captured', doc.object, doc.account);
}

/** When the money of a charge is spendable, epoch seconds. */
export function availableOnOf(change: Change, charge: Stripe.Charge): number {
  return bookingOf(change, charge)?.available_on ?? change.now;
}

function bookingOf(change: Change, charge: Stripe.Charge): Stripe.BalanceTransaction | undefined {
  return change.find('balance_transaction', String(charge.balance_transaction))?.object;
}

/** What of a charge is on the balance, in the currency it was settled in. */
export function bookedOf(change: Change, charge: Stripe.Charge): { amount: number; currency: string } {
  return bookingOf(change, charge) ?? { amount: charge.amount_captured, currency: charge.currency };
}

/** How a part of a charge leaves the balance again: changed back at the rate of the moment where the charge was changed. */
export function backFrom(change: Change, charge: Stripe.Charge, amount: number) {
  const { currency: into } = bookedOf(change, charge);
  if (into === charge.currency) return { amountMinor: -amount, currency: into, counterparty: 'card-networks' } as const;
  const rate = rateBack(change, charge.currency, into);
  const amountMinor = -exchangedInto(amount, charge.currency, { into, rate });
  return { amountMinor, currency: into, exchangeRate: rate, counterparty: EXCHANGE };
}

const retrieveCharge = route('GET', '/v1/charges/:id', {}, (call) => owned(call, 'charge', call.id).object);

const updateCharge = route(
  'POST',
  '/v1/charges/:id',
  { metadata: metadata(), description: str(1000), transfer_group: str() },
  (call) => {
    owned(call, 'charge', call.id);
    const { object } = call.change.edit('charge', call.id);
    object.metadata = mergeMetadata(object.metadata, call.params.metadata);
    if (call.params.description !== undefined) object.description = call.params.description || null;
    if (call.params.transfer_group) object.transfer_group = call.params.transfer_group;
    emit(call.change, 'charge.updated', object, call.account);
    return object;
  },
);

const listCharges = route(
  'GET',
  '/v1/charges',
  { ...LIST_SPEC, payment_intent: str(), transfer_group: str() },
  (call) =>
    page(
      call,
      'charge',
      '/v1/charges',
      ({ object }) =>
        (!call.params.payment_intent || object.payment_intent === call.params.payment_intent) &&
        (!call.params.transfer_group || object.transfer_group === call.params.transfer_group),
    ),
);

export const chargeRoutes: Route[] = [listCharges, retrieveCharge, updateCharge];
