import Stripe from 'stripe';
import { SENT_TIMES_100 } from '#domain/charge-limits.ts';
import { CURRENCY_EXPONENTS, type Currency } from '#domain/currencies.ts';
import type { Money } from '#domain/money.ts';
import type { DisputeFacts, IntentFacts, RefundMade } from '#domain/payment.ts';
import type { AccountFacts } from '#domain/payout-account.ts';
import type { ProviderMovement } from '#domain/reconciliation.ts';

/** The version the product was written against; the account's own default does not matter. */
const API_VERSION = '2026-10-28.endive';
/** Where a call is only there in the preview of a version (docs.stripe.com/api/fx_quotes). */
const PREVIEW_VERSION = '2026-10-28.preview';
const TIMEOUT_MS = 8000;
/** Repeats of a call that got no answer; safe, as every write carries an idempotency key. */
const REPEATS = 1;

/** The provider understood and said no; the same call will be refused again. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Nobody knows whether the call had an effect: no answer, an unreadable one, or a failure on the provider's side. Look it up before anything else. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

export interface ProviderAccess {
  /** Secret key. */
  key: string;
  /** Base address, e.g. https://api.stripe.com. */
  url: string;
}

export type Provider = ReturnType<typeof openProvider>;

const opened = new Map<string, Provider>();

/** What sends a request to the provider and brings its answer. */
export type ProviderTransport = Stripe.HttpClient;

let transport: ProviderTransport | undefined;

/** Puts another way to the provider in place of the network, for tests. */
export function setProviderTransport(replacement: ProviderTransport | undefined): void {
  if (transport !== replacement) opened.clear();
  transport = replacement;
}

/** The payment provider's client; one per key and container. */
export function provider(access: ProviderAccess): Provider {
  const name = `${access.url}\n${access.key}`;
  const known = opened.get(name);
  if (known) return known;
  opened.clear();
  const made = openProvider(access);
  opened.set(name, made);
  return made;
}

/** The calls the product makes, each as plain facts; every one throws ProviderRefused or OutcomeUnknown. */
export function openProvider({ key, url }: ProviderAccess) {
  const { hostname, port, protocol } = new URL(url);
  const stripe = new Stripe(key, {
    apiVersion: API_VERSION,
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    maxNetworkRetries: REPEATS,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: 'Accord' },
    ...(transport ? { httpClient: transport } : {}),
  });
  return {
    ...paymentCalls(stripe),
    ...refundCalls(stripe),
    ...accountCalls(stripe),
    ...transferCalls(stripe),
    ...balanceCalls(stripe),
    ...exchangeCalls(stripe),
  };
}

const BOOKED = 'balance_transaction';
const CHARGE_DETAILS = [`latest_charge.${BOOKED}`];

