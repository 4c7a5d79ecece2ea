import * as z from 'zod/mini';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { MOST_MILESTONES } from '#domain/milestones.ts';
import { TAX_REASONS } from '#domain/quote.ts';
import {
  LONGEST_EXCLUSIVITY_DAYS,
  LONGEST_TERM_DAYS,
  MOST_TERRITORIES,
  RIGHTS_CHANNELS,
} from '#domain/usage-rights.ts';
import { defineEndpoint } from '../endpoint.ts';
import {
  Balance,
  CountryCode,
  CurrencyCode,
  Day,
  Instant,
  id,
  Money,
  ObjectionHours,
  page,
  pageQuery,
  SocialPlatform,
  text,
  WITHIN_OBJECTION,
} from '../schemas.ts';
import { campaignParams } from './campaigns.ts';

export const OfferSide = z.enum(['brand', 'influencer']);

const OfferDeliverable = z.strictObject({
  deliverableId: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be a short name of a-z, 0-9 and -')),
  type: z.enum(DELIVERABLE_TYPES),
  platform: SocialPlatform,
  count: z.int().check(z.gte(1), z.lte(100)),
});

/** A part of the price that is paid in and released on its own; all of them sum to the price, and each deliverable belongs to one. */
const OfferMilestone = z.strictObject({
  title: text(1, 100),
  deliverableIds: z.array(OfferDeliverable.shape.deliverableId).check(z.maxLength(20)),
  dueOn: Day,
  price: Money,
});
z.globalRegistry.add(OfferMilestone, { id: 'OfferMilestone' });

/** What the brand may do with the content, for how long and where; what is not named stays with the creator. */
export const UsageRights = z.strictObject({
  channels: z.array(z.enum(RIGHTS_CHANNELS)).check(z.maxLength(RIGHTS_CHANNELS.length)),
  /** Countries; none means the whole world. */
  territories: z.array(CountryCode).check(z.maxLength(MOST_TERRITORIES)),
  /** Counted from `dueOn`; null means without end. */
  termDays: z.nullable(z.int().check(z.gte(1), z.lte(LONGEST_TERM_DAYS))),
  /** In advertising that the brand pays for. */
  paidAds: z.boolean(),
  /** In advertising under the creator's name. */
  whitelisting: z.boolean(),
});
z.globalRegistry.add(UsageRights, { id: 'UsageRights' });

/** A kind of product that the creator does not advertise for others until so many days after `dueOn`. */
export const Exclusivity = z.strictObject({
  category: text(1, 100),
  days: z.int().check(z.gte(1), z.lte(LONGEST_EXCLUSIVITY_DAYS)),
});
z.globalRegistry.add(Exclusivity, { id: 'Exclusivity' });

const termsFields = {
  price: Money,
  /** At least one, but where an earlier contract is extended. */
  deliverables: z.array(OfferDeliverable).check(z.maxLength(20)),
  dueOn: Day,
  /** The use of the content in words; may stay empty where `rights` says it. */
  usageRights: z._default(z.string().check(z.trim(), z.maxLength(2000)), ''),
  rights: z.optional(UsageRights),
  exclusivity: z.optional(Exclusivity),
  /** The contract whose content is licensed for longer. */
  extends: z.optional(id('contract')),
  revisionRounds: z.int().check(z.gte(0), z.lte(10)),
  message: z._default(z.string().check(z.trim(), z.maxLength(5000)), ''),
  /** Content that the brand has not answered for so many days is approved; without it content waits for its answer. */
  reviewDays: z.optional(z.int().check(z.gte(1), z.lte(30))),
  /** How long after the newest live address the brand may object before anything is released. A first offer without it has what the workspace begins with, an answer what it answers; deals that do not say it, 72. */
  objectionHours: z.optional(ObjectionHours),
  /** Without any, or with one, the whole price is paid in and released as one. */
  milestones: z.optional(z.array(OfferMilestone).check(z.maxLength(MOST_MILESTONES))),
};

const proposalFields = {
  ...termsFields,
  expiresInDays: z._default(z.int().check(z.gte(1), z.lte(60)), 7),
};

export const OfferTerms = z.strictObject({ ...termsFields, usageRights: z.string(), message: z.string() });
z.globalRegistry.add(OfferTerms, { id: 'OfferTerms' });

/** What a price means for the creator. */
export const Fees = z.strictObject({ price: Money, platformFee: Money, net: Money });
z.globalRegistry.add(Fees, { id: 'Fees' });

