/** Transfers to connected accounts and their reversals (docs.stripe.com/connect/separate-charges-and-transfers). */
import type Stripe from 'stripe';
import { type Call, LIST_SPEC, owned, page, type Route, route, sublist } from './api.ts';
import { availableOnOf, blankCharge, bookedOf } from './charges.ts';
import { checkedCurrency, checkStep, shownAmount, wholeSteps } from './currencies.ts';
import { invalidParam, missing, refused } from './errors.ts';
import { emit } from './events.ts';
import { exchangedInto, quotedRate, rateNow } from './fx-quotes.ts';
import { availableMinor, balanceName, EXCHANGE, ledgerBalance, move, TRANSFERS_CLEARING } from './ledger.ts';
import type { Change, Doc } from './state.ts';
import { mergeMetadata, metadata, need, positive, str } from './wire.ts';

const CREATE_SPEC = {
  amount: positive(),
  currency: need(str(3)),
  destination: need(str()),
  description: str(1000),
  metadata: metadata(),
  source_transaction: str(),
  source_type: str(),
  transfer_group: str(),
  fx_quote: str(),
};

/** The destination, or 400 when it is unknown or may not receive transfers. */
function receivingAccount(change: Change, id: string): Doc<Stripe.Account> {
  const doc = change.find('account', id);
  if (!doc || doc.hidden.isPlatform) throw missing('destination', id, 'destination');
  if (doc.object.capabilities?.transfers !== 'active') {
    throw refused(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      'insufficient_capabilities_for_transfer',
    );
  }
  return doc;
}

/** The charge a transfer draws on; together its transfers may not exceed it, and currency and group must be its own. */
function sourceCharge(
  call: Call,
  id: string,
  amount: number,
  currency: string,
  group: string | undefined,
): Stripe.Charge {
  const doc = call.change.find('charge', id);
  if (!doc || doc.account !== null) throw missing('charge', id, 'source_transaction');
  const charge = doc.object;
  if (!charge.captured || !charge.paid)
    throw refused('The source_transaction has not been captured.', undefined, 'source_transaction');
  const booked = bookedOf(call.change, charge);
  if (currency !== booked.currency) {
    throw refused(
      `The currency of source_transaction's balance transaction (${booked.currency}) must be the same as the transfer currency (${currency})`,
      undefined,
      'currency',
    );
  }
  if (group && charge.transfer_group && group !== charge.transfer_group) {
    throw refused(
      `You specified a transfer_group (${group}) that does not match the charge's (${charge.transfer_group}).`,
      undefined,
      'transfer_group',
    );
  }
  const used = call.change
    .all('transfer')
    .filter(({ object }) => object.source_transaction === id)
    .reduce((sum, { object }) => sum + object.amount - object.amount_reversed, 0);
  if (used + amount > booked.amount) {
    throw refused(
      `Transfers using this transaction as a source must not exceed the source amount of ${shownAmount(booked.amount, booked.currency)}. (There is already ${shownAmount(used, currency)} in transfers using this source).`,
      undefined,
      'amount',
    );
  }
  return charge;
}

function insufficient(): Error {
  return refused(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://docs.stripe.com/testing#available-balance',
    'balance_insufficient',
  );
}