function paymentCalls(stripe: Stripe) {
  return {
    /** Opens a payment under an idempotency key; `paymentId` is the transfer group. */
    createIntent: (payment: {
      key: string;
      paymentId: string;
      workspaceId: string;
      campaignId: string;
      amountMinor: number;
      currency: Currency;
      /** What is charged instead, at a rate that was kept (docs.stripe.com/connect/currencies/fx-quotes-api). */
      charge?: { amountMinor: number; currency: Currency; quoteId: string } | undefined;
    }): Promise<{ intentId: string; clientSecret: string }> =>
      settled(async () => {
        const { key, paymentId, workspaceId, campaignId, charge } = payment;
        const { amountMinor, currency } = charge ?? payment;
        const atRate = charge ? { fx_quote: charge.quoteId } : {};
        const intent = await stripe.paymentIntents.create(
          {
            ...atRate,
            amount: toProvider(amountMinor, currency),
            currency: currency.toLowerCase(),
            capture_method: 'automatic',
            automatic_payment_methods: { enabled: true },
            transfer_group: paymentId,
            metadata: { paymentId, workspaceId, campaignId },
          },
          { idempotencyKey: key, ...(charge ? { apiVersion: PREVIEW_VERSION } : {}) },
        );
        return secretOf(intent);
      }),
    /** The client secret of a payment that is open. */
    readIntentSecret: (intentId: string) =>
      settled(async () => secretOf(await stripe.paymentIntents.retrieve(intentId))),
    /** The intent that was made for a payment between two instants, ms; undefined when there is none. It reads the list, as the provider's search lags behind. */
    findIntentOf: (paymentId: string, sinceMs: number, untilMs: number): Promise<string | undefined> =>
      settled(async () => {
        const created = { gte: Math.floor(sinceMs / 1000), lte: Math.ceil(untilMs / 1000) };
        for await (const intent of stripe.paymentIntents.list({ created, limit: 100 }))
          if (intent.metadata.paymentId === paymentId) return intent.id;
        return undefined;
      }),
    /** Gives a payment up; refused when it has been paid meanwhile. */
    cancelIntent: (intentId: string): Promise<void> =>
      settled(async () => {
        const intent = await stripe.paymentIntents.retrieve(intentId);
        // Under no key of ours: a repeat finds it done, and a failure that was kept under one would stand in its way for a day.
        if (intent.status !== 'canceled') await stripe.paymentIntents.cancel(intentId);
      }),
    /** A payment with its charge, fee, refunds and disputes as they are now; undefined for one that is not the product's. */
    readIntent: (intentId: string): Promise<IntentFacts | undefined> =>
      settled(async () => {
        const intent = await stripe.paymentIntents.retrieve(intentId, { expand: CHARGE_DETAILS });
        const { paymentId, workspaceId } = intent.metadata;
        if (!paymentId || !workspaceId) return undefined;
        const hasCharge = intent.status === 'succeeded';
        const [refunds, disputes] = hasCharge
          ? await Promise.all([
              stripe.refunds.list({ payment_intent: intentId, limit: 100, expand: [`data.${BOOKED}`] }),
              stripe.disputes.list({ payment_intent: intentId, limit: 1 }),
            ])
          : [undefined, undefined];
        return intentFacts(intent, { paymentId, workspaceId }, refunds?.data ?? [], disputes?.data[0]);
      }),
    /** A word of the card networks that a payment may be fraud, and which payment it is about (docs.stripe.com/api/radar/early_fraud_warnings). */
    readWarning: (warningId: string): Promise<{ warningId: string; chargeId: string } | undefined> =>
      settled(async () => {
        const { id, charge } = await stripe.radar.earlyFraudWarnings.retrieve(warningId);
        const chargeId = idOf(charge);
        return chargeId ? { warningId: id, chargeId } : undefined;
      }),
    /** The payment behind a charge, refund or dispute; undefined when there is none. */
    findIntentId: (objectId: string): Promise<string | undefined> =>
      settled(async () => {
        if (objectId.startsWith('pi_')) return objectId;
        if (objectId.startsWith('ch_') || objectId.startsWith('py_'))
          return idOf((await stripe.charges.retrieve(objectId)).payment_intent);
        if (objectId.startsWith('re_') || objectId.startsWith('pyr_'))
          return idOf((await stripe.refunds.retrieve(objectId)).payment_intent);
        if (objectId.startsWith('dp_') || objectId.startsWith('du_'))
          return idOf((await stripe.disputes.retrieve(objectId)).payment_intent);
        return undefined;
      }),
  };
}

function secretOf(intent: Stripe.PaymentIntent): { intentId: string; clientSecret: string } {
  if (!intent.client_secret) throw new OutcomeUnknown('The provider answered a payment without its client secret.');
  return { intentId: intent.id, clientSecret: intent.client_secret };
}

