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
  /** In order, from behind `after` on, at most `limit`. */
  hits: SearchHit[];
  /** Whether there are hits behind these. */
  hasMore: boolean;
  /** Of the whole result, wherever the page begins. */
  total: number;
  /** For each value how many there would be if it were the only choice of its filter; most first. */
  facets: { niches: FacetValue[]; platforms: FacetValue[]; countries: FacetValue[] };
}

export interface SearchPage {
  limit: number;
  after?: SearchPlace | undefined;
}

/** Filters, counts and orders documents; `found` holds what the text index found, by influencer, when there are words. */
export function searchAmong(
  documents: Iterable<SearchDocument>,
  criteria: SearchCriteria,
  found: ReadonlyMap<string, readonly FoundTerm[]> | undefined,
  { limit, after }: SearchPage,
): SearchResult {
  const counts: FacetCounts = { niches: new Map(), platforms: new Map(), countries: new Map() };
  const behind: (SearchPlace & { document: SearchDocument })[] = [];
  let total = 0;
  for (const document of documents) {
    const { influencerId } = document;
    const terms = found?.get(influencerId);
    if (found && !terms) continue;
    const judged = judge(document, criteria);
    countFacets(document, criteria, judged, counts);
    if (!(judged.niche && judged.country && judged.language && judged.account)) continue;
    total += 1;
    const place = { ranks: ranksOf(document, criteria, judged.reach, terms ?? []), influencerId, document };
    if (!after || byPlace(place, after) > 0) behind.push(place);
  }
  const { niches, platforms, countries } = counts;
  return {
    hits: behind
      .sort(byPlace)
      .slice(0, limit)
      .map((place) => ({
        ...place,
        matched: matchedFields(criteria, found?.get(place.influencerId) ?? []),
        priceFrom: priceFrom(place.document, criteria),
      })),
    hasMore: behind.length > limit,
    total,
    facets: { niches: ordered(niches), platforms: ordered(platforms), countries: ordered(countries) },
  };
}

/** Which filters a document passes. */
interface Judged {
  niche: boolean;
  country: boolean;
  language: boolean;
  /** On the chosen platforms: followers and price within their ranges. */
  account: boolean;
  /** The most followers of the accounts that the search is about. */
  reach: number;
}

function judge(document: SearchDocument, criteria: SearchCriteria): Judged {
  const isChosen = (chosen: readonly string[], values: readonly string[]) =>
    chosen.length === 0 || values.some((value) => chosen.includes(value));
  const reach = reachOn(document, criteria, criteria.platforms);
  return {
    niche: isChosen(criteria.niches, document.niches),
    country: criteria.countries.length === 0 || criteria.countries.includes(document.country),
    language: isChosen(criteria.languages, document.languages),
    account: reach !== undefined && isInPriceRange(document, criteria, criteria.platforms),
    reach: reach ?? 0,
  };
}

/** The most followers of an account on one of the platforms, within the range of followers; undefined when there is none. */
function reachOn(
  { accounts }: SearchDocument,
  { minFollowers = 0, maxFollowers = Number.POSITIVE_INFINITY }: SearchCriteria,
  platforms: readonly string[],
): number | undefined {
  let reach: number | undefined;
  for (const { platform, followers } of accounts) {
    if (followers < minFollowers || followers > maxFollowers) continue;
    if (platforms.length > 0 && !platforms.includes(platform)) continue;
    reach = Math.max(reach ?? 0, followers);
  }
  return reach;
}

function isInPriceRange(document: SearchDocument, criteria: SearchCriteria, platforms: readonly string[]): boolean {
  const { minPriceMinor, maxPriceMinor, currency } = criteria;
  if (minPriceMinor === undefined && maxPriceMinor === undefined) return true;
  const from = priceFrom(document, { platforms, currency });
  if (from === null) return false;
  return from.amountMinor >= (minPriceMinor ?? 0) && from.amountMinor <= (maxPriceMinor ?? Number.POSITIVE_INFINITY);
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

function ranksOf(
  document: SearchDocument,
  criteria: SearchCriteria,
  reach: number,
  terms: readonly FoundTerm[],
): [number, number] {
  switch (criteria.sort) {
    case 'relevance':
      return [textScore(criteria.words, terms), reach];
    case 'followers':
      return [reach, 0];
    case 'newest':
      return [openedAtMs(document.influencerId), 0];
    case 'price': {
      const from = priceFrom(document, criteria);
      return [from ? -from.amountMinor : NO_PRICE, reach];
    }
  }
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

function countFacets(document: SearchDocument, criteria: SearchCriteria, judged: Judged, counts: FacetCounts): void {
  const add = (to: Map<string, number>, value: string) => to.set(value, (to.get(value) ?? 0) + 1);
  const { niche, country, language, account } = judged;
  if (country && language && account) for (const value of document.niches) add(counts.niches, value);
  if (niche && language && account) add(counts.countries, document.country);
  if (!(niche && country && language)) return;
  for (const value of new Set(document.accounts.map(({ platform }) => platform)))
    if (reachOn(document, criteria, [value]) !== undefined && isInPriceRange(document, criteria, [value]))
      add(counts.platforms, value);
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
