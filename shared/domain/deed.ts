import { DELIVERABLE_TYPES } from './campaign.ts';
import type { Contract } from './contract.ts';
import {
  type Clause,
  type ClauseCondition,
  type ClauseParagraph,
  clausesOf,
  NEWEST_TEMPLATE,
} from './contract-clauses.ts';
import { dayText } from './day.ts';
import { type Refused, refuse } from './decision.ts';
import { disclosureRules } from './disclosure.ts';
import { severalOf } from './milestones.ts';
import { amountText } from './money-text.ts';
import { objectionHoursOf, spanText } from './objection.ts';
import { heldAt, type Offer, type OfferTerms, type SideAct } from './offer.ts';
import { PLATFORM_NAMES } from './social.ts';
import { CHANNEL_NAMES, exclusiveUntil, rightsAlerts, rightsEndOn } from './usage-rights.ts';

/** All that the text of a contract depends on: the same facts give the same text, for ever. */
export interface DeedFacts {
  template: number;
  /** Which version of the contract it is; amendments make further ones. */
  number: number;
  workspaceId: string;
  brandName: string;
  influencerId: string;
  influencerName: string;
  campaignId: string;
  campaignTitle: string;
  offerId: string;
  offerVersion: number;
  feeBps: number;
  terms: OfferTerms;
  /** Where both sides live; null where nobody knows. */
  countries: { brand: string | null; influencer: string | null };
}

/** The text of one version of a contract. */
export interface DeedText {
  title: string;
  clauses: { id: string; version: number; heading: string; paragraphs: string[] }[];
}

/** One side's name below the text, with where it came from and the hash of what was signed. */
export interface Signature extends SideAct {
  /** As it was typed. */
  fullName: string;
  /** The address it came from, as the edge saw it. */
  address: string;
  /** sha-256 of the text, hex. */
  documentHash: string;
}

/** One version of a contract as it is read, signed and kept. */
export interface Deed extends DeedFacts {
  contractId: string;
  agreedAt: string;
  /** sha-256 of the text, hex. */
  documentHash: string;
  signatures: Signature[];
  /** The newest print, with what it shows; absent until it is made. */
  pdf?: { key: string; sha256: string; sizeBytes: number; renderedAt: string; signatures: number } | undefined;
  /** A later version holds in its place. */
  isSuperseded?: boolean | undefined;
  remindedDays?: number | undefined;
  version: number;
}

/** The facts of the contract that an offer would make in its current version. */
export function factsOfOffer(offer: Offer): DeedFacts {
  const { workspaceId, brandName, influencerId, influencerName, campaignId, campaignTitle, offerId, current } = offer;
  return {
    ...{ template: NEWEST_TEMPLATE, number: 1 },
    ...{ workspaceId, brandName, influencerId, influencerName, campaignId, campaignTitle },
    ...{ offerId, offerVersion: current.number, feeBps: heldAt(offer).fee.feeBps, terms: current.terms },
    countries: { brand: offer.brandCountry ?? null, influencer: current.quote?.arrival.country ?? null },
  };
}

/** The first version of a contract from before versions were kept, as it would have been: from the first template, without any signature. */
export function deedOfOlder(contract: Contract, hash: (text: string) => string): Omit<Deed, 'version'> {
  const { workspaceId, brandName, influencerId, influencerName, campaignId, campaignTitle } = contract;
  const facts: DeedFacts = {
    ...{ template: 1, number: 1, workspaceId, brandName, influencerId, influencerName, campaignId, campaignTitle },
    ...{
      offerId: contract.offerId,
      offerVersion: contract.offerVersion,
      feeBps: contract.feeBps,
      terms: contract.terms,
    },
    countries: { brand: null, influencer: contract.quote?.arrival.country ?? null },
  };
  return agreedDeed(facts, { contractId: contract.contractId, agreedAt: contract.createdAt, hash });
}

