/** Disputes: opened by the control API or a test card, answered with evidence, closed won or lost. */
import type Stripe from 'stripe';
import { LIST_SPEC, owned, page, type Route, route } from './api.ts';
import { backFrom } from './charges.ts';
import { refused } from './errors.ts';
import { emit } from './events.ts';
import { EXCHANGE, move } from './ledger.ts';
import type { Change } from './state.ts';
import { anyHash, bool, mergeMetadata, metadata, str } from './wire.ts';

const FEE_MINOR = 1500;
const EVIDENCE_DUE_SECONDS = 9 * 24 * 60 * 60;
const DECIDED_AFTER_MS = 60 * 60_000;
const OPEN = ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'];

/** What the control API may say about a dispute besides why and how much. */
export interface DisputeOptions {
  /** The bank only asks: nothing is withdrawn, unless it escalates. */
  inquiry?: boolean;
}

/** Opens a dispute about a charge and, unless the bank only asks, withdraws the amount (minor units, the whole charge by default) and the fee. */
export function openDispute(
  change: Change,
  chargeId: string,
  reason: string,
  amountMinor?: number,
  { inquiry = false }: DisputeOptions = {},
): Stripe.Dispute {
  const { object: charge, account } = change.edit('charge', chargeId);
  if (charge.disputed) throw refused(`The charge ${chargeId} is already disputed.`);
  const amount = amountMinor ?? charge.amount;
  const id = change.newId('dp');
  const dispute = {
    id,
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: change.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: change.now + EVIDENCE_DUE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: null,
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: inquiry ? 'inquiry' : 'chargeback', network_reason_code: '10' },
      type: 'card',
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  } as unknown as Stripe.Dispute;
  charge.disputed = true;
  change.add('dispute', dispute, account);
  emit(change, 'charge.dispute.created', dispute, account);
  if (!inquiry) withdraw(change, id);
  return change.edit('dispute', id).object;
}

function withdraw(change: Change, id: string): void {
  const { object: dispute, account } = change.edit('dispute', id);
  const { object: charge } = change.edit('charge', String(dispute.charge));
  dispute.balance_transactions.push(
    move(change, {
      account,
      type: 'adjustment',
      reportingCategory: 'dispute',
      ...backFrom(change, charge, dispute.amount),
      feeMinor: FEE_MINOR,
      feeDescription: 'Dispute fee',
      source: id,
      description: `Chargeback withdrawal for ${String(dispute.charge)}`,
      availableOn: change.now,
    }),
  );
  emit(change, 'charge.dispute.funds_withdrawn', dispute, account);
}

/** The bank that only asked disputes the charge after all, and takes the money. */
export function escalateDispute(change: Change, id: string): Stripe.Dispute {
  const { object: dispute, account } = change.edit('dispute', id);
  if (!dispute.status.startsWith('warning_')) throw refused(`This dispute is no inquiry: ${dispute.status}.`);
  dispute.status = 'needs_response';
  emit(change, 'charge.dispute.updated', dispute, account);
  withdraw(change, id);
  return dispute;
}

/** What a dispute took comes back, as far as it was taken; never the fee. */
export function reinstateDispute(change: Change, id: string): Stripe.Dispute {
  const { object: dispute, account } = change.edit('dispute', id);
  const takenMinor = -dispute.balance_transactions.reduce((total, { amount }) => total + amount, 0);
  if (takenMinor <= 0) return dispute;
  const currency = dispute.balance_transactions[0]?.currency ?? dispute.currency;
  dispute.balance_transactions.push(
    move(change, {
      account,
      type: 'adjustment',
      reportingCategory: 'dispute_reversal',
      amountMinor: takenMinor,
      currency,
      source: dispute.id,
      description: `Chargeback reversal for ${String(dispute.charge)}`,
      availableOn: change.now,
      counterparty: currency === dispute.currency ? 'card-networks' : EXCHANGE,
    }),
  );
  emit(change, 'charge.dispute.funds_reinstated', dispute, account);
  return dispute;
}

