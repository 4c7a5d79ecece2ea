import * as z from 'zod/mini';
import {
  DISPUTE_DECIDERS,
  DISPUTE_PHASES,
  DISPUTE_REASON_NAMES,
  DISPUTE_RESULTS,
  ENTRY_AUTHORS,
  ENTRY_SUBJECTS,
} from '#domain/dispute.ts';
import { defineEndpoint } from '../endpoint.ts';
import { HttpsUrl, Instant, id, Money, page, pageQuery, text } from '../schemas.ts';
import { OfferSide } from './offers.ts';
import { ScanResult } from './uploads.ts';

/** How what is held is divided; the two sum to it. */
export const Division = z.strictObject({
  /** Before the platform's fee on it. */
  toInfluencer: Money,
  toBrand: Money,
  /** What of the influencer's part is the platform's, and what reaches the influencer. */
  platformFee: Money,
  net: Money,
});
z.globalRegistry.add(Division, { id: 'Division' });

export const DisputeEntry = z.strictObject({
  /** From 1, without gaps. */
  number: z.int(),
  subject: z.enum(ENTRY_SUBJECTS),
  by: z.enum(ENTRY_AUTHORS),
  /** Who it was, for their own side and for people of the platform; null for others. */
  userId: z.nullable(id('user')),
  at: Instant,
  text: z.string(),
  links: z.array(z.string()),
  files: z.array(
    z.strictObject({
      uploadId: id('upload'),
      fileName: z.string(),
      contentType: z.string(),
      sizeBytes: z.int(),
      /** sha-256 of its bytes, base64. */
      sha256: z.string(),
      scan: ScanResult,
      /** Shows the file for a few minutes. */
      url: z.nullable(z.url()),
    }),
  ),
  division: z.nullable(Division),
  /** sha-256 (hex) of the entry with the hash before it; a changed or missing entry would break the chain. */
  hash: z.string(),
});
z.globalRegistry.add(DisputeEntry, { id: 'DisputeEntry' });

export const Dispute = z.strictObject({
  disputeId: id('dispute'),
  /** For people of the platform, who name it with what they ask; null for the parties. */
  workspaceId: z.nullable(id('workspace')),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  contractId: id('contract'),
  influencerId: id('influencer'),
  influencerName: z.string(),
  brandName: z.string(),
  openedBy: OfferSide,
  reason: z.enum(DISPUTE_REASON_NAMES),
  /** The milestone it is about; null for all that is held. */
  milestone: z.nullable(z.int()),
  /** What is held and frozen. */
  amount: Money,
  /** What it is made of, milestone by milestone, minor units: the influencer's part is taken from earlier ones first. */
  lots: z.array(z.strictObject({ milestone: z.int(), priceMinor: z.int(), feeMinor: z.int() })),
  claim: Division,
  phase: z.enum(DISPUTE_PHASES),
  /** Who has to answer; null once they have. */
  answerBy: z.nullable(OfferSide),
  /** When the phase ends by itself: then staff decides, or what it decided is final. */
  dueAt: z.nullable(Instant),
  /** Since when it waits for a decision of staff. */
  staffSince: z.nullable(Instant),
  /** The proposal on the table, by the number of its entry. */
  proposal: z.nullable(z.strictObject({ entryNumber: z.int(), by: OfferSide, division: Division })),
  /** The first decision of staff: no money moves by it before it is final, which it is at `dueAt` unless a side appeals. */
  decision: z.nullable(z.strictObject({ division: Division, reason: z.string(), at: Instant })),
  appeal: z.nullable(z.strictObject({ by: OfferSide, at: Instant })),
  /** Who has accepted the decision and will not appeal. */
  waivedBy: z.array(OfferSide),
  outcome: z.nullable(
    z.strictObject({
      result: z.enum(DISPUTE_RESULTS),
      decidedBy: z.enum(DISPUTE_DECIDERS),
      division: z.nullable(Division),
      reason: z.string(),
      at: Instant,
    }),
  ),
  entryCount: z.int(),
  openedAt: Instant,
  closedAt: z.nullable(Instant),
  version: z.int(),
});
z.globalRegistry.add(Dispute, { id: 'Dispute' });

export const DisputeWithEntries = z.strictObject({ ...Dispute.shape, entries: z.array(DisputeEntry) });
z.globalRegistry.add(DisputeWithEntries, { id: 'DisputeWithEntries' });

