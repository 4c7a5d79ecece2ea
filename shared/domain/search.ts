import type { Currency } from './currencies.ts';
import type { Issue } from './decision.ts';
import type { Money } from './money.ts';
import type { RateLine } from './rate-card.ts';
import { type FoundTerm, foundFields, type IndexedText, type SearchWord, textScore } from './search-text.ts';
import type { SocialPlatform } from './social.ts';

/** What the search knows of an influencer: public things only. */
export interface SearchDocument {
  influencerId: string;
  displayName: string;
  bio: string;
  niches: string[];
  languages: string[];
  country: string;
  city: string | null;
  accounts: { platform: SocialPlatform; handle: string; followers: number; verified: boolean }[];
  /** Usual prices, by platform. */
  prices: { platform: SocialPlatform; price: Money }[];
}

/** What an influencer's profile says that the search needs; unlisted profiles are kept out of it. */
export interface SearchedProfile {
  influencerId: string;
  displayName: string;
  bio: string;
  niche: readonly string[];
  languages: readonly string[];
  geoLocation: { country: string; city?: string | undefined };
  socialLinks: readonly { platform: string; handle: string; followers: number; verified?: boolean | undefined }[];
  visibility?: 'public' | 'unlisted' | undefined;
}

/** The search document of an influencer; null when they are not to be found. */
export function searchDocumentOf(
  profile: SearchedProfile | undefined,
  card: { lines: readonly RateLine[] } | undefined,
): SearchDocument | null {
  if (!profile || profile.visibility === 'unlisted') return null;
  return {
    influencerId: profile.influencerId,
    displayName: profile.displayName,
    bio: profile.bio,
    niches: [...profile.niche],
    languages: [...profile.languages],
    country: profile.geoLocation.country,
    city: profile.geoLocation.city ?? null,
    accounts: profile.socialLinks.map(({ platform, handle, followers, verified }) => ({
      platform: platform as SocialPlatform,
      handle,
      followers,
      verified: verified === true,
    })),
    prices: (card?.lines ?? []).map(({ platform, price }) => ({ platform, price })),
  };
}

/** The texts of a document that words are looked for in. */
export function indexedTextOf(document: SearchDocument): IndexedText {
  return {
    handle: document.accounts.map(({ handle }) => handle).join(' '),
    name: document.displayName,
    niche: document.niches.join(' '),
    place: document.city ?? '',
    bio: document.bio,
  };
}

