import * as z from 'zod/mini';
import { ADJUSTABLE, ADJUSTMENT_STATES } from '#domain/adjustment.ts';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { HOLD_CLOCK_STATES } from '#domain/hold-clock.ts';
import { ENTRY_KINDS } from '#domain/ledger.ts';
import { MOST_MILESTONES } from '#domain/milestones.ts';
import { PAYMENT_STATUSES, PAYMENT_WAITS } from '#domain/payment.ts';
import { PAYOUT_ACCOUNT_STATUSES } from '#domain/payout-account.ts';
import { DRIFTS } from '#domain/reconciliation.ts';
import { RELEASE_REASONS } from '#domain/release.ts';
import { SECOND_PERSON_STATES } from '#domain/second-person.ts';
import { TAX_FORM_STATES, TAX_FORMS } from '#domain/tax-form.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Balance, CurrencyCode, Day, Done, Instant, id, Money, page, pageQuery, text } from '../schemas.ts';

/** How long held money may still be held by the payment provider. */
export const HoldClock = z.strictObject({
  heldUntil: Instant,
  /** Whole days. */
  daysLeft: z.int(),
  /** `soon` from 14 days before the end on, `over` after it. */
  state: z.enum(HOLD_CLOCK_STATES),
});
z.globalRegistry.add(HoldClock, { id: 'HoldClock' });

/** One payment into the protected hold, with what each contract gets of it. */
export const Payment = z.strictObject({
  paymentId: id('payment'),
  campaignId: id('campaign'),
  status: z.enum(PAYMENT_STATUSES),
  /** In the campaign's currency. */
  amount: Money,
  /** What is charged, where that is in another currency; null where it is the amount. */
  charge: z.nullable(
    z.strictObject({
      amount: Money,
      /** Units of the campaign's currency for one of the charge's, as a decimal number, with its day and source. */
      rate: z.string(),
      on: Day,
      source: z.string(),
      /** Pay until then; afterwards ask again, for the rate of that moment. */
      validUntil: Instant,
      /** What came of it in the campaign's currency; null until it is paid. */
      settled: z.nullable(Money),
    }),
  ),
  contracts: z.array(
    z.strictObject({
      contractId: id('contract'),
      influencerId: id('influencer'),
      price: Money,
      platformFee: Money,
      /** Its part of the charge, which a refund gives back; null where it is the price. */
      charged: z.nullable(Money),
      /** Which milestones of the contract it pays for; null where that has one. */
      milestones: z.nullable(z.array(z.int())),
      status: z.enum(HOLD_STATUSES),
    }),
  ),
  failureCode: z.nullable(z.string()),
  /** The payment that took its place when it was given up for one of its contracts; null where none did. */
  replacedBy: z.nullable(id('payment')),
  /** What a payment that is under way waits for: your word to your bank (3-D Secure), or the bank. */
  waitsFor: z.nullable(z.enum(PAYMENT_WAITS)),
  disputed: z.boolean(),
  /** The card networks reported it as possible fraud: nothing of it is released before. */
  reviewUntil: z.nullable(Instant),
  createdAt: Instant,
  updatedAt: Instant,
  fundedAt: z.nullable(Instant),
  /** Null while nothing of it is held. */
  holdClock: z.nullable(HoldClock),
});
z.globalRegistry.add(Payment, { id: 'Payment' });

/** A payment that waits for the payer, with what the card form needs. */
export const OpenPayment = z.strictObject({ ...Payment.shape, clientSecret: z.string() });
z.globalRegistry.add(OpenPayment, { id: 'OpenPayment' });

/** A milestone is one of a contract. */
const needsContract = z.refine<{ contractId?: string | undefined; milestone?: number | undefined }>(
  ({ contractId, milestone: wanted }) => wanted === undefined || contractId !== undefined,
  { path: ['contractId'], error: 'is required with a milestone' },
);
const paymentParams = z.strictObject({ paymentId: id('payment') });
const milestone = z.int().check(z.gte(1), z.lte(MOST_MILESTONES));
/** One contract of a payment, or one milestone of it. */
const oneContract = z
  .strictObject({ contractId: z.optional(id('contract')), milestone: z.optional(milestone) })
  .check(needsContract);

