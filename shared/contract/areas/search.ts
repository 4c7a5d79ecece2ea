import * as z from 'zod/mini';
import { COUNTRY_CODES } from '#domain/countries.ts';
import { MATCHED_FIELDS, SEARCH_SORTS } from '#domain/search.ts';
import { defineEndpoint } from '../endpoint.ts';
import { CountryCode, CurrencyCode, id, Money, Niche, page, pageQuery, SocialPlatform } from '../schemas.ts';

/** Several values of one filter, `a,b`: any of them will do. */
function anyOf<S extends z.ZodMiniType<string, string>>(value: S, most: number) {
  const split = z.transform((text: string) => [...new Set(text.split(',').map((one) => one.trim()))].filter(Boolean));
  return z.prefault(z.pipe(z.pipe(z.string(), split), z.array(value).check(z.maxLength(most))), '');
}

/** A whole number from `0` on, as it stands in a query. */
function whole(most: number) {
  return z.optional(z.pipe(z.string().check(z.regex(/^\d{1,12}$/, 'must be a whole number')), asNumber(most)));
}

function asNumber(most: number) {
  return z.pipe(
    z.transform((text: string) => Number(text)),
    z.int().check(z.lte(most)),
  );
}

const KnownCountry = z
  .string()
  .check(z.refine((code) => COUNTRY_CODES.includes(code), 'must be the two-letter code of a country, e.g. DE'));
const LanguageCode = z.string().check(z.regex(/^[a-z]{2}$/, 'must be a two-letter language code, e.g. en'));
const MOST_FOLLOWERS = 2_000_000_000;
const MOST_MINOR = 99_999_999;

export const FoundInfluencer = z.strictObject({
  influencerId: id('influencer'),
  displayName: z.string(),
  /** The beginning of it. */
  bio: z.string(),
  niches: z.array(Niche),
  languages: z.array(z.string()),
  country: CountryCode,
  city: z.nullable(z.string()),
  accounts: z.array(
    z.strictObject({
      platform: SocialPlatform,
      handle: z.string(),
      followers: z.int(),
      /** Said by the platform itself, through a connected account. */
      verified: z.boolean(),
    }),
  ),
  /** The lowest price of the rate card on the chosen platforms, in the asked currency; null when there is none. */
  priceFrom: z.nullable(Money),
  /** What of the profile answers the search. */
  matched: z.array(z.enum(MATCHED_FIELDS)),
});
z.globalRegistry.add(FoundInfluencer, { id: 'FoundInfluencer', description: 'What is public of an influencer.' });

/** How many influencers each value would leave if it were the only choice of its filter; most first. */
function facet<S extends z.ZodMiniType>(value: S) {
  return z.array(z.strictObject({ value, count: z.int() }));
}

export const searchInfluencers = defineEndpoint({
  id: 'search.search-influencers',
  method: 'GET',
  path: '/search/influencers',
  aliases: [{ method: 'GET', path: '/influencers/search' }],
  allow: ['influencer:search'],
  rate: 'search',
  query: pageQuery({
    /** Words of name, handle, bio, niche and city; all must be found. `@word` is looked for in handles. */
    q: z._default(z.string().check(z.trim(), z.maxLength(200)), ''),
    niche: anyOf(Niche, 18),
    platform: anyOf(SocialPlatform, 3),
    country: anyOf(KnownCountry, 50),
    language: anyOf(LanguageCode, 20),
    /** Of one account on one of the platforms. */
    minFollowers: whole(MOST_FOLLOWERS),
    maxFollowers: whole(MOST_FOLLOWERS),
    /** Of the lowest price in `currency`. */
    minPriceMinor: whole(MOST_MINOR),
    maxPriceMinor: whole(MOST_MINOR),
    currency: z.optional(CurrencyCode),
    sort: z._default(z.enum(SEARCH_SORTS), 'relevance'),
  }),
  responses: {
    200: z.extend(page(FoundInfluencer), {
      /** Of all pages. */
      total: z.int(),
      facets: z.strictObject({
        niches: facet(Niche),
        platforms: facet(SocialPlatform),
        countries: facet(CountryCode),
      }),
    }),
  },
  errors: ['bad_cursor'],
  summary:
    'Find influencers by words and filters, why each was found, and how many there are by niche, platform and country. Lists take several values (`niche=beauty,food`); ranges include their ends; a change of a profile is found within seconds.',
});

export const searchEndpoints = [searchInfluencers] as const;