const create = route('POST', '/v1/transfers', CREATE_SPEC, (call) => {
  const { params, change } = call;
  if (params.amount === undefined) throw invalidParam('Missing required param: amount.', 'amount', 'parameter_missing');
  const { amount } = params;
  const currency = checkedCurrency(params.currency);
  checkStep(amount, currency);
  const destination = receivingAccount(change, params.destination);
  const charge = params.source_transaction
    ? sourceCharge(call, params.source_transaction, amount, currency, params.transfer_group)
    : undefined;
  if (!charge && availableMinor(change, call.account, currency, change.now) < amount) throw insufficient();
  const availableOn = charge ? Math.max(change.now, availableOnOf(change, charge)) : change.now;
  const id = change.newId('tr');
  const group =
    params.transfer_group ||
    charge?.transfer_group ||
    (charge ? `group_${String(charge.payment_intent ?? charge.id)}` : null);
  const transfer: Stripe.Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: null,
    created: change.now,
    currency,
    description: params.description || null,
    destination: destination.object.id,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    reversals: sublist([], `/v1/transfers/${id}/reversals`),
    reversed: false,
    source_transaction: charge?.id ?? null,
    source_type: 'card',
    transfer_group: group,
  };
  const into = String(destination.object.default_currency ?? currency);
  if (params.fx_quote && into === currency)
    throw refused('An FX quote was given for a transfer that changes no currency.', undefined, 'fx_quote');
  const rate = params.fx_quote ? quotedRate(change, params.fx_quote, currency, into) : rateNow(change, currency, into);
  payOver(change, transfer, availableOn, into === currency ? undefined : { into, rate });
  change.add('transfer', transfer, call.account);
  emit(change, 'transfer.created', transfer, call.account);
  return transfer;
});

/** Moves the money between the two balances, changed where they differ in currency, and leaves the payment the connected account sees. */
function payOver(
  change: Change,
  transfer: Stripe.Transfer,
  availableOn: number,
  exchange: { into: string; rate: number } | undefined,
): void {
  const destination = String(transfer.destination);
  const { amount, currency } = transfer;
  const shared = { availableOn, counterparty: exchange ? EXCHANGE : TRANSFERS_CLEARING };
  transfer.balance_transaction = move(change, {
    ...shared,
    account: null,
    type: 'transfer',
    reportingCategory: 'transfer',
    amountMinor: -amount,
    currency,
    source: transfer.id,
    description: transfer.description,
  }).id;
  const payment = blankCharge(change, change.newId('py'), amount, currency);
  payment.captured = true;
  payment.amount_captured = amount;
  payment.source_transfer = transfer.id;
  payment.balance_transaction = move(change, {
    ...shared,
    account: destination,
    type: 'payment',
    reportingCategory: 'charge',
    amountMinor: exchange ? exchangedInto(amount, currency, exchange) : amount,
    currency: exchange?.into ?? currency,
    source: payment.id,
    ...(exchange ? { exchangeRate: exchange.rate } : {}),
  }).id;
  transfer.destination_payment = payment.id;
  change.add('charge', payment, destination);
  emit(change, 'payment.created', payment, destination);
}

const retrieve = route('GET', '/v1/transfers/:id', {}, (call) => owned(call, 'transfer', call.id).object);

const update = route('POST', '/v1/transfers/:id', { metadata: metadata(), description: str(1000) }, (call) => {
  owned(call, 'transfer', call.id);
  const { object } = call.change.edit('transfer', call.id);
  object.metadata = mergeMetadata(object.metadata, call.params.metadata);
  if (call.params.description !== undefined) object.description = call.params.description || null;
  emit(call.change, 'transfer.updated', object, call.account);
  return object;
});

const listTransfers = route(
  'GET',
  '/v1/transfers',
  { ...LIST_SPEC, destination: str(), transfer_group: str() },
  (call) =>
    page(
      call,
      'transfer',
      '/v1/transfers',
      ({ object }) =>
        (!call.params.destination || object.destination === call.params.destination) &&
        (!call.params.transfer_group || object.transfer_group === call.params.transfer_group),
    ),
);

const reverse = route(
  'POST',
  '/v1/transfers/:id/reversals',
  { amount: positive(), description: str(1000), metadata: metadata() },
  (call) => {
    const { change, params } = call;
    owned(call, 'transfer', call.id);
    const transfer = change.edit('transfer', call.id).object;
    const left = transfer.amount - transfer.amount_reversed;
    const amount = params.amount ?? left;
    if (left === 0) throw refused('Transfer is already fully reversed.', undefined, 'id');
    if (amount > left) {
      throw refused(
        `Reversal amount (${shownAmount(amount, transfer.currency)}) is greater than unreversed amount on transfer (${shownAmount(left, transfer.currency)})`,
        undefined,
        'amount',
      );
    }
    const { currency, amountMinor } = takenFrom(change, transfer, amount);
    const held = ledgerBalance(change, balanceName(String(transfer.destination))).get(currency) ?? 0;
    if (held < amountMinor) {
      throw refused(
        'The recipient account does not have a sufficient balance to cover this reversal.',
        'balance_insufficient',
      );
    }
    return takeBack(call, transfer, amount, mergeMetadata({}, params.metadata));
  },
);