const RateToldFields = {
  /** Units of the payout's currency for one of the contract's, as a decimal number. */
  rate: z.string().check(z.regex(/^\d{1,12}(\.\d{1,20})?$/, 'must be a decimal number')),
  on: Day,
};

/** What of a price reaches the creator and when, as it was told on a day; fee, tax, rounding and net sum to the price. */
export const Quote = z.strictObject({
  quotedOn: Day,
  price: Money,
  /** The tier the brand's volume of the last 12 months reached in the contract's currency, and from where on it holds; null for the first. */
  fee: z.strictObject({ tier: z.string(), feeBps: z.int(), from: z.nullable(Balance), amount: Money }),
  tax: z.strictObject({ amount: Money, reason: z.enum(TAX_REASONS) }),
  /** Not sent to banks in this currency; it stays in the payout account until the next payout. */
  rounding: Money,
  net: Money,
  /** What the creator's bank is paid in; null while nobody knows. */
  payoutCurrency: z.nullable(CurrencyCode),
  /** What is promised in that currency to whoever accepts in time. Null: the contract's own, or changed at the rate of the day it is sent. */
  exchange: z.nullable(z.strictObject({ ...RateToldFields, source: z.string(), validUntil: Instant, payout: Balance })),
  /** Estimated, if the last piece is live on that day. */
  arrival: z.strictObject({
    liveOn: Day,
    releaseOn: Day,
    from: Day,
    until: Day,
    country: z.nullable(z.string()),
    objectionHours: z.optional(z.int()),
  }),
});
z.globalRegistry.add(Quote, { id: 'Quote' });

/** How long money may be held, and why what is due on that day cannot be held from now on until it is released; null when it can. */
export const HoldNote = z.strictObject({ holdableDays: z.int(), reason: z.nullable(z.string()) });

/** A quote for terms that are not sent yet. */
export const OfferQuote = z.strictObject({ ...Quote.shape, hold: HoldNote });
z.globalRegistry.add(OfferQuote, { id: 'OfferQuote' });

