/** Refunds: money back to the card, the fee kept, and the refunds that fail later. */
import type Stripe from 'stripe';
import { type Call, LIST_SPEC, owned, page, type Route, route } from './api.ts';
import { availableOnOf, backFrom } from './charges.ts';
import { shownAmount } from './currencies.ts';
import { invalidParam, missing, refused } from './errors.ts';
import { editSettings, emit, settingsOf } from './events.ts';
import { EXCHANGE, move } from './ledger.ts';
import type { Change, Doc, Reader } from './state.ts';
import { mergeMetadata, metadata, oneOf, positive, str } from './wire.ts';

const SETTLES_AFTER_MS = 60 * 60_000;

function chargeToRefund(call: Call, chargeId: string | undefined, intentId: string | undefined): Doc<Stripe.Charge> {
  if (chargeId) return call.change.edit('charge', owned(call, 'charge', chargeId, 'charge').object.id);
  if (!intentId)
    throw invalidParam('One of the following params should be provided for this request: payment_intent or charge.');
  const intent = owned(call, 'payment_intent', intentId, 'payment_intent').object;
  if (intent.status !== 'succeeded' || typeof intent.latest_charge !== 'string') {
    throw refused(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      undefined,
      'payment_intent',
    );
  }
  return call.change.edit('charge', intent.latest_charge);
}

/** A charge whose dispute was won may be refunded: the dispute stays won then (docs.stripe.com/changelog/2014-11-20/disputes-reported-won-refunded-charge). */
function isWithBank(reader: Reader, charge: Stripe.Charge): boolean {
  return reader
    .all('dispute')
    .some(({ object }) => object.charge === charge.id && object.status !== 'won' && object.status !== 'warning_closed');
}

function checkRefundable(reader: Reader, charge: Stripe.Charge, amount: number): void {
  const left = charge.amount_captured - charge.amount_refunded;
  if (isWithBank(reader, charge))
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, 'charge_disputed');
  if (charge.refunded || left === 0) {
    throw refused(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
  }
  if (amount > left) {
    throw refused(
      `Refund amount (${shownAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${shownAmount(left, charge.currency)})`,
      undefined,
      'amount',
    );
  }
}

function refundObject(change: Change, charge: Stripe.Charge, amount: number): Stripe.Refund {
  return {
    id: change.newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: change.now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: {},
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  } as unknown as Stripe.Refund;
}

const create = route(
  'POST',
  '/v1/refunds',
  {
    charge: str(),
    payment_intent: str(),
    amount: positive(),
    reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
    metadata: metadata(),
  },
  (call) => {
    const { params, change } = call;
    const { object: charge, hidden, account } = chargeToRefund(call, params.charge, params.payment_intent);
    const amount = params.amount ?? charge.amount_captured - charge.amount_refunded;
    checkRefundable(change, charge, amount);
    const refund = refundObject(change, charge, amount);
    refund.metadata = mergeMetadata({}, params.metadata);
    refund.reason = params.reason ?? null;
    const transaction = move(change, {
      account,
      type: 'refund',
      reportingCategory: 'refund',
      ...backFrom(change, charge, amount),
      source: refund.id,
      description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
      availableOn: Math.max(change.now, availableOnOf(change, charge)),
    });
    refund.balance_transaction = transaction.id;
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount_captured;
    if (hidden.behaviour === 'refund_pending') refund.status = 'pending';
    change.add('refund', refund, account);
    emit(change, 'refund.created', refund, account);
    emit(change, 'charge.refunded', charge, account, { amount_refunded: charge.amount_refunded - amount });
    planFate(change, refund.id, String(hidden.behaviour));
    return refund;
  },
);

function planFate(change: Change, refund: string, behaviour: string): void {
  const isSwitched = settingsOf(change).failNextRefunds > 0;
  if (isSwitched) editSettings(change).failNextRefunds -= 1;
  if (!isSwitched && behaviour !== 'refund_fails' && behaviour !== 'refund_pending') return;
  const fate = isSwitched || behaviour === 'refund_fails' ? 'failed' : 'succeeded';
  change.schedule('refund', change.nowMs + SETTLES_AFTER_MS, { refund, fate });
}

/** What becomes of a refund later: a failed one puts the money back on the platform's balance. */
export function settleRefund(change: Change, id: string, fate: 'failed' | 'succeeded'): Stripe.Refund {
  const { object: refund, account } = change.edit('refund', id);
  if (refund.status === 'failed' || refund.status === fate) return refund;
  const before = { status: refund.status };
  refund.status = fate;
  if (fate === 'failed') {
    refund.failure_reason = 'lost_or_stolen_card';
    const taken = change.find('balance_transaction', String(refund.balance_transaction))?.object;
    refund.failure_balance_transaction = move(change, {
      account,
      type: 'refund_failure',
      reportingCategory: 'refund_failure',
      amountMinor: taken ? -taken.amount : refund.amount,
      currency: taken?.currency ?? refund.currency,
      source: refund.id,
      description: `REFUND FAILURE`,
      availableOn: change.now,
      counterparty: taken && taken.currency !== refund.currency ? EXCHANGE : 'card-networks',
    }).id;
    const { object: charge } = change.edit('charge', String(refund.charge));
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    emit(change, 'refund.failed', refund, account);
  }
  emit(change, 'refund.updated', refund, account, before);
  emit(change, 'charge.refund.updated', refund, account, before);
  return refund;
}

const retrieve = route('GET', '/v1/refunds/:id', {}, (call) => owned(call, 'refund', call.id).object);

const update = route('POST', '/v1/refunds/:id', { metadata: metadata() }, (call) => {
  owned(call, 'refund', call.id);
  const { object } = call.change.edit('refund', call.id);
  object.metadata = mergeMetadata(object.metadata ?? {}, call.params.metadata);
  return object;
});

const listRefunds = route('GET', '/v1/refunds', { ...LIST_SPEC, charge: str(), payment_intent: str() }, (call) => {
  const { charge, payment_intent: intent } = call.params;
  if (charge && !call.change.find('charge', charge)) throw missing('charge', charge, 'charge');
  return page(
    call,
    'refund',
    '/v1/refunds',
    ({ object }) => (!charge || object.charge === charge) && (!intent || object.payment_intent === intent),
  );
});

export const refundRoutes: Route[] = [create, listRefunds, retrieve, update];