export const SEARCH_SORTS = ['relevance', 'followers', 'price', 'newest'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** What is looked for: any of the values of a list, all of the filters; ranges include their ends. */
export interface SearchCriteria {
  words: readonly SearchWord[];
  niches: readonly string[];
  platforms: readonly string[];
  countries: readonly string[];
  languages: readonly string[];
  /** Of one account, on one of the platforms when there is a choice of them. */
  minFollowers?: number | undefined;
  maxFollowers?: number | undefined;
  /** Of the lowest price in the currency, minor units. */
  minPriceMinor?: number | undefined;
  maxPriceMinor?: number | undefined;
  currency?: Currency | undefined;
  sort: SearchSort;
}

/** What contradicts itself in a search, by the names of the request. */
export function issuesOfSearch(criteria: SearchCriteria): Issue[] {
  const { minFollowers, maxFollowers, minPriceMinor, maxPriceMinor, currency, sort } = criteria;
  const issues: Issue[] = [];
  const isUpsideDown = (min: number | undefined, max: number | undefined) =>
    min !== undefined && max !== undefined && min > max;
  if (isUpsideDown(minFollowers, maxFollowers))
    issues.push({ path: 'query.minFollowers', message: 'must not be more than maxFollowers' });
  if (isUpsideDown(minPriceMinor, maxPriceMinor))
    issues.push({ path: 'query.minPriceMinor', message: 'must not be more than maxPriceMinor' });
  const comparesPrices = minPriceMinor !== undefined || maxPriceMinor !== undefined || sort === 'price';
  if (comparesPrices && !currency)
    issues.push({ path: 'query.currency', message: 'is needed to compare prices, e.g. EUR' });
  return issues;
}

export const MATCHED_FIELDS = [
  'handle',
  'name',
  'niche',
  'place',
  'bio',
  'platform',
  'followers',
  'country',
  'language',
  'price',
] as const;
export type MatchedField = (typeof MATCHED_FIELDS)[number];

/** Where a hit stands in its order: ranks from high to low, then ids from low to high. */
export interface SearchPlace {
  ranks: [number, number];
  influencerId: string;
}

export interface SearchHit extends SearchPlace {
  document: SearchDocument;
  /** What of it answers the search. */
  matched: MatchedField[];
  priceFrom: Money | null;
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface SearchResult {
  /** In order, those behind `after` only. */
  hits: SearchHit[];
  /** Of the whole result, wherever the page begins. */
  total: number;
  /** For each value how many there would be if it were the only choice of its filter; most first. */
  facets: { niches: FacetValue[]; platforms: FacetValue[]; countries: FacetValue[] };
}

/** Filters, counts and orders documents; `found` holds what the text index found, by influencer, when there are words. */
export function searchAmong(
  documents: Iterable<SearchDocument>,
  criteria: SearchCriteria,
  found: ReadonlyMap<string, readonly FoundTerm[]> | undefined,
  after?: SearchPlace,
): SearchResult {
  const counts = { niches: new Map(), platforms: new Map(), countries: new Map() };
  const hits: SearchHit[] = [];
  let total = 0;
  for (const document of documents) {
    const terms = found?.get(document.influencerId);
    if (found && !terms) continue;
    countFacets(document, criteria, counts);
    if (!passes(document, criteria)) continue;
    total += 1;
    const hit = hitOf(document, criteria, terms ?? []);
    if (!after || byPlace(hit, after) > 0) hits.push(hit);
  }
  return {
    hits: hits.sort(byPlace),
    total,
    facets: {
      niches: ordered(counts.niches),
      platforms: ordered(counts.platforms),
      countries: ordered(counts.countries),
    },
  };
}

/** Whether a document passes every filter; words are the text index's business. */
export function passes(document: SearchDocument, criteria: SearchCriteria): boolean {
  const isChosen = (chosen: readonly string[], values: readonly string[]) =>
    chosen.length === 0 || values.some((value) => chosen.includes(value));
  return (
    isChosen(criteria.niches, document.niches) &&
    isChosen(criteria.countries, [document.country]) &&
    isChosen(criteria.languages, document.languages) &&
    accountsFor(document, criteria).length > 0 &&
    isInPriceRange(document, criteria)
  );
}

/** The accounts that a search is about: on a chosen platform, within the range of followers. */
function accountsFor(
  { accounts }: SearchDocument,
  { platforms, minFollowers = 0, maxFollowers = Number.POSITIVE_INFINITY }: SearchCriteria,
): SearchDocument['accounts'] {
  return accounts.filter(
    ({ platform, followers }) =>
      (platforms.length === 0 || platforms.includes(platform)) &&
      followers >= minFollowers &&
      followers <= maxFollowers,
  );
}

function isInPriceRange(document: SearchDocument, criteria: SearchCriteria): boolean {
  const { minPriceMinor = 0, maxPriceMinor = Number.POSITIVE_INFINITY } = criteria;
  if (criteria.minPriceMinor === undefined && criteria.maxPriceMinor === undefined) return true;
  const from = priceFrom(document, criteria);
  return from !== null && from.amountMinor >= minPriceMinor && from.amountMinor <= maxPriceMinor;
}

/** The lowest price on the chosen platforms, in the asked currency or else in that of most prices. */
export function priceFrom(
  { prices }: Pick<SearchDocument, 'prices'>,
  { platforms, currency }: Pick<SearchCriteria, 'platforms' | 'currency'>,
): Money | null {
  const considered = prices
    .filter(({ platform }) => platforms.length === 0 || platforms.includes(platform))
    .map(({ price }) => price);
  const wanted = currency ?? mostUsed(considered);
  return considered
    .filter((price) => price.currency === wanted)
    .reduce<Money | null>((least, price) => (least && least.amountMinor <= price.amountMinor ? least : price), null);
}

function mostUsed(prices: readonly Money[]): Currency | undefined {
  const uses = new Map<Currency, number>();
  for (const { currency } of prices) uses.set(currency, (uses.get(currency) ?? 0) + 1);
  return [...uses].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))[0]?.[0];
}