const offerFields = {
  offerId: id('offer'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerId: id('influencer'),
  influencerName: z.string(),
  applicationId: z.nullable(id('application')),
  status: z.enum(['open', 'accepted', 'rejected', 'withdrawn', 'expired']),
  /** The number to name when answering. */
  version: z.int(),
  writtenBy: OfferSide,
  /** Whose turn it is; null once the offer is closed. */
  answerBy: z.nullable(OfferSide),
  terms: OfferTerms,
  fees: Fees,
  /** Null in offers from before quotes. */
  quote: z.nullable(Quote),
  expiresAt: Instant,
  contractId: z.nullable(id('contract')),
  /** What does not keep it from being accepted, but should be known before. */
  warnings: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  reason: z.nullable(z.string()),
  createdAt: Instant,
  updatedAt: Instant,
};

export const Offer = z.strictObject(offerFields);
z.globalRegistry.add(Offer, { id: 'Offer' });

export const OfferWithVersions = z.strictObject({
  ...offerFields,
  versions: z.array(
    z.strictObject({
      version: z.int(),
      writtenBy: OfferSide,
      writtenAt: Instant,
      terms: OfferTerms,
      fees: Fees,
      quote: z.nullable(Quote),
    }),
  ),
});
z.globalRegistry.add(OfferWithVersions, { id: 'OfferWithVersions' });

export const createOffer = defineEndpoint({
  id: 'offers.create-offer',
  method: 'POST',
  path: '/campaigns/{campaignId}/offers',
  allow: ['offer:write'],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({ influencerId: id('influencer'), ...proposalFields }),
  responses: { 201: Offer },
  errors: [
    ...([
      'not_found',
      'campaign_not_open',
      'own_campaign',
      'offer_exists',
      'budget_exceeded',
      'campaign_full',
    ] as const),
    'validation_failed',
  ],
  summary: 'Offer terms to an influencer.',
});

export const listOffers = defineEndpoint({
  id: 'offers.list-offers',
  method: 'GET',
  path: '/offers',
  allow: ['offer:read'],
  query: pageQuery({ campaignId: z.optional(id('campaign')) }),
  responses: { 200: page(Offer) },
  errors: ['bad_cursor'],
  summary: 'The offers of the workspace, by campaign; or those made to me, newest first.',
});

const offerParams = z.strictObject({ offerId: id('offer') });

export const getOffer = defineEndpoint({
  id: 'offers.get-offer',
  method: 'GET',
  path: '/offers/{offerId}',
  allow: ['offer:read'],
  params: offerParams,
  responses: { 200: OfferWithVersions },
  errors: ['not_found'],
  summary: 'One offer with all its versions.',
});

/** A price and a last day, not sent yet. */
const quoteFields = {
  amountMinor: z.coerce.number().check(z.int(), z.gte(1), z.lte(99_999_999)),
  currency: CurrencyCode,
  dueOn: Day,
  objectionHours: z.optional(z.coerce.number().check(z.int(), ...WITHIN_OBJECTION)),
};

export const quoteOffer = defineEndpoint({
  id: 'offers.quote-offer',
  method: 'GET',
  path: '/campaigns/{campaignId}/offer-quote',
  allow: ['offer:write'],
  byGrant: 'path',
  params: campaignParams,
  query: z.strictObject({ influencerId: id('influencer'), ...quoteFields }),
  responses: { 200: OfferQuote },
  errors: ['not_found', 'validation_failed'],
  summary: 'What a price would mean for an influencer, before it is offered: every part, and when it should arrive.',
});

export const quoteCounter = defineEndpoint({
  id: 'offers.quote-counter',
  method: 'GET',
  path: '/offers/{offerId}/quote',
  allow: ['offer:answer'],
  byGrant: 'thing',
  params: offerParams,
  query: z.strictObject(quoteFields),
  responses: { 200: OfferQuote },
  errors: ['not_found', 'validation_failed'],
  summary:
    'What another price would mean, before the offer is answered with it, at the fee this negotiation is held at.',
});

/** A person's name as they sign with it, and the hash of the text they read. */
export const SignatureGiven = z.strictObject({
  fullName: text(3, 120).check(z.regex(/\p{L}.*\p{L}/u, 'must be a name, as you sign with it')),
  documentHash: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be the documentHash of what you read')),
});
z.globalRegistry.add(SignatureGiven, { id: 'SignatureGiven' });

const answerErrors = [
  'not_found',
  'offer_not_open',
  'offer_expired',
  'offer_changed',
  'offer_not_yours_to_answer',
] as const;
const version = z.int().check(z.gte(1));

export const acceptOffer = defineEndpoint({
  id: 'offers.accept-offer',
  method: 'POST',
  path: '/offers/{offerId}/accept',
  allow: ['offer:answer'],
  byGrant: 'thing',
  idempotent: true,
  params: offerParams,
  body: z.strictObject({
    version,
    /** Signs the contract in the same step, as its preview showed it. */
    signature: z.optional(SignatureGiven),
    /** The rate of the newest quote you read, where the one of the offer may no longer be accepted. */
    exchange: z.optional(z.strictObject(RateToldFields)),
  }),
  responses: { 200: Offer },
  errors: [
    ...answerErrors,
    'quote_expired',
    'budget_exceeded',
    'campaign_full',
    'campaign_not_open',
    'document_changed',
  ],
  summary: 'Accept the version you read; this makes the contract and commits its price from the budget.',
});

export const counterOffer = defineEndpoint({
  id: 'offers.counter-offer',
  method: 'POST',
  path: '/offers/{offerId}/counter',
  allow: ['offer:answer'],
  byGrant: 'thing',
  idempotent: true,
  params: offerParams,
  body: z.strictObject({ version, ...proposalFields }),
  responses: { 200: Offer },
  errors: [...answerErrors, 'campaign_not_open', 'budget_exceeded', 'validation_failed'],
  summary: 'Answer the version you read with other terms.',
});

export const rejectOffer = defineEndpoint({
  id: 'offers.reject-offer',
  method: 'POST',
  path: '/offers/{offerId}/reject',
  allow: ['offer:answer'],
  byGrant: 'thing',
  idempotent: true,
  params: offerParams,
  body: z.strictObject({ version: z.optional(version), reason: z.optional(text(1, 1000)) }),
  responses: { 200: Offer },
  errors: answerErrors,
  summary: 'Reject the other side’s terms; this ends the offer.',
});

export const withdrawOffer = defineEndpoint({
  id: 'offers.withdraw-offer',
  method: 'POST',
  path: '/offers/{offerId}/withdraw',
  allow: ['offer:answer'],
  byGrant: 'thing',
  idempotent: true,
  params: offerParams,
  responses: { 200: Offer },
  errors: ['not_found', 'offer_not_open', 'offer_expired', 'offer_not_yours_to_answer'],
  summary: 'Take back the terms your side wrote last; this ends the offer.',
});

export const offerEndpoints = [
  createOffer,
  listOffers,
  getOffer,
  quoteOffer,
  quoteCounter,
  acceptOffer,
  counterOffer,
  rejectOffer,
  withdrawOffer,
] as const;
