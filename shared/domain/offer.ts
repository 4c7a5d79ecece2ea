import type { Budget } from './budget.ts';
import { type Campaign, type DeliverableType, ENDED_REASON } from './campaign.ts';
import { chargeStep, largestCharge, smallestCharge } from './charge-limits.ts';
import type { Currency } from './currencies.ts';
import { type Issue, type Refused, refuse } from './decision.ts';
import { type ExchangeRate, payoutRate, type RateTable } from './exchange.ts';
import { type AgreedFee, STANDARD_FEE } from './fee-tiers.ts';
import { OPEN_STATUSES } from './lifecycle.ts';
import type { Listing } from './listing.ts';
import { issuesOfMilestones, type Milestone } from './milestones.ts';
import type { Money } from './money.ts';
import { objectionHoursOf } from './objection.ts';
import { likelyPayoutCurrency } from './payout-currency.ts';
import { type Quote, quoteOf } from './quote.ts';
import { isSamePerson, type KnownPerson } from './second-person.ts';
import { type Exclusivity, issuesOfRights, type UsageRights } from './usage-rights.ts';

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
  /** The use of the content in words: all that is said of it, or what `rights` leaves open. */
  usageRights: string;
  /** The use of the content, term by term; absent in older offers, and where words say it all. */
  rights?: UsageRights | undefined;
  exclusivity?: Exclusivity | undefined;
  /** The contract whose content it licenses for longer; then no new content has to be made. */
  extends?: string | undefined;
  revisionRounds: number;
  message: string;
  /** Parts of the price that are paid in and released on their own; without any the price is one. */
  milestones?: Milestone[] | undefined;
  /** How many days the brand has to answer content that was handed in; unanswered it is approved then. Without it content waits for its answer. */
  reviewDays?: number | undefined;
  /** How many hours after the newest live address the brand may object, before anything is released; the usual time without it. */
  objectionHours?: number | undefined;
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
  /** Where the workspace was when it made the offer; absent in older ones. */
  brandCountry?: string | undefined;
  currency: Currency;
  status: OfferStatus;
  current: OfferVersion;
  expiresAt: string;
  contractId: string | null;
  reason: string | null;
  /** The last reminder that it ends: of which version, and how many hours before. */
  reminded?: { number: number; hours: number } | undefined;
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
  return [...issues, ...issuesOfExtension(terms), ...issuesOfRights(terms), ...issuesOfMilestones(terms, today)];
}

/** Something is made, or something that was made is licensed for longer. */
function issuesOfExtension({ extends: extended, deliverables, rights }: OfferTerms): Issue[] {
  if (extended === undefined)
    return deliverables.length > 0
      ? []
      : [{ path: 'deliverables', message: 'must name at least one piece of content' }];
  return rights ? [] : [{ path: 'rights', message: 'must say what is licensed for longer' }];
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
    /** The influencer's payout account, and the exchange rates of the day, where there are any. */
    account?: { currency?: Currency | undefined } | undefined;
    rates?: RateTable | undefined;
    /** Whose profile it is, and everybody of the workspace that the campaign belongs to. */
    recipient: KnownPerson;
    members: readonly KnownPerson[];
    workspace?: { country: string } | undefined;
    /** The contract that the terms extend, if it is one of this workspace. */
    extended?: { influencerId: string } | undefined;
  },
  proposal: { offerId: string; act: SideAct; terms: OfferTerms; expiresAt: string; fee: AgreedFee },
): Offer | Refused<'campaign_not_open' | 'own_campaign' | 'offer_exists' | 'budget_exceeded' | 'validation_failed'> {
  const { campaign, listing, budget, profile, applied, live, rates } = state;
  const { offerId, act, terms, expiresAt, fee } = proposal;
  const { currency } = campaign.budget.max;
  if (!OPEN_STATUSES.includes(campaign.status) || !listing || !budget)
    return refuse('campaign_not_open', `This campaign is ${campaign.status}; offers need it published or active.`);
  if (state.members.some((member) => isSamePerson(member, state.recipient)))
    return refuse('own_campaign', 'This influencer works in your workspace.');
  const issues = issuesOfTerms(terms, currency, act.at.slice(0, 10));
  if (terms.extends !== undefined && state.extended?.influencerId !== profile.influencerId)
    issues.push({ path: 'extends', message: 'must be a contract of this workspace with this influencer' });
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
    ...(state.workspace && { brandCountry: state.workspace.country }),
    currency,
    status: 'open',
    current: {
      number: 1,
      writtenBy: act,
      terms,
      quote: quoteFor({ act, terms, rates, held: { fee, ...payoutOf(profile, state.account) } }),
    },
    expiresAt,
    contractId: null,
    reason: null,
    version: 1,
    createdAt: act.at,
    updatedAt: act.at,
  };
}

/** What stays the same through a negotiation. */
export interface HeldTerms {
  fee: AgreedFee;
  country: string | null;
  /** What the creator's bank is paid in; null while nobody knows. */
  payoutCurrency: Currency | null;
}