function intentFacts(
  intent: Stripe.PaymentIntent,
  ours: { paymentId: string; workspaceId: string },
  refunds: readonly Stripe.Refund[],
  dispute: Stripe.Dispute | undefined,
): IntentFacts {
  const currency = currencyOf(intent.currency);
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const booked = bookedOf(charge?.balance_transaction);
  return {
    ...ours,
    intentId: intent.id,
    status: statusOf(intent),
    declineCode: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    currency,
    amountMinor: fromProvider(intent.status === 'succeeded' ? intent.amount_received : intent.amount, currency),
    chargeId: charge?.id ?? idOf(intent.latest_charge) ?? null,
    paidAtMs: charge ? charge.created * 1000 : null,
    // A fee in another currency comes with what the charge was changed into.
    providerFeeMinor: booked && booked.currency === intent.currency ? fromProvider(booked.fee, currency) : 0,
    settled: settledFacts(booked, currency),
    dispute: dispute ? disputeFacts(dispute, currency) : null,
    refunds: refunds.map((refund) => ({
      refundId: refund.id,
      entryId: refund.metadata?.entryId ?? null,
      amountMinor: fromProvider(refund.amount, currency),
      settled: refundSettled(refund),
      status: refundStatus(refund.status),
    })),
  };
}

type Booked = Stripe.BalanceTransaction | string | null | undefined;

/** A movement of the balance where the answer has it whole. */
function bookedOf(reference: Booked): Stripe.BalanceTransaction | null {
  return typeof reference === 'object' ? reference : null;
}

/** What a charge became on the balance; null where that is in its own currency, or not said. */
function settledFacts(booked: Stripe.BalanceTransaction | null, charged: Currency): IntentFacts['settled'] {
  if (!booked || currencyOf(booked.currency) === charged) return null;
  const currency = currencyOf(booked.currency);
  const [amountMinor, feeMinor] = [fromProvider(booked.amount, currency), fromProvider(booked.fee, currency)];
  return { currency, amountMinor, feeMinor };
}

/** What a refund took from the balance, likewise. */
function refundSettled({ balance_transaction, currency }: Stripe.Refund): Money | null {
  const settled = settledFacts(bookedOf(balance_transaction), currencyOf(currency));
  return settled && { currency: settled.currency, amountMinor: -settled.amountMinor };
}

function statusOf({ status, last_payment_error }: Stripe.PaymentIntent): IntentFacts['status'] {
  if (status === 'succeeded') return 'succeeded';
  if (status === 'canceled') return 'canceled';
  if (status === 'processing') return 'processing';
  if (status === 'requires_action') return 'authentication';
  return status === 'requires_payment_method' && last_payment_error ? 'declined' : 'open';
}

/** What a dispute took, as the balance says: it is not withdrawn for an inquiry, and comes back, without the fee, when the dispute is won. */
function disputeFacts(dispute: Stripe.Dispute, currency: Currency): DisputeFacts {
  const movements = dispute.balance_transactions;
  // In another currency than the payment's a movement is the provider's conversion of the disputed amount.
  const own = movements.filter((one) => one.currency === dispute.currency);
  const withdrawn = movements.reduce(
    (total, one) => total - (own.includes(one) ? one.amount : Math.sign(one.amount) * dispute.amount),
    0,
  );
  return {
    disputeId: dispute.id,
    status: disputeStatus(dispute.status),
    withdrawnMinor: fromProvider(withdrawn, currency),
    feeMinor: fromProvider(
      own.reduce((total, { fee }) => total + fee, 0),
      currency,
    ),
    movements: movements.length,
    settled: disputeSettled(movements, currency),
  };
}

/** What a dispute took, where the provider changed that. */
function disputeSettled(movements: readonly Stripe.BalanceTransaction[], charged: Currency): DisputeFacts['settled'] {
  const changed = movements.flatMap((one) => settledFacts(one, charged) ?? []);
  const [first] = changed;
  const sumOf = (part: 'amountMinor' | 'feeMinor') => changed.reduce((total, one) => total + one[part], 0);
  return first
    ? { currency: first.currency, withdrawnMinor: 0 - sumOf('amountMinor'), feeMinor: sumOf('feeMinor') }
    : null;
}

function disputeStatus(status: Stripe.Dispute['status']): 'open' | 'won' | 'lost' {
  if (status === 'won' || status === 'warning_closed' || (status as string) === 'prevented') return 'won';
  return status === 'lost' ? 'lost' : 'open';
}