/** Behind every price. */
const NO_PRICE = Number.MIN_SAFE_INTEGER;

function hitOf(document: SearchDocument, criteria: SearchCriteria, terms: readonly FoundTerm[]): SearchHit {
  const { influencerId } = document;
  const from = priceFrom(document, criteria);
  const reach = accountsFor(document, criteria).reduce((most, { followers }) => Math.max(most, followers), 0);
  const ranks: Record<SearchSort, [number, number]> = {
    relevance: [textScore(criteria.words, terms), reach],
    followers: [reach, 0],
    price: [from ? -from.amountMinor : NO_PRICE, reach],
    newest: [openedAtMs(influencerId), 0],
  };
  return {
    document,
    influencerId,
    ranks: ranks[criteria.sort],
    matched: matchedFields(criteria, terms),
    priceFrom: from,
  };
}

function matchedFields(criteria: SearchCriteria, terms: readonly FoundTerm[]): MatchedField[] {
  const asked: Partial<Record<MatchedField, boolean>> = {
    niche: criteria.niches.length > 0,
    platform: criteria.platforms.length > 0,
    followers: criteria.minFollowers !== undefined || criteria.maxFollowers !== undefined,
    country: criteria.countries.length > 0,
    language: criteria.languages.length > 0,
    price: criteria.minPriceMinor !== undefined || criteria.maxPriceMinor !== undefined,
  };
  const inText: readonly MatchedField[] = foundFields(criteria.words, terms);
  return MATCHED_FIELDS.filter((field) => asked[field] || inText.includes(field));
}

/** First in the order first. */
export function byPlace(a: SearchPlace, b: SearchPlace): number {
  return (
    b.ranks[0] - a.ranks[0] ||
    b.ranks[1] - a.ranks[1] ||
    (a.influencerId < b.influencerId ? -1 : a.influencerId > b.influencerId ? 1 : 0)
  );
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** When an influencer's account was opened, ms: the first ten characters of a ULID are its time. */
function openedAtMs(influencerId: string): number {
  const time = influencerId.slice(influencerId.indexOf('_') + 1).slice(0, 10);
  return [...time].reduce((ms, char) => ms * 32 + Math.max(0, CROCKFORD.indexOf(char)), 0);
}

interface FacetCounts {
  niches: Map<string, number>;
  platforms: Map<string, number>;
  countries: Map<string, number>;
}

function countFacets(document: SearchDocument, criteria: SearchCriteria, counts: FacetCounts): void {
  const add = (to: Map<string, number>, value: string) => to.set(value, (to.get(value) ?? 0) + 1);
  if (passes(document, { ...criteria, niches: [] })) for (const niche of document.niches) add(counts.niches, niche);
  if (passes(document, { ...criteria, countries: [] })) add(counts.countries, document.country);
  for (const platform of new Set(document.accounts.map((account) => account.platform)))
    if (passes(document, { ...criteria, platforms: [platform] })) add(counts.platforms, platform);
}

function ordered(counts: ReadonlyMap<string, number>): FacetValue[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The beginning of a text, at most `length` characters, cut between words. */
export function excerpt(text: string, length: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= length) return plain;
  const cut = plain.slice(0, length - 1);
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