export const fundEscrow = defineEndpoint({
  id: 'payments.fund-escrow',
  method: 'POST',
  path: '/payments/campaigns/{campaignId}/escrow',
  aliases: [{ method: 'POST', path: '/payments/escrow' }],
  allow: ['payment:fund'],
  byGrant: 'thing',
  rate: 'payments',
  params: z.strictObject({ campaignId: z.optional(id('campaign')) }),
  body: z
    .strictObject({
      campaignId: z.optional(id('campaign')),
      contractId: z.optional(id('contract')),
      milestone: z.optional(milestone),
      /** What to be charged in: by default what an open payment is charged in, else the campaign's currency. */
      chargeCurrency: z.optional(CurrencyCode),
    })
    .check(needsContract),
  responses: { 200: OpenPayment, 201: OpenPayment },
  errors: [
    'validation_failed',
    'not_found',
    'nothing_to_fund',
    'amount_too_small',
    'hold_too_long',
    'provider_unavailable',
    'too_busy',
  ],
  summary:
    'Start one payment for a contract, or for every accepted unfunded contract of a campaign whose dates fit into the time money may be held; a repeat answers the payment that is open, unless it asks for another currency or the rate of that one is over: then a new payment takes its place.',
});

export const getPaymentStatus = defineEndpoint({
  id: 'payments.get-status',
  method: 'GET',
  path: '/payments/{paymentId}/status',
  allow: ['payment:read'],
  params: paymentParams,
  responses: { 200: Payment },
  errors: ['not_found'],
  summary: 'One payment and where the money of each contract is.',
});

export const listCampaignPayments = defineEndpoint({
  id: 'payments.list-campaign-payments',
  method: 'GET',
  path: '/payments/campaigns/{campaignId}',
  allow: ['payment:read'],
  params: z.strictObject({ campaignId: id('campaign') }),
  query: pageQuery({}),
  responses: { 200: page(Payment) },
  errors: ['bad_cursor'],
  summary: 'The payments of a campaign, newest first.',
});