function refundStatus(status: string | null): 'pending' | 'succeeded' | 'failed' {
  if (status === 'failed' || status === 'canceled') return 'failed';
  return status === 'succeeded' ? 'succeeded' : 'pending';
}

function refundMade(refund: Stripe.Refund): RefundMade & { failed: boolean } {
  return { refundId: refund.id, failed: refundStatus(refund.status) === 'failed', settled: refundSettled(refund) };
}

function refundCalls(stripe: Stripe) {
  return {
    /** Gives money of a payment back to the payer under an idempotency key; it names the entry that it is for. */
    refund: (refund: {
      key: string;
      entryId: string;
      chargeId: string;
      amountMinor: number;
      currency: Currency;
      metadata: Record<string, string>;
    }): Promise<RefundMade & { failed: boolean }> =>
      settled(async () => {
        const { key, entryId, chargeId, amountMinor, currency, metadata } = refund;
        const made = await stripe.refunds.create(
          {
            charge: chargeId,
            amount: toProvider(amountMinor, currency),
            metadata: { ...metadata, entryId },
            expand: [BOOKED],
          },
          { idempotencyKey: key },
        );
        return refundMade(made);
      }),
    /** The refund an entry stands for, when the provider made it. */
    findRefund: (chargeId: string, entryId: string): Promise<(RefundMade & { failed: boolean }) | undefined> =>
      settled(async () => {
        const listed = { charge: chargeId, limit: 100, expand: [`data.${BOOKED}`] };
        for await (const refund of stripe.refunds.list(listed))
          if (refund.metadata?.entryId === entryId) return refundMade(refund);
        return undefined;
      }),
  };
}

const ARRIVAL = 'destination_payment.balance_transaction';

/** A transfer, and what of it arrived, in the currency of the account it went to; absent where the provider does not say. */
export interface TransferMade {
  transferId: string;
  arrived?: { payout: Money; rate?: string };
}

function transferMade({ id, destination_payment: payment }: Stripe.Transfer): TransferMade {
  const booked = payment && typeof payment === 'object' ? payment.balance_transaction : null;
  if (!booked || typeof booked !== 'object') return { transferId: id };
  const currency = currencyOf(booked.currency);
  const rate = booked.exchange_rate === null ? {} : { rate: decimalText(booked.exchange_rate) };
  return {
    transferId: id,
    arrived: { payout: { amountMinor: fromProvider(booked.amount, currency), currency }, ...rate },
  };
}