const params = z.strictObject({ disputeId: id('dispute') });
const amountMinor = z.int().check(z.gte(0), z.lte(99_999_999));
const parts = { influencerMinor: amountMinor, brandMinor: amountMinor };
const shown = {
  text: text(1, 4000),
  links: z._default(z.array(HttpsUrl).check(z.maxLength(10)), []),
  /** Files of the side that speaks: uploads for evidence that are ready, or, of an influencer, for content. */
  uploadIds: z._default(z.array(id('upload')).check(z.maxLength(10)), []),
};

export const openDispute = defineEndpoint({
  id: 'disputes.open-dispute',
  method: 'POST',
  path: '/disputes',
  allow: ['dispute:write'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'payments',
  /** The claim: what each side should get of what is held, minor units; together all of it. */
  body: z.strictObject({
    contractId: id('contract'),
    reason: z.enum(DISPUTE_REASON_NAMES),
    /** Only what is held for that one; without it all that is. */
    milestone: z.optional(z.int().check(z.gte(1), z.lte(100))),
    claim: z.strictObject(parts),
    ...shown,
  }),
  responses: { 201: Dispute },
  errors: [
    'not_found',
    'contract_not_funded',
    'already_released',
    'money_is_moving',
    'contract_cancelled',
    'dispute_open_already',
    'milestone_not_held',
    'reason_not_of_this_side',
    'parts_do_not_add_up',
    'amount_too_small',
    'upload_not_ready',
  ],
  summary:
    'Open a dispute about the held money of a contract: it stays frozen until both agree or staff decides; the other side has to answer by a deadline.',
});

export const listDisputes = defineEndpoint({
  id: 'disputes.list-disputes',
  method: 'GET',
  path: '/disputes',
  allow: ['dispute:read'],
  query: pageQuery({}),
  responses: { 200: page(Dispute) },
  errors: ['bad_cursor'],
  summary:
    "The caller's disputes, newest first; for people of the platform those that wait for their decision, the longest waiting first.",
});

export const getDispute = defineEndpoint({
  id: 'disputes.get-dispute',
  method: 'GET',
  path: '/disputes/{disputeId}',
  allow: ['dispute:read'],
  params,
  query: z.strictObject({
    /** Whose it is; for people of the platform only. */
    workspaceId: z.optional(id('workspace')),
  }),
  responses: { 200: DisputeWithEntries },
  errors: ['not_found'],
  summary: 'One dispute with everything both sides and staff said and showed, each entry with its hash.',
});

export const addEvidence = defineEndpoint({
  id: 'disputes.add-evidence',
  method: 'POST',
  path: '/disputes/{disputeId}/evidence',
  allow: ['dispute:write'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject(shown),
  responses: { 201: Dispute },
  errors: [
    'not_found',
    'dispute_closed',
    'dispute_decided',
    'dispute_deadline_passed',
    'too_many_entries',
    'upload_not_ready',
  ],
  summary:
    'Add evidence; the first word of the side that has to answer is its answer. Nothing is ever changed or removed.',
});

export const proposeSettlement = defineEndpoint({
  id: 'disputes.propose-settlement',
  method: 'POST',
  path: '/disputes/{disputeId}/proposals',
  allow: ['dispute:settle'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({ ...parts, text: text(0, 4000) }),
  responses: { 201: Dispute },
  errors: ['not_found', 'dispute_closed', 'parts_do_not_add_up', 'amount_too_small', 'too_many_entries'],
  summary: 'Propose how to divide what is held, minor units; it takes the place of an earlier proposal.',
});

export const acceptSettlement = defineEndpoint({
  id: 'disputes.accept-settlement',
  method: 'POST',
  path: '/disputes/{disputeId}/accept',
  allow: ['dispute:settle'],
  byGrant: 'thing',
  idempotent: true,
  params,
  /** The number of the entry that proposes it. */
  body: z.strictObject({ entryNumber: z.int().check(z.gte(1)) }),
  responses: { 200: Dispute },
  errors: ['not_found', 'dispute_closed', 'proposal_not_there', 'proposal_is_own', 'already_released'],
  summary: 'Accept what the other side proposed: the dispute is over and the money goes as agreed.',
});

export const withdrawDispute = defineEndpoint({
  id: 'disputes.withdraw-dispute',
  method: 'POST',
  path: '/disputes/{disputeId}/withdraw',
  allow: ['dispute:write'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({ text: text(0, 4000) }),
  responses: { 200: Dispute },
  errors: ['not_found', 'dispute_closed', 'dispute_decided', 'not_your_request', 'already_released'],
  summary:
    'Take back a dispute that your side opened, before staff has decided: the money is held as before, and the release goes on where it was.',
});

export const resolveDispute = defineEndpoint({
  id: 'disputes.resolve-dispute',
  method: 'POST',
  path: '/disputes/{disputeId}/resolve',
  allow: ['dispute:resolve'],
  stepUp: true,
  idempotent: true,
  rate: 'payments',
  params,
  body: z.strictObject({
    workspaceId: id('workspace'),
    /** All to one side is a release or a refund, anything else a split. */
    ...parts,
    reason: text(10, 4000),
  }),
  responses: { 200: Dispute },
  errors: [
    'not_found',
    'dispute_closed',
    'dispute_decided',
    'dispute_not_with_staff',
    'appeal_needs_other_staff',
    'parts_do_not_add_up',
    'amount_too_small',
    'already_released',
  ],
  summary:
    'Decide a dispute whose time is over: what of the held money the influencer gets and what goes back to the brand, with the reason, which both are told. No money moves while they may appeal; after an appeal somebody else decides, for good.',
});

export const appealDecision = defineEndpoint({
  id: 'disputes.appeal-decision',
  method: 'POST',
  path: '/disputes/{disputeId}/appeal',
  allow: ['dispute:write'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'payments',
  params,
  body: z.strictObject(shown),
  responses: { 201: Dispute },
  errors: ['not_found', 'dispute_closed', 'appeal_not_possible', 'appeal_time_over', 'upload_not_ready'],
  summary:
    'Appeal once against the decision of staff, in time and with what speaks for it: both sides may then show more, and somebody else of staff decides for good. No money moves before.',
});

export const waiveAppeal = defineEndpoint({
  id: 'disputes.waive-appeal',
  method: 'POST',
  path: '/disputes/{disputeId}/waive-appeal',
  allow: ['dispute:settle'],
  byGrant: 'thing',
  idempotent: true,
  params,
  responses: { 200: Dispute },
  errors: ['not_found', 'dispute_closed', 'appeal_not_possible', 'appeal_time_over', 'already_released'],
  summary: 'Accept the decision of staff and do not appeal; when both sides have, the money goes at once.',
});

/** Everything about one contract in one archive: terms with their versions, content, comments, disputes, payments, ledger and log as JSON, and what happened on paper. */
export const Dossier = z.strictObject({
  contractId: id('contract'),
  /** `preparing`: a newer one than that of the file, if there is any, is being made. */
  state: z.enum(['preparing', 'ready']),
  askedAt: Instant,
  /** The newest that is made. */
  file: z.nullable(
    z.strictObject({
      url: z.url(),
      expiresAt: Instant,
      fileName: z.string(),
      contentType: z.literal('application/zip'),
      sizeBytes: z.int(),
      /** Of its bytes, hex. */
      sha256: z.string(),
      madeAt: Instant,
    }),
  ),
});
z.globalRegistry.add(Dossier, { id: 'Dossier' });

export const askDossier = defineEndpoint({
  id: 'disputes.ask-dossier',
  method: 'POST',
  path: '/admin/dossiers',
  allow: ['dispute:resolve'],
  idempotent: true,
  body: z.strictObject({ workspaceId: id('workspace'), contractId: id('contract') }),
  responses: { 202: z.strictObject({ contractId: id('contract'), state: z.literal('preparing'), askedAt: Instant }) },
  errors: ['not_found'],
  summary:
    'Have everything about a contract put into one archive, as evidence for whoever decides on its money; one is also made when a bank disputes the payment, and when a dispute waits for a decision.',
});

export const getDossier = defineEndpoint({
  id: 'disputes.get-dossier',
  method: 'GET',
  path: '/admin/dossiers/{contractId}',
  allow: ['dispute:resolve'],
  params: z.strictObject({ contractId: id('contract') }),
  query: z.strictObject({ workspaceId: id('workspace') }),
  responses: { 200: Dossier },
  errors: ['not_found'],
  summary: 'Where the archive of a contract can be had, for five minutes.',
});

export const disputeEndpoints = [
  askDossier,
  getDossier,

  openDispute,
  listDisputes,
  getDispute,
  addEvidence,
  proposeSettlement,
  acceptSettlement,
  withdrawDispute,
  resolveDispute,
  appealDecision,
  waiveAppeal,
] as const;
