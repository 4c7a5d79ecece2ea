/** Payouts to banks: automatic for connected accounts, by call where the schedule is manual. */
import type Stripe from 'stripe';
import { type Call, LIST_SPEC, owned, page, type Route, route } from './api.ts';
import { checkedCurrency, payoutStep } from './currencies.ts';
import { invalidParam, refused } from './errors.ts';
import { editSettings, emit, settingsOf } from './events.ts';
import { availableMinor, balanceName, ledgerBalance, move, transactionsOf } from './ledger.ts';
import { refreshAccount } from './onboarding.ts';
import type { Change } from './state.ts';
import { mergeMetadata, metadata, need, oneOf, positive, str } from './wire.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Pays out whatever a connected account has available, unless its schedule is manual or it may not be paid. */
export function payOutAutomatically(change: Change, accountId: string): void {
  const account = change.find('account', accountId)?.object;
  if (!account?.payouts_enabled || account.settings?.payouts?.schedule.interval === 'manual') return;
  for (const currency of ledgerBalance(change, balanceName(accountId)).keys()) {
    const step = payoutStep(currency);
    const spendable = availableMinor(change, accountId, currency, change.now);
    const amount = Math.floor(spendable / step) * step;
    if (amount > 0) payOut(change, accountId, amount, currency, true);
  }
}

function payOut(
  change: Change,
  account: string | null,
  amount: number,
  currency: string,
  automatic: boolean,
): Stripe.Payout {
  const paid = new Set(
    change.all('payout').flatMap((doc) => (doc.account === account ? (doc.hidden.transactions as string[]) : [])),
  );
  const included = transactionsOf(change, account).filter(
    ({ object }) => object.currency === currency && object.available_on <= change.now && !paid.has(object.id),
  );
  const bank = account ? change.find('account', account)?.object.external_accounts?.data[0]?.id : undefined;
  const payout: Stripe.Payout = {
    id: change.newId('po'),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: Math.floor((change.nowMs + DAY_MS) / 1000),
    automatic,
    balance_transaction: null,
    created: change.now,
    currency,
    description: automatic ? 'STRIPE PAYOUT' : null,
    destination: bank ?? null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: automatic ? 'completed' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  };
  payout.balance_transaction = move(change, {
    account,
    type: 'payout',
    reportingCategory: 'payout',
    amountMinor: -amount,
    currency,
    source: payout.id,
    description: payout.description,
    availableOn: change.now,
    counterparty: 'banks',
  }).id;
  const transactions = [...included.map(({ object }) => object.id), String(payout.balance_transaction)];
  change.add('payout', payout, account, { transactions });
  emit(change, 'payout.created', payout, account);
  change.schedule('payout', change.nowMs + DAY_MS, { payout: payout.id });
  return payout;
}

/** What the bank says after a day: paid, or failed when the account's bank refuses or the control API asked for it. */
export function settlePayout(change: Change, id: string): void {
  const doc = change.find('payout', id);
  if (doc?.object.status !== 'pending') return;
  const bankRefuses = change.find('account', doc.account ?? '')?.hidden.bankRefuses === true;
  const isSwitched = settingsOf(change).failNextPayouts > 0;
  if (isSwitched) editSettings(change).failNextPayouts -= 1;
  if (bankRefuses || isSwitched) {
    failPayout(change, id);
    return;
  }
  const { object, account } = change.edit('payout', id);
  object.status = 'paid';
  emit(change, 'payout.paid', object, account);
}

/** The money comes back and the bank account is disabled; also after `paid`, as banks do. */
export function failPayout(change: Change, id: string, code = 'account_closed'): Stripe.Payout {
  const { object: payout, account } = change.edit('payout', id);
  if (payout.status === 'failed' || payout.status === 'canceled') return payout;
  payout.status = 'failed';
  payout.failure_code = code;
  payout.failure_message = `The bank did not take the payout: ${code.replaceAll('_', ' ')}.`;
  payout.failure_balance_transaction = move(change, {
    account,
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    amountMinor: payout.amount,
    currency: payout.currency,
    source: payout.id,
    description: 'PAYOUT FAILURE',
    availableOn: change.now,
    counterparty: 'banks',
  }).id;
  emit(change, 'payout.failed', payout, account);
  if (account) {
    const holder = change.edit('account', account);
    const bank = holder.object.external_accounts?.data[0] as Stripe.BankAccount | undefined;
    if (bank) {
      bank.status = 'errored';
      emit(change, 'account.external_account.updated', bank, account);
    }
    refreshAccount(change, account);
  }
  return payout;
}

const create = route(
  'POST',
  '/v1/payouts',
  {
    amount: need(positive()),
    currency: need(str(3)),
    description: str(1000),
    metadata: metadata(),
    method: oneOf('standard'),
    statement_descriptor: str(22),
    destination: str(),
  },
  (call) => {
    const { change, params, account } = call;
    const currency = checkedCurrency(params.currency);
    if (params.amount % payoutStep(currency) !== 0) {
      throw invalidParam(`Payouts in ${currency} must be divisible by ${payoutStep(currency)}.`, 'amount');
    }
    if (account && !change.find('account', account)?.object.payouts_enabled) {
      throw refused('Payouts are not enabled for this account.', 'payouts_not_allowed');
    }
    if (availableMinor(change, account, currency, change.now) < params.amount) {
      throw refused(
        'You have insufficient funds in your Stripe account for this transfer.',
        'balance_insufficient',
        'amount',
      );
    }
    const payout = payOut(change, account, params.amount, currency, false);
    payout.metadata = mergeMetadata({}, params.metadata);
    payout.description = params.description || null;
    return payout;
  },
);

const cancel = route('POST', '/v1/payouts/:id/cancel', {}, (call) => {
  const { change } = call;
  if (owned(call, 'payout', call.id).object.status !== 'pending') {
    throw refused('Payouts can only be canceled while they are pending.', undefined, 'id');
  }
  const { object, account } = change.edit('payout', call.id);
  object.status = 'canceled';
  object.failure_balance_transaction = move(change, {
    account,
    type: 'payout_cancel',
    reportingCategory: 'payout_reversal',
    amountMinor: object.amount,
    currency: object.currency,
    source: object.id,
    availableOn: change.now,
    counterparty: 'banks',
  }).id;
  emit(change, 'payout.canceled', object, account);
  return object;
});

const retrieve = route('GET', '/v1/payouts/:id', {}, (call: Call) => owned(call, 'payout', call.id).object);

const listPayouts = route('GET', '/v1/payouts', { ...LIST_SPEC, status: str(), destination: str() }, (call) =>
  page(call, 'payout', '/v1/payouts', ({ object }) => !call.params.status || object.status === call.params.status),
);

export const payoutRoutes: Route[] = [create, cancel, listPayouts, retrieve];