function transferCalls(stripe: Stripe) {
  return {
    /** Sends money of a charge to an influencer's account under an idempotency key; it names the entry that it is for. */
    transfer: (transfer: {
      key: string;
      entryId: string;
      accountId: string;
      chargeId: string;
      group: string;
      amountMinor: number;
      currency: Currency;
      /** The rate that was kept for it, where it is changed. */
      fxQuoteId?: string | undefined;
      metadata: Record<string, string>;
    }): Promise<TransferMade> =>
      settled(async () => {
        const { key, entryId, accountId, chargeId, group, amountMinor, currency, fxQuoteId, metadata } = transfer;
        const atRate = fxQuoteId === undefined ? {} : { fx_quote: fxQuoteId };
        const made = await stripe.transfers.create(
          {
            ...atRate,
            amount: toProvider(amountMinor, currency),
            currency: currency.toLowerCase(),
            destination: accountId,
            source_transaction: chargeId,
            transfer_group: group,
            metadata: { ...metadata, entryId },
            expand: [ARRIVAL],
          },
          { idempotencyKey: key, ...(fxQuoteId === undefined ? {} : { apiVersion: PREVIEW_VERSION }) },
        );
        return transferMade(made);
      }),
    /** When the money of a charge can be spent, ms; null when the provider does not say. */
    readAvailableAtMs: (chargeId: string): Promise<number | null> =>
      settled(async () => {
        const { balance_transaction: booked } = await stripe.charges.retrieve(chargeId, {
          expand: ['balance_transaction'],
        });
        return typeof booked === 'object' && booked ? booked.available_on * 1000 : null;
      }),
    /** The transfer an entry stands for, when the provider made it. */
    findTransfer: (group: string, entryId: string): Promise<TransferMade | undefined> =>
      settled(async () => {
        const listed = { transfer_group: group, limit: 100, expand: [`data.${ARRIVAL}`] };
        for await (const transfer of stripe.transfers.list(listed))
          if (transfer.metadata.entryId === entryId) return transferMade(transfer);
        return undefined;
      }),
    /** What a transfer says it is for, and what of it was taken back; undefined for one that is not the product's. */
    readTransfer: (transferId: string) =>
      settled(async () => {
        const { metadata, amount_reversed, currency, destination } = await stripe.transfers.retrieve(transferId);
        const { entryId, workspaceId, campaignId, contractId } = metadata;
        const reversedMinor = fromProvider(amount_reversed, currencyOf(currency));
        return entryId && workspaceId && campaignId && contractId
          ? { transferId, entryId, workspaceId, campaignId, contractId, reversedMinor, accountId: idOf(destination) }
          : undefined;
      }),
    /** Takes a part of a transfer back; refused when the account's balance does not cover it (docs.stripe.com/api/transfer_reversals). */
    reverseTransfer: ({
      transferId,
      amountMinor,
      currency,
      key,
    }: {
      transferId: string;
      amountMinor: number;
      currency: Currency;
      key: string;
    }): Promise<void> =>
      settled(async () => {
        const amount = toProvider(amountMinor, currency);
        await stripe.transfers.createReversal(transferId, { amount }, { idempotencyKey: key });
      }),
    /** What an account has in a currency, available or not yet, minor units; below zero for what it owes. */
    readAccountBalance: (accountId: string, currency: Currency): Promise<number> =>
      settled(async () => {
        const { available, pending } = await stripe.balance.retrieve({}, { stripeAccount: accountId });
        const own = [...available, ...pending].filter((one) => one.currency === currency.toLowerCase());
        return fromProvider(
          own.reduce((total, { amount }) => total + amount, 0),
          currency,
        );
      }),
  };
}

function balanceCalls(stripe: Stripe) {
  return {
    /** Every movement of the platform's balance from one instant to before another, newest first; a reversal counts to its transfer. */
    listMovements: (fromMs: number, untilMs: number): Promise<ProviderMovement[]> =>
      settled(async () => {
        const created = { gte: Math.floor(fromMs / 1000), lt: Math.ceil(untilMs / 1000) };
        const movements: ProviderMovement[] = [];
        for await (const moved of stripe.balanceTransactions.list({ created, limit: 100, expand: ['data.source'] }))
          movements.push(movementFacts(moved));
        return movements;
      }),
  };
}

/** What a movement's source may say, whatever it is. */
interface MovementSource {
  id?: string;
  transfer?: string | { id: string } | null;
  metadata?: Record<string, string> | null;
}

function movementFacts(moved: Stripe.BalanceTransaction): ProviderMovement {
  const currency = currencyOf(moved.currency);
  const source = (typeof moved.source === 'string' ? { id: moved.source } : (moved.source ?? {})) as MovementSource;
  const isReversal = moved.type === 'transfer_refund';
  return {
    objectId: (isReversal && idOf(source.transfer)) || source.id || moved.id,
    kind: moved.type,
    // A reversal carries no word of ours; its transfer does.
    reference: isReversal ? null : (source.metadata?.entryId ?? source.metadata?.paymentId ?? null),
    currency,
    amountMinor: fromProvider(moved.amount, currency),
    feeMinor: fromProvider(moved.fee, currency),
    converted: moved.exchange_rate !== null,
    atMs: moved.created * 1000,
  };
}

/** What is read of the provider's answer about rates. */
interface RatesTold {
  id: string;
  lock_expires_at: number | null;
  rates: Record<string, { exchange_rate: number; rate_details: { base_rate: number; fx_fee_rate: number } }>;
}

/** A rate for one transfer. */
export interface QuotedExchange {
  /** Units of the account's currency for one that is sent. */
  rate: string;
  kept?: { quoteId: string; untilMs: number };
}

