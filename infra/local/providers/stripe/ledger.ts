/** The balances of the platform and its connected accounts: every movement is a balanced entry, every balance a sum of lines. */
import type Stripe from 'stripe';
import type { Change, Doc, Reader } from './state.ts';

export const FUNDS_AVAILABLE_AFTER_SECONDS = 2 * 24 * 60 * 60;
const DAY_MS = 24 * 60 * 60_000;

export type Counterparty = 'card-networks' | 'banks' | `balance:${string}`;

export interface Movement {
  /** Whose balance moves; null is the platform. */
  account: string | null;
  type: Stripe.BalanceTransaction.Type;
  reportingCategory: string;
  /** Signed minor units before the fee. */
  amountMinor: number;
  feeMinor?: number;
  feeDescription?: string;
  currency: string;
  /** Id of the object behind it. */
  source: string;
  description?: string | null;
  /** Units of this currency for one of what it was changed from. */
  exchangeRate?: number;
  /** Epoch seconds. */
  availableOn: number;
  /** Where the money comes from or goes to. */
  counterparty: Counterparty;
}

export const balanceName = (account: string | null): `balance:${string}` => `balance:${account ?? 'platform'}`;

/** Adds one balance transaction and its ledger entry. */
export function move(change: Change, movement: Movement): Stripe.BalanceTransaction {
  const { account, amountMinor, currency } = movement;
  const fee = movement.feeMinor ?? 0;
  const net = amountMinor - fee;
  const transaction: Stripe.BalanceTransaction = {
    id: change.newId('txn'),
    object: 'balance_transaction',
    amount: amountMinor,
    available_on: movement.availableOn,
    balance_type: 'payments',
    created: change.now,
    currency,
    description: movement.description ?? null,
    exchange_rate: movement.exchangeRate ?? null,
    fee,
    fee_details: fee
      ? [
          {
            amount: fee,
            application: null,
            currency,
            description: movement.feeDescription ?? 'Stripe processing fees',
            type: 'stripe_fee',
          },
        ]
      : [],
    net,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: movement.availableOn <= change.now ? 'available' : 'pending',
    type: movement.type,
  };
  change.add('balance_transaction', transaction, account);
  post(change, transaction.id, [
    { account: balanceName(account), currency, amountMinor: net },
    { account: 'stripe-fees', currency, amountMinor: fee },
    { account: movement.counterparty, currency, amountMinor: -amountMinor },
  ]);
  if (movement.availableOn > change.now) {
    scheduleOnce(change, 'available', movement.availableOn * 1000, { account: account ?? '', currency });
  }
  if (account && net > 0) planPayouts(change, account, movement.availableOn * 1000);
  return transaction;
}

/** Automatic payouts run at midnight UTC; this asks for the first run after the given instant (ms). */
export function planPayouts(change: Change, account: string, afterMs: number): void {
  scheduleOnce(change, 'payouts', (Math.floor(afterMs / DAY_MS) + 1) * DAY_MS, { account });
}

function scheduleOnce(change: Change, name: string, dueAtMs: number, data: Record<string, string>): void {
  const isPlanned = change
    .all('task')
    .some(
      ({ object: task }) =>
        task.name === name && task.dueAtMs === dueAtMs && JSON.stringify(task.data) === JSON.stringify(data),
    );
  if (!isPlanned) change.schedule(name, dueAtMs, data);
}

/** A transfer moves two balances, so its counterparty lines meet in a clearing account that ends at zero. */
export const TRANSFERS_CLEARING: Counterparty = 'balance:transfers-clearing';

/** Where a transfer that is changed into another currency leaves one and enters the other. */
export const EXCHANGE: Counterparty = 'balance:currency-exchange';

function post(change: Change, id: string, lines: { account: string; currency: string; amountMinor: number }[]): void {
  const residual = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  if (residual !== 0) throw new Error(`The ledger entry of ${id} does not balance: residual ${residual}.`);
  change.add('entry', { id, lines: lines.filter((line) => line.amountMinor !== 0) });
}

/** Sum of one ledger account per currency, in minor units. */
export function ledgerBalance(reader: Reader, account: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { object } of reader.all('entry')) {
    for (const line of object.lines) {
      if (line.account !== account) continue;
      sums.set(line.currency, (sums.get(line.currency) ?? 0) + line.amountMinor);
    }
  }
  return sums;
}

export function transactionsOf(reader: Reader, account: string | null): Doc<Stripe.BalanceTransaction>[] {
  return reader.all('balance_transaction').filter((doc) => doc.account === account);
}

/** What an account may spend now, in minor units of the currency: what came in less what is promised away at any time. */
export function availableMinor(reader: Reader, account: string | null, currency: string, now: number): number {
  return transactionsOf(reader, account)
    .filter(({ object }) => object.currency === currency && object.available_on <= now)
    .reduce((sum, { object }) => sum + object.net, 0);
}

/** `GET /v1/balance` of an account. */
export function balanceOf(reader: Reader, account: string | null, now: number): Stripe.Balance {
  const available = new Map<string, number>();
  const pending = new Map<string, number>();
  const totals = ledgerBalance(reader, balanceName(account));
  for (const [currency, total] of totals) {
    const spendable = availableMinor(reader, account, currency, now);
    available.set(currency, spendable);
    pending.set(currency, total - spendable);
  }
  if (totals.size === 0) {
    available.set('usd', 0);
    pending.set('usd', 0);
  }
  const shown = (sums: Map<string, number>) =>
    [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  return {
    object: 'balance',
    available: shown(available),
    ...(account === null ? { connect_reserved: shown(new Map([...available.keys()].map((key) => [key, 0]))) } : {}),
    livemode: false,
    pending: shown(pending),
    refund_and_dispute_prefunding: { available: [], pending: [] },
  } as Stripe.Balance;
}