export const refundPayment = defineEndpoint({
  id: 'payments.refund-payment',
  method: 'POST',
  path: '/payments/{paymentId}/refund',
  allow: ['payment:release'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'payments',
  params: paymentParams,
  body: oneContract,
  responses: { 202: Payment },
  errors: [
    'not_found',
    'validation_failed',
    'contract_not_funded',
    'already_released',
    'release_not_ready',
    'content_handed_in',
  ],
  summary: 'Give held money back: of one milestone, of one contract, or of every one that is still held.',
});

export const Release = z.strictObject({
  paymentId: id('payment'),
  contractIds: z.array(id('contract')),
  status: z.literal('releasing'),
});
z.globalRegistry.add(Release, { id: 'Release' });

export const releasePayment = defineEndpoint({
  id: 'payments.release-payment',
  method: 'POST',
  path: '/payments/{paymentId}/release',
  allow: ['payment:release'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'payments',
  params: paymentParams,
  body: oneContract,
  responses: { 202: Release },
  errors: ['not_found', 'validation_failed', 'contract_not_funded', 'already_released', 'release_not_ready'],
  summary: `Release held money now, of one milestone or contract or of all, if every gate is open; otherwise the issues name what is closed: ${RELEASE_REASONS.join(', ')}.`,
});

/** What a second person was asked and said about the release of a contract's money. */
export const ReleaseApproval = z.strictObject({
  contractId: id('contract'),
  campaignId: id('campaign'),
  amount: Money,
  /** `waiting`: somebody has to approve, once all content is approved; `asked`: they have been asked. */
  state: z.enum(['not_needed', 'waiting', ...SECOND_PERSON_STATES]),
  /** Who approved the last content, and so cannot approve the release; for an API key, who made the key. */
  begunBy: z.nullable(id('user')),
  askedAt: z.nullable(Instant),
  decidedBy: z.nullable(id('user')),
  decidedAt: z.nullable(Instant),
  reason: z.nullable(z.string()),
  /** When the money of delivered content goes out without a second person; null before it is live. */
  latestAt: z.nullable(Instant),
});
z.globalRegistry.add(ReleaseApproval, { id: 'ReleaseApproval' });

const releaseParams = z.strictObject({ campaignId: id('campaign'), contractId: id('contract') });
const approvalErrors = [
  'not_found',
  'contract_not_funded',
  'already_released',
  'release_not_ready',
  'release_approval_not_needed',
  'same_person',
] as const;

export const getReleaseApproval = defineEndpoint({
  id: 'payments.get-release-approval',
  method: 'GET',
  path: '/campaigns/{campaignId}/contracts/{contractId}/release-approval',
  allow: ['payment:read'],
  params: releaseParams,
  responses: { 200: ReleaseApproval },
  errors: ['not_found'],
  summary: 'Whether the release of a contract takes a second person, and what they said.',
});

export const approveRelease = defineEndpoint({
  id: 'payments.approve-release',
  method: 'POST',
  path: '/campaigns/{campaignId}/contracts/{contractId}/approve-release',
  allow: ['payment:release'],
  byGrant: 'path',
  idempotent: true,
  rate: 'payments',
  params: releaseParams,
  /** 202: it is not known who approved the content, so you are the first of two. */
  responses: { 200: ReleaseApproval, 202: ReleaseApproval },
  errors: approvalErrors,
  summary: 'Approve, as the second person, the release of a contract whose content somebody else approved.',
});

export const declineRelease = defineEndpoint({
  id: 'payments.decline-release',
  method: 'POST',
  path: '/campaigns/{campaignId}/contracts/{contractId}/decline-release',
  allow: ['payment:release'],
  byGrant: 'path',
  idempotent: true,
  rate: 'payments',
  params: releaseParams,
  body: z.strictObject({ reason: text(1, 1000) }),
  responses: { 200: ReleaseApproval, 202: ReleaseApproval },
  errors: approvalErrors,
  summary: 'Say why the money of a contract should not be released yet.',
});

/** The form about tax in the United States that the payment provider collects; what is in it, numbers included, never reaches Accord. */
export const TaxForm = z.strictObject({
  form: z.enum(TAX_FORMS),
  state: z.enum(TAX_FORM_STATES),
  collectedBy: z.literal('stripe'),
  givenOn: z.nullable(Day),
  /** Its last day: of a W-8 the end of the third calendar year after it was given; a W-9 has none. */
  validUntil: z.nullable(Day),
  /** While a W-9 is missing, 24 % may have to be kept back of payments. */
  backupWithholding: z.boolean(),
});
z.globalRegistry.add(TaxForm, { id: 'TaxForm' });

/** An account at the payment provider, by what it may do. */
export const PayoutAccount = z.strictObject({
  status: z.enum(['missing', ...PAYOUT_ACCOUNT_STATUSES]),
  payable: z.boolean(),
  country: z.nullable(z.string()),
  /** Money may be sent to it; without that it stays held. */
  transfersActive: z.boolean(),
  /** It is paid out to a bank; without that, money sent to it waits at the provider. */
  payoutsEnabled: z.boolean(),
  /** Wanted now, by the provider's names; what is past due is among it. */
  requirementsDue: z.array(z.string()),
  requirementsPastDue: z.array(z.string()),
  /** Wanted one day. */
  requirementsLater: z.array(z.string()),
  requirementsInReview: z.array(z.string()),
  /** Given and not accepted, with the provider's code for why. */
  requirementProblems: z.array(z.strictObject({ requirement: z.string(), code: z.string() })),
  /** Until when what is wanted now must be given; payouts end after it. */
  requirementsDueAt: z.nullable(Instant),
  /** Why it is not paid now, the provider's code. */
  disabledReason: z.nullable(z.string()),
  /** What the bank is paid in; null until the provider has said. */
  currency: z.nullable(CurrencyCode),
  /** Null before there is an account. */
  taxForm: z.nullable(TaxForm),
  updatedAt: z.nullable(Instant),
});
z.globalRegistry.add(PayoutAccount, { id: 'PayoutAccount' });

export const openPayoutAccount = defineEndpoint({
  id: 'influencers.open-payout-account',
  method: 'POST',
  path: '/influencers/payout-account',
  allow: ['influencer:self'],
  stepUp: true,
  rate: 'payments',
  responses: {
    200: z.strictObject({ ...PayoutAccount.shape, onboardingUrl: z.string(), expiresAt: Instant }),
  },
  errors: ['profile_incomplete', 'validation_failed', 'provider_unavailable'],
  summary:
    'Open the payout account once, and get a fresh link to the page where it is completed or, when nothing is wanted, where its bank account is changed. A link works once: ask for another instead of keeping it.',
});

export const getPayoutAccount = defineEndpoint({
  id: 'influencers.get-payout-account',
  method: 'GET',
  path: '/influencers/payout-account',
  allow: ['influencer:self'],
  responses: { 200: PayoutAccount },
  errors: [],
  summary: 'Whether the payout account can be paid, and what it still needs.',
});

export const getTaxForm = defineEndpoint({
  id: 'influencers.get-tax-form',
  method: 'GET',
  path: '/admin/influencers/{influencerId}/tax-form',
  allow: ['tax:check'],
  params: z.strictObject({ influencerId: id('influencer') }),
  responses: { 200: z.strictObject({ influencerId: id('influencer'), taxForm: z.nullable(TaxForm) }) },
  errors: [],
  summary: 'For people of the platform: whether an influencer gave their W-9 or W-8, and until when it holds.',
});

export const Earnings = z.strictObject({
  /** Per currency: held for signed contracts · on its way · paid. */
  totals: z.array(
    z.strictObject({ currency: CurrencyCode, held: Balance, onItsWay: Balance, paid: Balance, platformFees: Balance }),
  ),
  contracts: z.array(
    z.strictObject({
      contractId: id('contract'),
      campaignId: id('campaign'),
      price: Money,
      net: Money,
      /** What of it was paid in another currency; null where nothing was changed. */
      changedInto: z.nullable(Balance),
      status: z.enum(['held', 'on_its_way', 'paid', 'refunded']),
      updatedAt: Instant,
    }),
  ),
});
z.globalRegistry.add(Earnings, { id: 'Earnings' });

export const getEarnings = defineEndpoint({
  id: 'influencers.get-earnings',
  method: 'GET',
  path: '/influencers/earnings',
  allow: ['influencer:self'],
  responses: { 200: Earnings },
  errors: [],
  summary: 'What is held for the influencer, on its way, and paid, by contract and in total.',
});

const bankPayoutStatus = z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']);

export const listPayouts = defineEndpoint({
  id: 'payouts.list-payouts',
  method: 'GET',
  path: '/payouts',
  allow: ['influencer:self'],
  query: pageQuery({}),
  responses: {
    200: page(
      z.strictObject({
        payoutId: z.string(),
        amount: Balance,
        status: bankPayoutStatus,
        /** Why the bank did not take it, the provider's code. */
        failureCode: z.nullable(z.string()),
        /** It had arrived and came back. */
        returned: z.boolean(),
        /** When it was first known that it did not arrive. */
        failedAt: z.nullable(Instant),
        arrivalOn: Day,
        createdAt: Instant,
      }),
    ),
  },
  errors: ['bad_cursor'],
  summary: 'Payments from the payout account to the bank, newest first.',
});

export const LedgerLine = z.strictObject({
  account: z.string(),
  /** Whose money moves; null for what is no contract's. */
  contractId: z.nullable(id('contract')),
  /** Which milestone of it the money is for; null where that has one, and in entries from before that was kept. */
  milestone: z.nullable(z.int()),
  amount: Balance,
  balance: Balance,
});
export const LedgerEntry = z.strictObject({
  entryId: id('entry'),
  kind: z.enum(ENTRY_KINDS),
  campaignId: id('campaign'),
  paymentId: id('payment'),
  contractIds: z.array(id('contract')),
  lines: z.array(LedgerLine),
  /** The event that caused it; null for entries from before events were kept with them. */
  cause: z.nullable(z.strictObject({ eventId: id('event'), action: z.string() })),
  /** The provider's object behind it, e.g. a charge, a transfer or a refund; only the workspace and people of the platform see it. */
  providerId: z.nullable(z.string()),
  occurredAt: Instant,
});
z.globalRegistry.add(LedgerEntry, { id: 'LedgerEntry' });

export const getLedger = defineEndpoint({
  id: 'ledger.get-ledger',
  method: 'GET',
  path: '/ledger',
  allow: ['ledger:read'],
  query: pageQuery({
    /** Whose ledger; for people of the platform only. */
    workspaceId: z.optional(id('workspace')),
    campaignId: z.optional(id('campaign')),
  }),
  responses: {
    200: z.strictObject({
      items: z.array(LedgerEntry),
      nextCursor: z.nullable(z.string()),
      balances: z.array(z.strictObject({ account: z.string(), balance: Balance })),
      /** Zero per currency, as every entry balances. */
      totals: z.array(Balance),
    }),
  },
  errors: ['bad_cursor', 'not_found'],
  summary: 'Every movement of money with running balances, newest first, and what each account holds now.',
});

/** What one check of the whole ledger found. */
export const LedgerCheck = z.strictObject({
  startedAt: Instant,
  finishedAt: Instant,
  workspaceCount: z.int(),
  campaignCount: z.int(),
  entryCount: z.int(),
  /** All of them; of the problems only the first are listed. */
  problemCount: z.int(),
  problems: z.array(
    z.strictObject({
      workspaceId: id('workspace'),
      campaignId: z.nullable(id('campaign')),
      /** The entry that is wrong or missing; null when a projection differs from sound entries. */
      entryId: z.nullable(z.string()),
      /** The account or projection that differs. */
      account: z.nullable(z.string()),
      problem: z.string(),
    }),
  ),
  /** What the accounts of each name hold together; zero in all, per currency, when the ledger is sound. */
  sums: z.array(z.strictObject({ account: z.string(), balance: Balance })),
  totals: z.array(Balance),
});
z.globalRegistry.add(LedgerCheck, { id: 'LedgerCheck' });

export const listLedgerChecks = defineEndpoint({
  id: 'ledger.list-checks',
  method: 'GET',
  path: '/admin/ledger-check',
  allow: ['ledger:check'],
  responses: { 200: z.strictObject({ items: z.array(LedgerCheck) }) },
  errors: [],
  summary: 'What the nightly checks of the whole ledger found, newest first: a month of them.',
});

const ReconciledSide = z.strictObject({
  /** Before the provider's fee; below zero for what left. */
  amount: Balance,
  fee: Balance,
});

/** How the ledger and the movements of the provider's balance agree on one day. */
export const Reconciliation = z.strictObject({
  day: Day,
  checkedAt: Instant,
  matchedCount: z.int(),
  explainedCount: z.int(),
  unexplainedCount: z.int(),
  /** What is not simply the same on both sides, unexplained first; at most 100. */
  items: z.array(
    z.strictObject({
      /** The provider's charge, refund, transfer, dispute or payout. */
      objectId: z.string(),
      outcome: z.enum(['explained', 'unexplained']),
      drift: z.enum(DRIFTS),
      explanation: z.string(),
      provider: z.nullable(ReconciledSide),
      ledger: z.nullable(ReconciledSide),
      workspaceId: z.nullable(id('workspace')),
      paymentId: z.nullable(id('payment')),
      entryIds: z.array(id('entry')),
      /** Adjustments that stand for it, and the one that waits for a second person. */
      adjustmentIds: z.array(id('adjustment')),
      proposedId: z.nullable(id('adjustment')),
      at: Instant,
    }),
  ),
});
z.globalRegistry.add(Reconciliation, { id: 'Reconciliation' });

export const listReconciliations = defineEndpoint({
  id: 'ledger.list-reconciliations',
  method: 'GET',
  path: '/admin/reconciliation',
  allow: ['ledger:check'],
  responses: { 200: z.strictObject({ items: z.array(Reconciliation) }) },
  errors: [],
  summary:
    'The ledger against the provider’s balance, day by day, newest first: what matches, what is explained and what is not. A day is looked at in each of the three nights after it.',
});

const AdjustmentLine = z.strictObject({
  account: z.enum(ADJUSTABLE),
  /** What the account gains; below zero for what it loses. */
  amount: z.strictObject({
    amountMinor: z.int().check(
      z.gte(-99_999_999),
      z.lte(99_999_999),
      z.refine((minor) => minor !== 0, 'must move something'),
    ),
    currency: CurrencyCode,
  }),
});
const AdmittedBy = z.strictObject({ userId: id('user'), name: z.string() });

/** Entries that an admin proposed to put the ledger right, and what another one said. */
export const Adjustment = z.strictObject({
  adjustmentId: id('adjustment'),
  state: z.enum(ADJUSTMENT_STATES),
  /** The difference it makes up for: an object of the provider, on the day that the comparison found it. */
  day: Day,
  objectId: z.string(),
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  paymentId: id('payment'),
  reason: z.string(),
  lines: z.array(AdjustmentLine),
  /** The adjustment that this one undoes, and the one that undid this one. */
  reverses: z.nullable(id('adjustment')),
  reversedBy: z.nullable(id('adjustment')),
  proposedBy: AdmittedBy,
  /** Whether you proposed it, so that another one has to answer. */
  isYours: z.boolean(),
  proposedAt: Instant,
  expiresAt: Instant,
  decidedBy: z.nullable(AdmittedBy),
  decidedAt: z.nullable(Instant),
  decisionReason: z.nullable(z.string()),
  /** Its entries, once it is posted. */
  entryIds: z.array(id('entry')),
});
z.globalRegistry.add(Adjustment, { id: 'Adjustment' });

const adjustmentParams = z.strictObject({ adjustmentId: id('adjustment') });

export const proposeAdjustment = defineEndpoint({
  id: 'ledger.propose-adjustment',
  method: 'POST',
  path: '/admin/adjustments',
  allow: ['ledger:adjust'],
  idempotent: true,
  rate: 'payments',
  body: z.strictObject({
    day: Day,
    objectId: text(1, 255),
    workspaceId: id('workspace'),
    /** The payment it belongs to, in whose chain its entries will stand. */
    paymentId: id('payment'),
    lines: z.array(AdjustmentLine).check(z.minLength(2), z.maxLength(12)),
    reason: text(1, 1000),
  }),
  responses: { 201: Adjustment },
  errors: ['not_found', 'drift_not_open', 'adjustment_open', 'adjustment_unbalanced', 'adjustment_does_not_explain'],
  summary:
    'Propose entries that make up for exactly what the provider and the ledger differ by; another admin has to approve them within 7 days.',
});

export const proposeReversal = defineEndpoint({
  id: 'ledger.propose-reversal',
  method: 'POST',
  path: '/admin/adjustments/{adjustmentId}/reversal',
  allow: ['ledger:adjust'],
  idempotent: true,
  rate: 'payments',
  params: adjustmentParams,
  body: z.strictObject({ reason: text(1, 1000) }),
  responses: { 201: Adjustment },
  errors: ['not_found', 'adjustment_open', 'adjustment_not_standing'],
  summary: 'Propose to undo a posted adjustment by entries of the opposite; that takes a second person as well.',
});

export const decideAdjustment = defineEndpoint({
  id: 'ledger.decide-adjustment',
  method: 'PUT',
  path: '/admin/adjustments/{adjustmentId}/decision',
  allow: ['ledger:adjust'],
  idempotent: true,
  stepUp: true,
  rate: 'payments',
  params: adjustmentParams,
  body: z.strictObject({ decision: z.enum(['approved', 'declined']), reason: z.optional(text(1, 1000)) }).check(
    z.refine(({ decision, reason }) => decision !== 'declined' || reason !== undefined, {
      path: ['reason'],
      error: 'must say why the adjustment is declined',
    }),
  ),
  responses: { 200: Adjustment },
  errors: ['not_found', 'same_person', 'adjustment_closed', 'adjustment_does_not_explain', 'adjustment_not_standing'],
  summary: 'Have the entries that another admin proposed posted to the ledger, or say why not.',
});

export const withdrawAdjustment = defineEndpoint({
  id: 'ledger.withdraw-adjustment',
  method: 'DELETE',
  path: '/admin/adjustments/{adjustmentId}',
  allow: ['ledger:adjust'],
  idempotent: true,
  params: adjustmentParams,
  responses: { 200: Adjustment },
  errors: ['not_found', 'not_your_request', 'adjustment_closed'],
  summary: 'Take back an adjustment that you proposed, before another admin answers.',
});

export const listAdjustments = defineEndpoint({
  id: 'ledger.list-adjustments',
  method: 'GET',
  path: '/admin/adjustments',
  allow: ['ledger:check'],
  query: pageQuery({}),
  responses: { 200: page(Adjustment) },
  errors: ['bad_cursor'],
  summary: 'Every adjustment of the ledger that was ever proposed, newest first, with who proposed and who answered.',
});

export const Transaction = z.strictObject({
  transactionId: z.string(),
  type: z.enum(['escrow', 'payout']),
  payerId: z.string(),
  payeeId: z.string(),
  amount: Money,
  status: z.enum(['held', 'pending', 'paid', 'refunded', 'failed']),
  campaignId: id('campaign'),
  contractId: id('contract'),
  timestamp: Instant,
});
z.globalRegistry.add(Transaction, { id: 'Transaction' });

export const listTransactions = defineEndpoint({
  id: 'ledger.list-transactions',
  method: 'GET',
  path: '/transactions',
  allow: ['ledger:read'],
  query: pageQuery({
    type: z.optional(z.enum(['escrow', 'payout'])),
    /** Whose transactions; for people of the platform only. */
    workspaceId: z.optional(id('workspace')),
  }),
  responses: { 200: page(Transaction) },
  errors: ['bad_cursor', 'not_found'],
  summary: 'Who paid whom: money into the hold, back out of it, and to influencers, newest first.',
});

function webhook<const Id extends string, const Path extends `/${string}`>(
  endpointId: Id,
  path: Path,
  summary: string,
) {
  return defineEndpoint({
    id: endpointId,
    method: 'POST',
    path,
    allow: 'anyone',
    rate: 'webhook',
    rawBody: true,
    responses: { 200: Done },
    errors: ['signature_invalid', 'bad_json'],
    summary,
  });
}

export const takeStripeWebhook = webhook(
  'webhooks.take-stripe',
  '/webhooks/stripe',
  "Takes the payment provider's webhooks about the platform's own account.",
);
export const takeStripeConnectWebhook = webhook(
  'webhooks.take-stripe-connect',
  '/webhooks/stripe-connect',
  "Takes the payment provider's webhooks about influencers' accounts.",
);

export const paymentEndpoints = [
  fundEscrow,
  getPaymentStatus,
  listCampaignPayments,
  refundPayment,
  releasePayment,
  getReleaseApproval,
  approveRelease,
  declineRelease,
  openPayoutAccount,
  getPayoutAccount,
  getTaxForm,
  getEarnings,
  listPayouts,
  getLedger,
  listTransactions,
  listLedgerChecks,
  listReconciliations,
  proposeAdjustment,
  proposeReversal,
  decideAdjustment,
  withdrawAdjustment,
  listAdjustments,
  takeStripeWebhook,
  takeStripeConnectWebhook,
] as const;