/** Currencies that are asked about at once. */
const RATES_AT_ONCE = 50;

function exchangeCalls(stripe: Stripe) {
  const ask = (params: Record<string, unknown>): Promise<RatesTold> =>
    stripe.rawRequest('POST', '/v1/fx_quotes', params, { apiVersion: PREVIEW_VERSION });
  return {
    /** US dollars for one unit of each currency before any fee, and the largest fee for changing, hundredths of a percent. */
    readRates: (currencies: readonly Currency[]) =>
      settled(async () => {
        const dollars: Partial<Record<Currency, string>> = { USD: '1' };
        let feeBps = 0;
        for (let at = 0; at < currencies.length; at += RATES_AT_ONCE) {
          const some = currencies.slice(at, at + RATES_AT_ONCE).filter((currency) => currency !== 'USD');
          const { rates } = await ask({
            to_currency: 'usd',
            from_currencies: some.map((currency) => currency.toLowerCase()),
            lock_duration: 'none',
          });
          for (const [code, { rate_details }] of Object.entries(rates)) {
            dollars[currencyOf(code)] = decimalText(rate_details.base_rate);
            feeBps = Math.max(feeBps, Math.round(rate_details.fx_fee_rate * 10_000));
          }
        }
        return { feeBps, dollars };
      }),
    /** The rate at which money sent to an account, or without one what a payer is charged, is changed now; kept until an instant, ms, under an id, where the provider keeps one. */
    quoteExchange: (pair: { from: Currency; to: Currency; accountId?: string }): Promise<QuotedExchange> =>
      settled(async () => {
        const from = pair.from.toLowerCase();
        const { accountId } = pair;
        const usage =
          accountId === undefined ? { type: 'payment' } : { type: 'transfer', transfer: { destination: accountId } };
        const asked = { to_currency: pair.to.toLowerCase(), from_currencies: [from], usage };
        const told = await ask({ ...asked, lock_duration: 'hour' }).catch((error: unknown) => {
          // The rates of some currencies are told, but never kept.
          if (error instanceof Stripe.errors.StripeInvalidRequestError) return ask({ ...asked, lock_duration: 'none' });
          throw error;
        });
        const rate = told.rates[from];
        if (!rate) throw new OutcomeUnknown(`The provider told no rate from ${pair.from} to ${pair.to}.`);
        return {
          rate: decimalText(rate.exchange_rate),
          ...(told.lock_expires_at === null
            ? {}
            : { kept: { quoteId: told.id, untilMs: Math.floor(told.lock_expires_at * 1000) } }),
        };
      }),
  };
}

/** A number of the provider's answer as the decimal number it was written as. */
function decimalText(value: number): string {
  const [shown = '', power] = String(value).split('e-');
  if (power === undefined) return shown;
  const [whole = '', fraction = ''] = shown.split('.');
  return `0.${'0'.repeat(Number(power) - 1)}${whole}${fraction}`;
}