/** A version of a contract that both sides have agreed to and nobody has signed. */
export function agreedDeed(
  facts: DeedFacts,
  agreed: { contractId: string; agreedAt: string; hash: (text: string) => string },
): Omit<Deed, 'version'> {
  const { contractId, agreedAt, hash } = agreed;
  return { ...facts, contractId, agreedAt, documentHash: hash(plainDeed(facts)), signatures: [] };
}

/** A version of a contract with one more signature: each side signs once, and only the text it read. */
export function decideSign(
  deed: Omit<Deed, 'version'>,
  signature: Signature,
): Omit<Deed, 'version'> | Refused<'already_signed' | 'document_changed'> {
  if (signature.documentHash !== deed.documentHash)
    return refuse('document_changed', `Version ${deed.number} of this contract has the hash ${deed.documentHash}.`);
  const own = deed.signatures.find(({ side }) => side === signature.side);
  if (own) return refuse('already_signed', `${own.fullName} signed it at ${own.at}.`);
  return { ...deed, signatures: [...deed.signatures, signature] };
}

/** Whether both sides have signed it. */
export function isSignedByBoth({ signatures }: Pick<Deed, 'signatures'>): boolean {
  return signatures.length === 2;
}

/** The text of a contract, clause by clause. */
export function deedText(facts: DeedFacts): DeedText {
  const { campaignTitle, number } = facts;
  return {
    title: `Contract for “${campaignTitle}”, version ${number}`,
    clauses: clausesOf(facts.template)
      .filter(({ when }) => CONDITIONS[when](facts))
      .map((clause) => ({
        id: clause.id,
        version: clause.version,
        heading: clause.heading,
        paragraphs: paragraphsOf(clause, facts),
      })),
  };
}

/** The same as plain text: what is signed, and what the hash is of. */
export function plainDeed(facts: DeedFacts): string {
  const { title, clauses } = deedText(facts);
  const parts = clauses.map(({ heading, paragraphs }, index) => [`${index + 1}. ${heading}`, ...paragraphs].join('\n'));
  return `${[title, ...parts].join('\n\n')}\n`;
}

function paragraphsOf({ paragraphs }: Clause, facts: DeedFacts): string[] {
  return paragraphs.filter(({ when }) => CONDITIONS[when](facts)).flatMap((paragraph) => filled(paragraph, facts));
}

function filled({ text, each }: ClauseParagraph, facts: DeedFacts): string[] {
  const whole = text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fill = HOLES[name];
    return fill ? fill(facts) : hole;
  });
  return each ? LISTS[each](facts).map((entry) => whole.replace('{each}', () => entry)) : [whole];
}

const CONDITIONS: Record<ClauseCondition, (facts: DeedFacts) => boolean> = {
  always: () => true,
  is_amended: ({ number }) => number > 1,
  has_pieces: ({ terms }) => terms.deliverables.length > 0,
  has_no_pieces: ({ terms }) => terms.deliverables.length === 0,
  is_extension: ({ terms }) => terms.extends !== undefined,
  has_revisions: ({ terms }) => terms.revisionRounds > 0,
  has_no_revisions: ({ terms }) => terms.revisionRounds === 0,
  has_review_days: ({ terms }) => terms.reviewDays !== undefined,
  has_no_review_days: ({ terms }) => terms.reviewDays === undefined,
  has_milestones: ({ terms }) => severalOf(terms) !== undefined,
  has_rights: ({ terms }) => terms.rights !== undefined,
  has_channels: ({ terms }) => (terms.rights?.channels.length ?? 0) > 0,
  has_term: ({ terms }) => typeof terms.rights?.termDays === 'number',
  is_perpetual: ({ terms }) => rightsAlerts(terms).includes('perpetual'),
  is_unlimited: ({ terms }) => rightsAlerts(terms).includes('unlimited'),
  has_wide_words: ({ terms }) => rightsAlerts(terms).includes('wide_words'),
  has_rights_warnings: ({ terms }) => rightsAlerts(terms).length > 0,
  has_paid_ads: ({ terms }) => terms.rights?.paidAds === true,
  has_no_paid_ads: ({ terms }) => terms.rights?.paidAds === false,
  has_whitelisting: ({ terms }) => terms.rights?.whitelisting === true,
  has_no_whitelisting: ({ terms }) => terms.rights?.whitelisting === false,
  has_words_only: ({ terms }) => terms.rights === undefined,
  has_further_words: ({ terms }) => terms.rights !== undefined && terms.usageRights !== '',
  has_exclusivity: ({ terms }) => terms.exclusivity !== undefined,
};

