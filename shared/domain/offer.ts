import type { Budget } from './budget.ts';
import type { Campaign, DeliverableType } from './campaign.ts';
import { chargeStep, largestCharge, smallestCharge } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import { type Issue, type Refused, refuse } from './decision.ts';
import { type AgreedFee, STANDARD_FEE } from './fee-tiers.ts';
import { OPEN_STATUSES } from './lifecycle.ts';
import type { Listing } from './listing.ts';
import { issuesOfMilestones, type Milestone } from './milestones.ts';
import type { Money } from './money.ts';
import { type Quote, quoteOf } from './quote.ts';

/** States an offer is stored in; one past its expiry is shown as expired and answers no more. */
export const OFFER_STATUSES = ['open', 'accepted', 'rejected', 'withdrawn'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

export type Side = 'brand' | 'influencer';
/** Who did something for a side, and when. */
export interface SideAct {
  side: Side;
  userId: string;
  at: string;
}

export interface OfferDeliverable {
  deliverableId: string;
  type: DeliverableType;
  platform: 'instagram' | 'youtube' | 'tiktok';
  count: number;
}

/** What both sides agree on. */
export interface OfferTerms {
  price: Money;
  deliverables: OfferDeliverable[];
  /** The day the last piece is live. */
  dueOn: string;
  usageRights: string;
  revisionRounds: number;
  message: string;
  /** Parts of the price that are paid in and released on their own; without any the price is one. */
  milestones?: Milestone[] | undefined;
}

/** One proposal of terms; never changed once written. */
export interface OfferVersion {
  number: number;
  writtenBy: SideAct;
  terms: OfferTerms;
  /** What the price means for the creator, as both sides saw it; absent in offers from before quotes. */
  quote?: Quote | undefined;
}

/** Terms for one influencer: the current version and where the negotiation stands. */
export interface Offer {
  offerId: string;
  workspaceId: string;
  brandId: string;
  brandName: string;
  campaignId: string;
  campaignTitle: string;
  influencerId: string;
  influencerName: string;
  applicationId: string | null;
  currency: Currency;
  status: OfferStatus;
  current: OfferVersion;
  expiresAt: string;
  contractId: string | null;
  reason: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** The most versions one negotiation may have. */
export const MOST_VERSIONS = 20;

/** What is wrong with a price and a last day in a campaign of that currency; `today` as YYYY-MM-DD. */
export function issuesOfPrice(terms: Pick<OfferTerms, 'price' | 'dueOn'>, currency: Currency, today: string): Issue[] {
  const issues: Issue[] = [];
  if (terms.price.currency !== currency)
    issues.push({ path: 'price.currency', message: `must be ${currency}, the currency of the campaign` });
  if (terms.price.amountMinor < smallestCharge(currency))
    issues.push({
      path: 'price.amountMinor',
      message: `must be at least ${smallestCharge(currency)} in ${currency}, the least that can be paid by card`,
    });
  if (terms.price.amountMinor > largestCharge(currency))
    issues.push({ path: 'price.amountMinor', message: `must be at most ${largestCharge(currency)} in ${currency}` });
  if (terms.price.amountMinor % chargeStep(currency) !== 0)
    issues.push({
      path: 'price.amountMinor',
      message: `must be a multiple of ${chargeStep(currency)} in ${currency}, as nothing smaller can be paid`,
    });
  if (terms.dueOn < today) issues.push({ path: 'dueOn', message: 'must not be in the past' });
  return issues;
}

/** What contradicts itself or the campaign in proposed terms; `today` as YYYY-MM-DD. */
export function issuesOfTerms(terms: OfferTerms, currency: Currency, today: string): Issue[] {
  const issues = issuesOfPrice(terms, currency, today);
  const ids = terms.deliverables.map(({ deliverableId }) => deliverableId);
  for (const [index, deliverableId] of ids.entries())
    if (ids.indexOf(deliverableId) !== index)
      issues.push({ path: `deliverables.${index}.deliverableId`, message: 'is used twice in this offer' });
  return [...issues, ...issuesOfMilestones(terms, today)];
}

/** The first version of an offer; refuses a campaign that takes none, a second live offer, and what the budget does not cover. */
export function decideOffer(
  state: {
    campaign: Pick<Campaign, 'campaignId' | 'workspaceId' | 'brandId' | 'title' | 'budget' | 'status'>;
    /** Absent while the campaign takes no applications. */
    listing: Pick<Listing, 'brandName'> | undefined;
    budget: Pick<Budget, 'remainingMinor'> | undefined;
    profile: { influencerId: string; displayName: string; geoLocation: { country: string } };
    applied: { applicationId: string } | undefined;
    live: { offerId: string; expiresAt: string } | undefined;
  },
  proposal: { offerId: string; act: SideAct; terms: OfferTerms; expiresAt: string; fee: AgreedFee },
): Offer | Refused<'campaign_not_open' | 'offer_exists' | 'budget_exceeded' | 'validation_failed'> {
  const { campaign, listing, budget, profile, applied, live } = state;
  const { offerId, act, terms, expiresAt, fee } = proposal;
  const { currency } = campaign.budget.max;
  if (!OPEN_STATUSES.includes(campaign.status) || !listing || !budget)
    return refuse('campaign_not_open', `This campaign is ${campaign.status}; offers need it published or active.`);
  const issues = issuesOfTerms(terms, currency, act.at.slice(0, 10));
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  if (live && live.expiresAt > act.at) return refuse('offer_exists', `Offer ${live.offerId} is still open.`);
  if (terms.price.amountMinor > budget.remainingMinor) return refuse('budget_exceeded');
  return {
    offerId,
    workspaceId: campaign.workspaceId,
    brandId: campaign.brandId,
    brandName: listing.brandName,
    campaignId: campaign.campaignId,
    campaignTitle: campaign.title,
    influencerId: profile.influencerId,
    influencerName: profile.displayName,
    applicationId: applied?.applicationId ?? null,
    currency,
    status: 'open',
    current: {
      number: 1,
      writtenBy: act,
      terms,
      quote: quoteFor({ act, terms, fee, country: profile.geoLocation.country }),
    },
    expiresAt,
    contractId: null,
    reason: null,
    version: 1,
    createdAt: act.at,
    updatedAt: act.at,
  };
}

function quoteFor(version: { act: SideAct; terms: OfferTerms; fee: AgreedFee; country: string | null }): Quote {
  const { act, terms, fee, country } = version;
  return quoteOf({ price: terms.price, fee, quotedOn: act.at.slice(0, 10), dueOn: terms.dueOn, country });
}

/** What a negotiation is held at: the fee and the country are those of its first version, so that both sides bargain about the price alone. */
export function heldAt({ current }: Pick<Offer, 'current'>): { fee: AgreedFee; country: string | null } {
  const { quote } = current;
  if (!quote) return { fee: STANDARD_FEE, country: null };
  const { tier, feeBps, from } = quote.fee;
  return { fee: { tier, feeBps, from }, country: quote.arrival.country };
}

/** Whether an offer may still be answered at that instant. */
export function isLive(offer: Pick<Offer, 'status' | 'expiresAt'>, nowIso: string): boolean {
  return offer.status === 'open' && offer.expiresAt > nowIso;
}

/** The state an offer is shown in at that instant. */
export function shownStatus(offer: Pick<Offer, 'status' | 'expiresAt'>, nowIso: string): OfferStatus | 'expired' {
  return offer.status === 'open' && !isLive(offer, nowIso) ? 'expired' : offer.status;
}

export type AnswerRefusal = 'offer_not_open' | 'offer_expired' | 'offer_changed' | 'offer_not_yours_to_answer';

/** Whether a side may answer (accept, counter, reject) the version it read; undefined when it may. */
export function refuseAnswer(
  offer: Offer,
  answer: { side: Side; readVersion: number | undefined; nowIso: string },
): Refused<AnswerRefusal> | undefined {
  const closed = refuseClosed(offer, answer.nowIso);
  if (closed) return closed;
  if (answer.readVersion !== undefined && answer.readVersion !== offer.current.number)
    return refuse(
      'offer_changed',
      `You read version ${answer.readVersion}; the offer is at version ${offer.current.number}.`,
    );
  if (answer.side === offer.current.writtenBy.side)
    return refuse('offer_not_yours_to_answer', 'Your side wrote this version; the other side answers it.');
  return undefined;
}

function refuseClosed(offer: Offer, nowIso: string): Refused<'offer_not_open' | 'offer_expired'> | undefined {
  if (offer.status !== 'open') return refuse('offer_not_open', `This offer is ${offer.status}.`);
  if (!isLive(offer, nowIso)) return refuse('offer_expired', `This offer expired at ${offer.expiresAt}.`);
  return undefined;
}

/** The offer with a new version from the side whose turn it is. */
export function decideCounter(
  offer: Offer,
  counter: { act: SideAct; readVersion: number; terms: OfferTerms; expiresAt: string },
): Offer | Refused<AnswerRefusal | 'validation_failed'> {
  const { act, readVersion, terms, expiresAt } = counter;
  const refused = refuseAnswer(offer, { side: act.side, readVersion, nowIso: act.at });
  if (refused) return refused;
  if (offer.current.number >= MOST_VERSIONS)
    return refuse('validation_failed', undefined, [
      { path: 'version', message: `is the last of ${MOST_VERSIONS}; accept it, reject it, or start a new offer` },
    ]);
  const issues = issuesOfTerms(terms, offer.currency, act.at.slice(0, 10));
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  return {
    ...offer,
    current: {
      number: offer.current.number + 1,
      writtenBy: act,
      terms,
      quote: quoteFor({ act, terms, ...heldAt(offer) }),
    },
    expiresAt,
    version: offer.version + 1,
    updatedAt: act.at,
  };
}

/** The offer rejected by the side whose turn it is; with `readVersion` only the version it read. */
export function decideReject(
  offer: Offer,
  rejection: { act: SideAct; readVersion: number | undefined; reason: string | null },
): Offer | Refused<AnswerRefusal> {
  const { act, readVersion, reason } = rejection;
  const refused = refuseAnswer(offer, { side: act.side, readVersion, nowIso: act.at });
  return refused ?? { ...offer, status: 'rejected', reason, version: offer.version + 1, updatedAt: act.at };
}

/** The offer withdrawn by the side that wrote the current version. */
export function decideWithdraw(offer: Offer, act: SideAct): Offer | Refused<AnswerRefusal> {
  const closed = refuseClosed(offer, act.at);
  if (closed) return closed;
  if (act.side !== offer.current.writtenBy.side)
    return refuse('offer_not_yours_to_answer', 'The other side wrote this version; reject it instead.');
  return { ...offer, status: 'withdrawn', version: offer.version + 1, updatedAt: act.at };
}

/** The offer accepted by the side whose turn it is, in the version it read. */
export function decideAccept(
  offer: Offer,
  acceptance: { act: SideAct; readVersion: number; contractId: string },
): Offer | Refused<AnswerRefusal> {
  const { act, readVersion, contractId } = acceptance;
  const refused = refuseAnswer(offer, { side: act.side, readVersion, nowIso: act.at });
  return refused ?? { ...offer, status: 'accepted', contractId, version: offer.version + 1, updatedAt: act.at };
}
