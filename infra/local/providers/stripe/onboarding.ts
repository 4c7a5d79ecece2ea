/** What a connected account may do follows from how far its onboarding is; this derives it and tells what changed. */
import type Stripe from 'stripe';
import { sublist } from './api.ts';
import { emit } from './events.ts';
import { planPayouts } from './ledger.ts';
import type { Change } from './state.ts';

/**
 * unfinished: nothing submitted · pending: submitted, being verified · more: something further is wanted · unreadable: what was given is not accepted ·
 * complete: may receive and be paid · later: complete, something will be wanted one day · due_soon: complete, with a deadline, after which it is overdue ·
 * overdue: a deadline has passed · review, paused: Stripe or the platform has stopped payouts · rejected: closed by Stripe.
 */
export const STAGES = [
  'unfinished',
  'pending',
  'more',
  'unreadable',
  'complete',
  'later',
  'due_soon',
  'overdue',
  'review',
  'paused',
  'rejected',
] as const;
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
const DEADLINE_DAYS = 14;
const DAY_MS = 24 * 60 * 60_000;

interface Standing {
  transfers: 'active' | 'inactive' | 'pending';
  due: string[];
  later: string[];
  pastDue: boolean;
  verifying: string[];
  unreadable: boolean;
  disabledReason: string | null;
}

const OPEN: Standing = {
  transfers: 'active',
  due: [],
  later: [],
  pastDue: false,
  verifying: [],
  unreadable: false,
  disabledReason: null,
};
const SHUT: Standing = { ...OPEN, transfers: 'inactive' };
const PAST_DUE = { pastDue: true, disabledReason: 'requirements.past_due' };

const STANDINGS: Record<Stage, Standing> = {
  unfinished: { ...SHUT, ...PAST_DUE, due: TO_START },
  pending: {
    ...SHUT,
    transfers: 'pending',
    verifying: [DOCUMENT],
    disabledReason: 'requirements.pending_verification',
  },
  more: { ...SHUT, ...PAST_DUE, due: [DOCUMENT] },
  unreadable: { ...SHUT, ...PAST_DUE, due: [DOCUMENT], unreadable: true },
  complete: OPEN,
  later: { ...OPEN, later: ['individual.id_number'] },
  due_soon: { ...OPEN, due: [DOCUMENT] },
  overdue: { ...SHUT, ...PAST_DUE, due: [DOCUMENT] },
  review: { ...SHUT, disabledReason: 'under_review' },
  paused: { ...SHUT, disabledReason: 'platform_paused' },
  rejected: { ...SHUT, disabledReason: 'rejected.fraud' },
};

/** What the control API may say about an account beside its stage. */
export interface StageOptions {
  bankRefuses?: boolean;
  /** Days until what is wanted in `due_soon` is overdue. */
  deadlineDays?: number;
  /** What is wanted, by Stripe's names, instead of an identity document. */
  wants?: string[];
  /** The transfers capability alone, whatever the stage; null for that of the stage. */
  capability?: Standing['transfers'] | null;
}

function requirementsOf(standing: Standing, due: string[], deadline: number | null): Stripe.Account.Requirements {
  const errors = standing.unreadable
    ? due.map((requirement) => ({
        code: 'verification_document_not_readable' as const,
        reason: 'The document could not be read.',
        requirement,
      }))
    : [];
  return {
    alternatives: [],
    current_deadline: deadline,
    currently_due: due,
    disabled_reason: standing.disabledReason as Stripe.Account.Requirements['disabled_reason'],
    errors,
    eventually_due: [...new Set([...due, ...standing.later])],
    past_due: standing.pastDue ? due : [],
    pending_verification: standing.verifying,
  };
}

/** Brings capabilities, payouts and requirements in line with the account's stage and bank; emits what changed. */
export function refreshAccount(change: Change, id: string): void {
  const { object: account, hidden } = change.edit('account', id);
  const stage = (hidden.stage as Stage | undefined) ?? 'unfinished';
  const wants = hidden.wants as string[] | undefined;
  const ofStage = STANDINGS[stage];
  const standing: Standing = {
    ...ofStage,
    ...(wants && stage !== 'unfinished' && ofStage.due.length > 0 ? { due: wants } : {}),
    ...(hidden.capability ? { transfers: hidden.capability as Standing['transfers'] } : {}),
  };
  const arePayoutsOpen = ofStage.transfers === 'active';
  const before = structuredClone(account);
  const bank = account.external_accounts?.data[0] as Stripe.BankAccount | undefined;
  const isBankUsable = bank !== undefined && bank.status !== 'errored';
  const due = stage !== 'unfinished' && !isBankUsable ? [...standing.due, 'external_account'] : standing.due;
  account.details_submitted = stage !== 'unfinished';
  account.payouts_enabled = arePayoutsOpen && isBankUsable;
  if (account.capabilities?.transfers) account.capabilities.transfers = standing.transfers;
  if (account.capabilities?.card_payments) account.capabilities.card_payments = standing.transfers;
  account.charges_enabled = account.capabilities?.card_payments === 'active';
  const deadline = stage === 'due_soon' ? ((hidden.deadline as number | undefined) ?? null) : null;
  account.requirements = requirementsOf(standing, due, deadline);
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

/** Puts an account at a stage, with a test bank account once its holder has submitted one. What is wanted with a deadline is overdue when that has passed. */
export function setStage(change: Change, id: string, stage: Stage, options: StageOptions = {}): void {
  const doc = change.edit('account', id);
  doc.hidden.stage = stage;
  if (options.capability !== undefined) doc.hidden.capability = options.capability;
  if (options.wants) doc.hidden.wants = options.wants;
  else delete doc.hidden.wants;
  if (stage === 'due_soon') {
    const deadlineMs = change.nowMs + (options.deadlineDays ?? DEADLINE_DAYS) * DAY_MS;
    doc.hidden.deadline = Math.floor(deadlineMs / 1000);
    change.schedule('deadline', deadlineMs, { account: id, deadline: String(doc.hidden.deadline) });
  }
  if (options.bankRefuses !== undefined) doc.hidden.bankRefuses = options.bankRefuses;
  if (stage !== 'unfinished' && stage !== 'rejected') addBank(change, doc.object, options.bankRefuses ?? false);
  refreshAccount(change, id);
}

/** A deadline has come: what was wanted by it and is not given is overdue, and payouts end. */
export function passDeadline(change: Change, id: string, deadline: string): void {
  const doc = change.find('account', id);
  if (doc?.hidden.stage !== 'due_soon' || String(doc.hidden.deadline) !== deadline) return;
  const wants = doc.hidden.wants as string[] | undefined;
  setStage(change, id, 'overdue', wants ? { wants } : {});
}

/** The holder gives another bank account; what a payout could not be sent to counts no more. */
export function replaceBank(change: Change, id: string): Stripe.BankAccount | undefined {
  const doc = change.edit('account', id);
  const bank = doc.object.external_accounts?.data[0] as Stripe.BankAccount | undefined;
  if (!bank) return undefined;
  bank.status = 'new';
  bank.last4 = '6789';
  doc.hidden.bankRefuses = false;
  emit(change, 'account.external_account.updated', bank, id);
  refreshAccount(change, id);
  return bank;
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