const HOLES: Readonly<Record<string, (facts: DeedFacts) => string>> = {
  brandName: ({ brandName }) => brandName,
  workspaceId: ({ workspaceId }) => workspaceId,
  influencerName: ({ influencerName }) => influencerName,
  influencerId: ({ influencerId }) => influencerId,
  campaignTitle: ({ campaignTitle }) => campaignTitle,
  campaignId: ({ campaignId }) => campaignId,
  offerId: ({ offerId }) => offerId,
  offerVersion: ({ offerVersion }) => String(offerVersion),
  number: ({ number }) => String(number),
  versionBefore: ({ number }) => String(number - 1),
  extends: ({ terms }) => terms.extends ?? '',
  deliverables: ({ terms }) => deliverablesText(terms.deliverables),
  dueOn: ({ terms }) => dayText(terms.dueOn),
  reviewDays: ({ terms }) => counted(terms.reviewDays ?? 0, 'day'),
  revisionRounds: ({ terms }) => (terms.revisionRounds === 1 ? 'once' : `${terms.revisionRounds} times`),
  price: ({ terms }) => amountText(terms.price),
  feePercent: ({ feeBps }) => `${feeBps / 100}%`,
  milestones: ({ terms }) => milestonesText(terms),
  objectionTime: ({ terms }) => spanText(objectionHoursOf(terms)),
  usageRights: ({ terms }) => terms.usageRights,
  channels: ({ terms }) => (terms.rights?.channels ?? []).map((channel) => CHANNEL_NAMES[channel]).join('; '),
  territories: ({ terms }) =>
    terms.rights?.territories.length
      ? `${terms.rights.territories.join(', ')} (country codes of ISO 3166-1)`
      : 'the whole world',
  rightsEndOn: ({ terms }) => dayText((terms.rights && rightsEndOn(terms.dueOn, terms.rights)) ?? terms.dueOn),
  termDays: ({ terms }) => counted(terms.rights?.termDays ?? 0, 'day'),
  exclusivityCategory: ({ terms }) => terms.exclusivity?.category ?? '',
  exclusivityDays: ({ terms }) => counted(terms.exclusivity?.days ?? 0, 'day'),
  exclusiveUntil: ({ terms }) =>
    dayText(terms.exclusivity ? exclusiveUntil(terms.dueOn, terms.exclusivity) : terms.dueOn),
};

const LISTS: Record<NonNullable<ClauseParagraph['each']>, (facts: DeedFacts) => string[]> = {
  disclosureRules: ({ countries }) =>
    disclosureRules([countries.brand, countries.influencer]).map(
      ({ place, labels, source }) =>
        `in ${place}, one of ${labels.map((label) => `“${label}”`).join(', ')} (${source}).`,
    ),
};

const PLURALS = Object.fromEntries(
  DELIVERABLE_TYPES.map((type) => [type, type.endsWith('y') ? `${type.slice(0, -1)}ies` : `${type}s`]),
);

function deliverablesText(deliverables: OfferTerms['deliverables']): string {
  return deliverables
    .map(({ count, type, platform, deliverableId }) => {
      const what = count === 1 ? `1 ${type}` : `${count} ${PLURALS[type]}`;
      return `${what} on ${PLATFORM_NAMES[platform]} (${deliverableId})`;
    })
    .join('; ');
}

function milestonesText(terms: OfferTerms): string {
  return (severalOf(terms) ?? [])
    .map(({ title, price, dueOn, deliverableIds }, index) => {
      const of = deliverableIds.length > 0 ? ` for ${deliverableIds.join(', ')}` : '';
      return `${index + 1}. ${title}, ${amountText(price)}${of}, due ${dayText(dueOn)}`;
    })
    .join('; ');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