function quoteFor(version: { act: SideAct; terms: OfferTerms; held: HeldTerms; rates: RateTable | undefined }): Quote {
  const { act, terms, held, rates } = version;
  const { price, dueOn, objectionHours } = terms;
  const exchange = payoutRate(rates, { from: price.currency, to: held.payoutCurrency }, act.at);
  return quoteOf({ price, quotedOn: act.at.slice(0, 10), dueOn, objectionHours, ...held, exchange });
}

/** Where and in what an influencer is paid: as their account says, else as most are in the country they live in. */
export function payoutOf(
  profile: { geoLocation: { country: string } },
  account: { currency?: Currency | undefined } | undefined,
): Pick<HeldTerms, 'country' | 'payoutCurrency'> {
  const { country } = profile.geoLocation;
  return { country, payoutCurrency: account?.currency ?? likelyPayoutCurrency(country) };
}

/** What a negotiation is held at: all but the price is as in its first version, so that both sides bargain about the price alone. */
export function heldAt({ current }: Pick<Offer, 'current'>): HeldTerms {
  const { quote } = current;
  if (!quote) return { fee: STANDARD_FEE, country: null, payoutCurrency: null };
  const { tier, feeBps, from } = quote.fee;
  return { fee: { tier, feeBps, from }, country: quote.arrival.country, payoutCurrency: quote.payoutCurrency };
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
  counter: {
    act: SideAct;
    readVersion: number;
    terms: OfferTerms;
    expiresAt: string;
    rates?: RateTable | undefined;
  },
): Offer | Refused<AnswerRefusal | 'validation_failed'> {
  const { act, readVersion, terms, expiresAt, rates } = counter;
  const refused = refuseAnswer(offer, { side: act.side, readVersion, nowIso: act.at });
  if (refused) return refused;
  if (offer.current.number >= MOST_VERSIONS)
    return refuse('validation_failed', undefined, [
      { path: 'version', message: `is the last of ${MOST_VERSIONS}; accept it, reject it, or start a new offer` },
    ]);
  const issues = issuesOfTerms(terms, offer.currency, act.at.slice(0, 10));
  if (terms.extends !== offer.current.terms.extends)
    issues.push({ path: 'extends', message: 'must stay as it was in the first version' });
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  // What an answer does not say of the time to object stays as it was.
  const kept = { ...terms, objectionHours: terms.objectionHours ?? objectionHoursOf(offer.current.terms) };
  return {
    ...offer,
    current: {
      number: offer.current.number + 1,
      writtenBy: act,
      terms: kept,
      quote: quoteFor({ act, terms: kept, rates, held: heldAt(offer) }),
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

/** The offer after its campaign ended: nobody can accept it any more, whose turn it ever was. */
export function endWithCampaign(offer: Offer, nowIso: string): Offer | Refused<AnswerRefusal> {
  const closed = refuseClosed(offer, nowIso);
  if (closed) return closed;
  return { ...offer, status: 'withdrawn', reason: ENDED_REASON, version: offer.version + 1, updatedAt: nowIso };
}

/** What an answer to an offer brings about the rate it was told, and what the rates are. */
export interface RateRead {
  rates?: RateTable | undefined;
  /** The rate of the newest quote that was read. */
  told?: Pick<ExchangeRate, 'rate' | 'on'> | undefined;
}

/** The offer accepted by the side whose turn it is, in the version it read; a quote whose rate is over is replaced by the newest, which has to have been read. */
export function decideAccept(
  offer: Offer,
  acceptance: { act: SideAct; readVersion: number; contractId: string } & RateRead,
): Offer | Refused<AnswerRefusal | 'quote_expired'> {
  const { act, readVersion, contractId } = acceptance;
  const refused = refuseAnswer(offer, { side: act.side, readVersion, nowIso: act.at });
  if (refused) return refused;
  const quote = acceptedQuote(offer, act, acceptance);
  if (quote && 'refused' in quote) return quote;
  const current = quote ? { ...offer.current, quote } : offer.current;
  return { ...offer, current, status: 'accepted', contractId, version: offer.version + 1, updatedAt: act.at };
}

/** Whether the exchange rate of a quote may no longer be accepted at an instant. */
export function isQuoteOver(quote: Pick<Quote, 'exchange'> | null | undefined, nowIso: string): boolean {
  return quote?.exchange != null && quote.exchange.validUntil <= nowIso;
}

function acceptedQuote(
  { current }: Offer,
  act: SideAct,
  { rates, told }: RateRead,
): Quote | undefined | Refused<'quote_expired'> {
  const { quote, terms } = current;
  if (!quote?.exchange || !isQuoteOver(quote, act.at)) return quote;
  const until = `The exchange rate of this offer held until ${quote.exchange.validUntil}.`;
  if (act.side === 'brand')
    return refuse(
      'quote_expired',
      `${until} Answer with the same terms: they carry the rate of the day, which the creator then reads and accepts.`,
    );
  const newest = quoteFor({ act, terms, rates, held: heldAt({ current }) });
  if (!newest.exchange)
    return refuse('quote_expired', `${until} There is none for today yet; try again in a few hours.`);
  if (told?.rate !== newest.exchange.rate || told.on !== newest.exchange.on)
    return refuse('quote_expired', `${until} It is ${newest.exchange.rate} now; read today’s quote and accept that.`);
  return newest;
}