/** Ends a dispute; a won one brings the amount back, at once unless told that it comes later. */
export function closeDispute(
  change: Change,
  id: string,
  status: 'won' | 'lost' | 'warning_closed',
  { reinstateLater = false }: { reinstateLater?: boolean } = {},
): Stripe.Dispute {
  const { object: dispute, account } = change.edit('dispute', id);
  if (!OPEN.includes(dispute.status)) throw refused(`This dispute is already closed: ${dispute.status}.`);
  dispute.status = status;
  if (status !== 'lost' && !reinstateLater) reinstateDispute(change, id);
  emit(change, 'charge.dispute.closed', dispute, account);
  return dispute;
}

const update = route(
  'POST',
  '/v1/disputes/:id',
  { evidence: anyHash(), metadata: metadata(), submit: bool() },
  (call) => {
    const { change, params } = call;
    if (!OPEN.includes(owned(call, 'dispute', call.id).object.status)) throw refused('This dispute is already closed.');
    const { object: dispute } = change.edit('dispute', call.id);
    dispute.metadata = mergeMetadata(dispute.metadata, params.metadata);
    if (params.evidence) {
      dispute.evidence = { ...dispute.evidence, ...params.evidence } as Stripe.Dispute.Evidence;
      dispute.evidence_details.has_evidence = true;
    }
    if (params.evidence && params.submit !== false) {
      dispute.status = 'under_review';
      dispute.evidence_details.submission_count += 1;
      // Stripe's test mode decides by these two words.
      const text = params.evidence.uncategorized_text;
      const verdict = text === 'winning_evidence' ? 'won' : text === 'losing_evidence' ? 'lost' : undefined;
      if (verdict) change.schedule('verdict', change.nowMs + DECIDED_AFTER_MS, { dispute: dispute.id, verdict });
    }
    emit(change, 'charge.dispute.updated', dispute, call.account);
    return dispute;
  },
);

const close = route('POST', '/v1/disputes/:id/close', {}, (call) => {
  owned(call, 'dispute', call.id);
  return closeDispute(call.change, call.id, 'lost');
});

const retrieve = route('GET', '/v1/disputes/:id', {}, (call) => owned(call, 'dispute', call.id).object);

const listDisputes = route('GET', '/v1/disputes', { ...LIST_SPEC, charge: str(), payment_intent: str() }, (call) =>
  page(
    call,
    'dispute',
    '/v1/disputes',
    ({ object }) =>
      (!call.params.charge || object.charge === call.params.charge) &&
      (!call.params.payment_intent || object.payment_intent === call.params.payment_intent),
  ),
);

/** A card issuer reports a charge as fraud; a dispute may follow or not (docs.stripe.com/disputes/measuring#early-fraud-warnings). */
export function warnOfFraud(change: Change, chargeId: string): Stripe.Radar.EarlyFraudWarning {
  const { object: charge, account } = change.edit('charge', chargeId);
  const warning = {
    id: change.newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.disputed && !charge.refunded,
    charge: charge.id,
    created: change.now,
    fraud_type: 'made_with_stolen_card',
    livemode: false,
    payment_intent: charge.payment_intent,
  } as Stripe.Radar.EarlyFraudWarning;
  change.add('early_fraud_warning', warning, account);
  emit(change, 'radar.early_fraud_warning.created', warning, account);
  return warning;
}

const warning = route(
  'GET',
  '/v1/radar/early_fraud_warnings/:id',
  {},
  (call) => owned(call, 'early_fraud_warning', call.id).object,
);

const listWarnings = route(
  'GET',
  '/v1/radar/early_fraud_warnings',
  { ...LIST_SPEC, charge: str(), payment_intent: str() },
  (call) =>
    page(
      call,
      'early_fraud_warning',
      '/v1/radar/early_fraud_warnings',
      ({ object }) =>
        (!call.params.charge || object.charge === call.params.charge) &&
        (!call.params.payment_intent || object.payment_intent === call.params.payment_intent),
    ),
);

export const disputeRoutes: Route[] = [update, close, listDisputes, retrieve, warning, listWarnings];
