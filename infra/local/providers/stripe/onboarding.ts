/** What a connected account may do follows from how far its onboarding is; this derives it and tells what changed. */
import type Stripe from 'stripe';
import { sublist } from './api.ts';
import { emit } from './events.ts';
import { planPayouts } from './ledger.ts';
import type { Change } from './state.ts';

/**
 * unfinished: nothing submitted · pending: submitted, being verified · more: something further is wanted ·
 * complete: may receive and be paid · due_soon: complete, with a deadline · rejected: closed by Stripe.
 */
export const STAGES = ['unfinished', 'pending', 'more', 'complete', 'due_soon', 'rejected'] as const;
export type Stage = (typeof STAGES)[number];

const TO_START = [
  'business_type',
  'external_account',
  'individual.dob.day',
  'individual.email',
  'individual.first_name',
  'individual.last_name',
  'tos_acceptance.date',
  'tos_acceptance.ip',
];
const DOCUMENT = 'individual.verification.document';
const DEADLINE_SECONDS = 14 * 24 * 60 * 60;

interface Standing {
  transfers: 'active' | 'inactive' | 'pending';
  due: string[];
  verifying: string[];
  disabledReason: string | null;
  deadline: boolean;
}

const STANDINGS: Record<Stage, Standing> = {
  unfinished: {
    transfers: 'inactive',
    due: TO_START,
    verifying: [],
    disabledReason: 'requirements.past_due',
    deadline: false,
  },
  pending: {
    transfers: 'pending',
    due: [],
    verifying: [DOCUMENT],
    disabledReason: 'requirements.pending_verification',
    deadline: false,
  },
  more: {
    transfers: 'inactive',
    due: [DOCUMENT],
    verifying: [],
    disabledReason: 'requirements.past_due',
    deadline: false,
  },
  complete: { transfers: 'active', due: [], verifying: [], disabledReason: null, deadline: false },
  due_soon: { transfers: 'active', due: [DOCUMENT], verifying: [], disabledReason: null, deadline: true },
  rejected: { transfers: 'inactive', due: [], verifying: [], disabledReason: 'rejected.fraud', deadline: false },
};

function requirementsOf(standing: Standing, due: string[], now: number): Stripe.Account.Requirements {
  return {
    alternatives: [],
    current_deadline: standing.deadline ? now + DEADLINE_SECONDS : null,
    currently_due: due,
    disabled_reason: standing.disabledReason as Stripe.Account.Requirements['disabled_reason'],
    errors: [],
    eventually_due: due,
    past_due: standing.deadline ? [] : due,
    pending_verification: standing.verifying,
  };
}

/** Brings capabilities, payouts and requirements in line with the account's stage and bank; emits what changed. */
export function refreshAccount(change: Change, id: string): void {
  const { object: account, hidden } = change.edit('account', id);
  const stage = (hidden.stage as Stage | undefined) ?? 'unfinished';
  const standing = STANDINGS[stage];
  const before = structuredClone(account);
  const bank = account.external_accounts?.data[0] as Stripe.BankAccount | undefined;
  const isBankUsable = bank !== undefined && bank.status !== 'errored';
  const due = stage !== 'unfinished' && !isBankUsable ? [...standing.due, 'external_account'] : standing.due;
  account.details_submitted = stage !== 'unfinished';
  account.payouts_enabled = standing.transfers === 'active' && isBankUsable;
  if (account.capabilities?.transfers) account.capabilities.transfers = standing.transfers;
  if (account.capabilities?.card_payments) account.capabilities.card_payments = standing.transfers;
  account.charges_enabled = account.capabilities?.card_payments === 'active';
  account.requirements = requirementsOf(standing, due, change.now);
  if (JSON.stringify(before) === JSON.stringify(account)) return;
  emit(change, 'account.updated', account, id, changedParts(before, account));
  if (before.capabilities?.transfers !== account.capabilities?.transfers) {
    emit(change, 'capability.updated', capabilityObject(change, account), id);
  }
  if (account.payouts_enabled && !before.payouts_enabled) planPayouts(change, id, change.nowMs);
}

function changedParts(before: Stripe.Account, after: Stripe.Account): Record<string, unknown> {
  const entries = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name as keyof Stripe.Account]),
  );
  return Object.fromEntries(entries);
}

/** `transfers` of an account as `GET /v1/accounts/:id/capabilities/transfers` shows it. */
export function capabilityObject(change: Change, account: Stripe.Account): object {
  return {
    id: 'transfers',
    object: 'capability',
    account: account.id,
    future_requirements: emptyRequirements(),
    requested: account.capabilities?.transfers !== undefined,
    requested_at: account.created ?? change.now,
    requirements: account.requirements,
    status: account.capabilities?.transfers ?? 'unrequested',
  };
}

export function emptyRequirements(): object {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [],
    disabled_reason: null,
    errors: [],
    eventually_due: [],
    past_due: [],
    pending_verification: [],
  };
}

/** Puts an account at a stage, with a test bank account once its holder has submitted one. */
export function setStage(change: Change, id: string, stage: Stage, options: { bankRefuses?: boolean } = {}): void {
  const doc = change.edit('account', id);
  doc.hidden.stage = stage;
  if (options.bankRefuses !== undefined) doc.hidden.bankRefuses = options.bankRefuses;
  if (stage !== 'unfinished' && stage !== 'rejected') addBank(change, doc.object, options.bankRefuses ?? false);
  refreshAccount(change, id);
}

function addBank(change: Change, account: Stripe.Account, refuses: boolean): void {
  const known = account.external_accounts?.data[0] as Stripe.BankAccount | undefined;
  if (known && known.status !== 'errored') return;
  const bank = {
    id: change.newId('ba'),
    object: 'bank_account',
    account: account.id,
    account_holder_name: null,
    account_holder_type: 'individual',
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: account.country ?? 'US',
    currency: account.default_currency ?? 'usd',
    default_for_currency: true,
    fingerprint: change.state.scramble(`bank${account.id}`, 16),
    last4: refuses ? '1116' : '6789',
    metadata: {},
    routing_number: '110000000',
    status: 'new',
  } as unknown as Stripe.BankAccount;
  account.external_accounts = sublist([bank], `/v1/accounts/${account.id}/external_accounts`);
  emit(change, 'account.external_account.created', bank, account.id);
}
