import * as z from 'zod/mini';
import { CANCEL_INSTEADS, CANCEL_LINES, DEAL_STAGES } from '#domain/cancellation.ts';
import { HOLD_STATUSES } from '#domain/contract.ts';
import { SETTLED_LINES, SETTLED_REASONS } from '#domain/quote.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Balance, Day, Instant, id, Money, page, pageQuery } from '../schemas.ts';
import { CampaignStatus, campaignParams } from './campaigns.ts';
import { Fees, OfferSide, OfferTerms, Quote } from './offers.ts';
import { HoldClock } from './payments.ts';

/** The quote against what was paid, line by line. */
export const Settlement = z.strictObject({
  lines: z.array(
    z.strictObject({
      line: z.enum(SETTLED_LINES),
      /** Null where nothing was promised. */
      quoted: z.nullable(Balance),
      paid: Balance,
      /** Paid less quoted; null where there is nothing in the same currency to compare. */
      difference: z.nullable(Balance),
      reason: z.enum(SETTLED_REASONS),
    }),
  ),
  /** Null when nothing was sent. */
  arrival: z.nullable(
    z.strictObject({ sentOn: Day, from: Day, until: Day, reason: z.enum(['as_quoted', 'earlier', 'later']) }),
  ),
});
z.globalRegistry.add(Settlement, { id: 'Settlement' });

/** What paying in now would mean for the dates of a contract. */
export const FundingWindow = z.strictObject({
  /** Until when money paid in now may be held. */
  heldUntil: Instant,
  /** Until when the dates of the contract need it: delivery, silence window, payout. */
  neededUntil: Instant,
  /** The first day on which it can be paid in; null when that is now. */
  opensOn: z.nullable(Day),
  /** Why it cannot be paid in now, and how to mend it. */
  reason: z.nullable(z.string()),
});
z.globalRegistry.add(FundingWindow, { id: 'FundingWindow' });

/** A part of the price that is paid in and released on its own, as it stands; a contract without milestones is its only one. */
export const ContractMilestone = z.strictObject({
  number: z.int(),
  /** Null for a contract without milestones. */
  title: z.nullable(z.string()),
  deliverableIds: z.array(z.string()),
  dueOn: Day,
  price: Money,
  /** Its share of the platform's fee; the shares sum to the fee on the whole price. */
  platformFee: Balance,
  status: z.enum(HOLD_STATUSES),
  /** What of its price was released and what went back; both, where it was shared after a dispute. */
  released: Balance,
  refunded: Balance,
  fundedAt: z.nullable(Instant),
  holdClock: z.nullable(HoldClock),
  fundingWindow: z.nullable(FundingWindow),
  /** The open dispute of the two sides about it, of a contract with milestones; the others go on. */
  disputeId: z.nullable(id('dispute')),
  progress: z.strictObject({ required: z.int(), approved: z.int(), live: z.int() }),
});
z.globalRegistry.add(ContractMilestone, { id: 'ContractMilestone' });