function accountCalls(stripe: Stripe) {
  return {
    /** Makes the account of an influencer, once. */
    createAccount: (account: {
      influencerId: string;
      country: string;
      platformCountry: string;
    }): Promise<{ accountId: string; facts: AccountFacts }> =>
      settled(async () => {
        const { influencerId, country, platformCountry } = account;
        const made = await stripe.accounts.create(
          {
            type: 'express',
            country,
            capabilities: { transfers: { requested: true } },
            // Where the platform may not offer its full agreement, a recipient may still be paid.
            ...(country === platformCountry ? {} : { tos_acceptance: { service_agreement: 'recipient' } }),
            metadata: { influencerId },
          },
          { idempotencyKey: `payout-account:${influencerId}:${country}` },
        );
        return { accountId: made.id, facts: accountFacts(made) };
      }),
    readAccount: (accountId: string): Promise<AccountFacts> =>
      settled(async () => accountFacts(await stripe.accounts.retrieve(accountId))),
    /** A page where the holder completes the account; works once and for a few minutes. */
    createOnboardingLink: (accountId: string, pages: { refreshUrl: string; returnUrl: string }) =>
      settled(async () => {
        const link = await stripe.accountLinks.create({
          account: accountId,
          type: 'account_onboarding',
          refresh_url: pages.refreshUrl,
          return_url: pages.returnUrl,
        });
        return { url: link.url, expiresAtMs: link.expires_at * 1000 };
      }),
    /** A page where the holder of a finished account changes their bank account; works once. */
    createDashboardLink: (accountId: string): Promise<{ url: string }> =>
      settled(async () => ({ url: (await stripe.accounts.createLoginLink(accountId)).url })),
    /** A payout to the bank of an account. */
    readPayout: (payoutId: string, accountId: string) =>
      settled(async () => {
        const payout = await stripe.payouts.retrieve(payoutId, {}, { stripeAccount: accountId });
        const currency = currencyOf(payout.currency);
        return {
          payoutId: payout.id,
          currency,
          amountMinor: fromProvider(payout.amount, currency),
          status: payout.status as 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled',
          failureCode: payout.failure_code ?? null,
          arrivalAtMs: payout.arrival_date * 1000,
          createdAtMs: payout.created * 1000,
        };
      }),
  };
}

function accountFacts(account: Stripe.Account): AccountFacts {
  const { requirements } = account;
  const deadline = requirements?.current_deadline ?? null;
  const paidIn = account.default_currency?.toUpperCase();
  // A requirement whose time is over is wanted now all the same.
  const due = [...new Set([...(requirements?.currently_due ?? []), ...(requirements?.past_due ?? [])])];
  return {
    transfersActive: account.capabilities?.transfers === 'active',
    payoutsEnabled: account.payouts_enabled === true,
    detailsSubmitted: account.details_submitted === true,
    requirementsDue: due,
    requirementsPastDue: requirements?.past_due ?? [],
    requirementsLater: (requirements?.eventually_due ?? []).filter((wanted) => !due.includes(wanted)),
    requirementsInReview: requirements?.pending_verification ?? [],
    // The provider's own sentence is not kept: it may repeat what the holder entered.
    requirementProblems: (requirements?.errors ?? []).map(({ requirement, code }) => ({ requirement, code })),
    requirementsDueAtMs: deadline === null ? null : deadline * 1000,
    disabledReason: requirements?.disabled_reason ?? null,
    ...(isCurrency(paidIn) ? { currency: paidIn } : {}),
  };
}

function currencyOf(code: string): Currency {
  return code.toUpperCase() as Currency;
}

function isCurrency(code: string | undefined): code is Currency {
  return code !== undefined && Object.hasOwn(CURRENCY_EXPONENTS, code);
}

function toProvider(amountMinor: number, currency: Currency): number {
  return SENT_TIMES_100.has(currency) ? amountMinor * 100 : amountMinor;
}

function fromProvider(amount: number, currency: Currency): number {
  return SENT_TIMES_100.has(currency) ? Math.round(amount / 100) : amount;
}

function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === 'string' ? reference : reference?.id;
}

/** Lets a call's failure say whether it had an effect: none (refused) or nobody knows. */
async function settled<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderRefused || error instanceof OutcomeUnknown) throw error;
    const { errors } = Stripe;
    const refused =
      error instanceof errors.StripeInvalidRequestError ||
      error instanceof errors.StripeCardError ||
      error instanceof errors.StripePermissionError;
    // 409: the same call is under way elsewhere; 429: too many. Neither is an answer.
    if (refused && error.statusCode !== 409 && error.statusCode !== 429)
      throw new ProviderRefused(error.code ?? error.type, error.message);
    // Keys, versions and idempotency keys used for something else are defects of ours: they stop loudly.
    if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripeIdempotencyError)
      throw error;
    if (error instanceof errors.StripeError || error instanceof SyntaxError || error instanceof TypeError)
      throw new OutcomeUnknown(`The payment provider did not give a clear answer (${error.name}).`, { cause: error });
    throw error;
  }
}