/** What a reversal takes from the connected account: in its currency, at the rate of the transfer. */
function takenFrom(
  change: Change,
  transfer: Stripe.Transfer,
  amount: number,
): { currency: string; amountMinor: number } {
  const payment = change.find('charge', String(transfer.destination_payment))?.object;
  const booked = change.find('balance_transaction', String(payment?.balance_transaction))?.object;
  if (!booked || booked.currency === transfer.currency) return { currency: transfer.currency, amountMinor: amount };
  const upTo = (part: number) => wholeSteps(Math.floor((booked.amount * part) / transfer.amount), booked.currency);
  const before = transfer.amount_reversed;
  return { currency: booked.currency, amountMinor: upTo(before + amount) - upTo(before) };
}

function takeBack(call: Call, transfer: Stripe.Transfer, amount: number, meta: Record<string, string>): object {
  const { change } = call;
  const original = change.find('balance_transaction', String(transfer.balance_transaction));
  const availableOn = Math.max(change.now, original?.object.available_on ?? change.now);
  const reversal: Stripe.TransferReversal = {
    id: change.newId('trr'),
    object: 'transfer_reversal',
    amount,
    balance_transaction: null,
    created: change.now,
    currency: transfer.currency,
    destination_payment_refund: change.newId('pyr'),
    metadata: meta,
    source_refund: null,
    transfer: transfer.id,
  };
  const taken = takenFrom(change, transfer, amount);
  const isChanged = taken.currency !== transfer.currency;
  const shared = { availableOn, counterparty: isChanged ? EXCHANGE : TRANSFERS_CLEARING };
  reversal.balance_transaction = move(change, {
    ...shared,
    account: null,
    type: 'transfer_refund',
    reportingCategory: 'transfer_reversal',
    amountMinor: amount,
    currency: transfer.currency,
    source: reversal.id,
    description: `REFUND FOR TRANSFER (${transfer.id})`,
  }).id;
  move(change, {
    ...shared,
    account: String(transfer.destination),
    type: 'payment_refund',
    reportingCategory: 'refund',
    amountMinor: -taken.amountMinor,
    currency: taken.currency,
    source: String(reversal.destination_payment_refund),
  });
  const payment = change.edit('charge', String(transfer.destination_payment)).object;
  payment.amount_refunded += amount;
  payment.refunded = payment.amount_refunded === payment.amount;
  transfer.amount_reversed += amount;
  transfer.reversed = transfer.amount_reversed === transfer.amount;
  transfer.reversals = sublist([reversal, ...transfer.reversals.data], `/v1/transfers/${transfer.id}/reversals`);
  change.add('transfer_reversal', reversal, call.account);
  emit(change, 'transfer.reversed', transfer, call.account);
  return reversal;
}

const listReversals = route('GET', '/v1/transfers/:id/reversals', LIST_SPEC, (call) => {
  owned(call, 'transfer', call.id);
  const url = `/v1/transfers/${call.id}/reversals`;
  return page(call, 'transfer_reversal', url, ({ object }) => object.transfer === call.id);
});

const retrieveReversal = route('GET', '/v1/transfers/:id/reversals/:id2', {}, (call) => {
  owned(call, 'transfer', call.id);
  return owned(call, 'transfer_reversal', call.id2).object;
});

export const transferRoutes: Route[] = [
  create,
  listTransfers,
  retrieve,
  update,
  reverse,
  listReversals,
  retrieveReversal,
];