export const Contract = z.strictObject({
  contractId: id('contract'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  brandId: id('brand'),
  brandName: z.string(),
  influencerId: id('influencer'),
  influencerName: z.string(),
  offerId: id('offer'),
  offerVersion: z.int(),
  terms: OfferTerms,
  /** sha-256 of what was agreed, hex. */
  termsHash: z.string(),
  acceptances: z.array(z.strictObject({ side: OfferSide, at: Instant })),
  feeBps: z.int(),
  fees: Fees,
  /** What both sides were told when they agreed; null in contracts from before quotes. */
  quote: z.nullable(Quote),
  /** What became of it; null until the money was paid out or went back. */
  settlement: z.nullable(Settlement),
  fundingStatus: z.enum(HOLD_STATUSES),
  /** When the money arrived; null before. */
  fundedAt: z.nullable(Instant),
  /** How long it may still be held; null while it is not. */
  holdClock: z.nullable(HoldClock),
  /** When the caller's side made the proof of funds that stands; null for none. */
  proofSharedAt: z.nullable(Instant),
  /** What of its money could be disputed now: what is held and not on its way, milestone by milestone; null when nothing is. */
  disputable: z.nullable(
    z.strictObject({
      amount: Money,
      lots: z.array(z.strictObject({ milestone: z.int(), priceMinor: z.int(), feeMinor: z.int() })),
    }),
  ),
  /** The newest dispute about its money, open or over; null for none. */
  disputeId: z.nullable(id('dispute')),
  /** Some of its money could not be paid back, however often it was tried; people of the platform look at it. */
  refundStuck: z.boolean(),
  /** Null once it is paid in. */
  fundingWindow: z.nullable(FundingWindow),
  /** In order; the prices sum to that of the contract. */
  milestones: z.array(ContractMilestone),
  /** Pieces asked for, approved (live ones included) and live. */
  progress: z.strictObject({ required: z.int(), approved: z.int(), live: z.int() }),
  /** The brand's own rule wants a second person to approve the release, and nobody has. */
  waitsForSecondPerson: z.boolean(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
z.globalRegistry.add(Contract, { id: 'Contract' });

export const getContract = defineEndpoint({
  id: 'contracts.get-contract',
  method: 'GET',
  path: '/contracts/{contractId}',
  allow: ['contract:read'],
  params: z.strictObject({ contractId: id('contract') }),
  responses: { 200: Contract },
  errors: ['not_found'],
  summary: 'One contract, with its money and delivery as they stand.',
});

export const listContracts = defineEndpoint({
  id: 'contracts.list-contracts',
  method: 'GET',
  path: '/campaigns/{campaignId}/contracts',
  allow: ['contract:read'],
  params: campaignParams,
  query: pageQuery({}),
  responses: { 200: page(Contract) },
  errors: ['not_found', 'bad_cursor'],
  summary: 'The contracts of a campaign; an influencer sees their own.',
});

export const listAllContracts = defineEndpoint({
  id: 'contracts.list-all-contracts',
  method: 'GET',
  path: '/contracts',
  allow: ['contract:read'],
  query: pageQuery({}),
  responses: { 200: page(Contract) },
  errors: ['bad_cursor'],
  summary:
    "The caller's contracts in every campaign: an influencer's newest first, a workspace's campaign by campaign.",
});

export const CampaignBudget = z.strictObject({
  campaignId: id('campaign'),
  total: Money,
  /** Prices of accepted contracts. */
  committed: Money,
  funded: Money,
  released: Money,
  refunded: Money,
  fees: Money,
  /** total − committed. */
  remaining: Balance,
  /** Of the money held for it that has to leave first; null while none is held. */
  holdClock: z.nullable(HoldClock),
  version: z.int(),
});
z.globalRegistry.add(CampaignBudget, { id: 'CampaignBudget' });

export const getBudget = defineEndpoint({
  id: 'contracts.get-budget',
  method: 'GET',
  path: '/campaigns/{campaignId}/budget',
  allow: ['campaign:read'],
  params: campaignParams,
  responses: { 200: CampaignBudget },
  errors: ['not_found'],
  summary: 'What a campaign may spend, and what of it is committed, held, released and left.',
});

const BudgetFigures = {
  total: Balance,
  committed: Balance,
  funded: Balance,
  released: Balance,
  refunded: Balance,
  fees: Balance,
  remaining: Balance,
};

/** What all campaigns of a workspace may spend and have spent, each and together; drafts have no budget yet. */
export const WorkspaceBudget = z.strictObject({
  /** All campaigns together, per currency. */
  totals: z.array(z.strictObject(BudgetFigures)),
  /** What the budgets of a year's campaigns come to, less what ended ones did not use: the limit of the year holds for it. */
  years: z.array(z.strictObject({ year: z.string(), allotted: Balance })),
  /** Newest first; at most 200, though all of them are in the totals. */
  campaigns: z.array(
    z.strictObject({
      campaignId: id('campaign'),
      /** Null for one from before titles were kept with budgets that has ended. */
      title: z.nullable(z.string()),
      /** Null once it has ended. */
      status: z.nullable(CampaignStatus),
      ...BudgetFigures,
    }),
  ),
});
z.globalRegistry.add(WorkspaceBudget, { id: 'WorkspaceBudget' });

export const getWorkspaceBudget = defineEndpoint({
  id: 'contracts.get-workspace-budget',
  method: 'GET',
  path: '/workspaces/{workspaceId}/budget',
  allow: ['campaign:read'],
  params: z.strictObject({ workspaceId: id('workspace') }),
  responses: { 200: WorkspaceBudget },
  errors: ['not_found'],
  summary: 'The budgets of all campaigns, each and added up per currency, and what is allotted of each year.',
});

/** How far a contract is, and what getting out of it now would come to, line by line. */
export const Cancellation = z.strictObject({
  contractId: id('contract'),
  stage: z.enum(DEAL_STAGES),
  /** Whether the side that asks may get out now. */
  may: z.boolean(),
  /** What moves, how long it takes; null where it may not. */
  moves: z.nullable(z.enum(['nothing', 'held_to_brand'])),
  within: z.nullable(z.string()),
  lines: z.array(z.strictObject({ line: z.enum(CANCEL_LINES), amount: Money })),
  /** The code a request would be refused with, and what helps instead; null where it may. */
  code: z.nullable(z.string()),
  instead: z.nullable(z.enum(CANCEL_INSTEADS)),
  /** What happens when nobody asks for anything. */
  byItself: z.string(),
  /** To be sent with the request, so that it does what was read. */
  version: z.int(),
});
z.globalRegistry.add(Cancellation, { id: 'Cancellation' });

const cancelErrors = [
  'not_found',
  'version_conflict',
  'money_is_moving',
  'content_handed_in',
  'dispute_open_already',
  'already_released',
  'contract_cancelled',
] as const;

export const getCancellation = defineEndpoint({
  id: 'contracts.get-cancellation',
  method: 'GET',
  path: '/contracts/{contractId}/cancellation',
  allow: ['contract:read'],
  params: z.strictObject({ contractId: id('contract') }),
  responses: { 200: Cancellation },
  errors: ['not_found'],
  summary:
    'What getting out of a contract now would move and how long it takes, or why it may not be done and what helps instead.',
});

export const cancelContract = defineEndpoint({
  id: 'contracts.cancel-contract',
  method: 'POST',
  path: '/contracts/{contractId}/cancel',
  allow: ['contract:cancel'],
  byGrant: 'thing',
  idempotent: true,
  rate: 'payments',
  params: z.strictObject({ contractId: id('contract') }),
  body: z.strictObject({ version: z.int().check(z.gte(1)) }),
  responses: { 202: Cancellation },
  errors: [...cancelErrors, 'provider_unavailable'],
  summary:
    'Get out of a contract as its cancellation said: what is held goes back to the brand, what was never paid in is no longer owed, and a payment under way is given up first.',
});

export const contractEndpoints = [
  getCancellation,
  cancelContract,
  getContract,
  listContracts,
  listAllContracts,
  getBudget,
  getWorkspaceBudget,
] as const;
