import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byPlace,
  excerpt,
  issuesOfSearch,
  priceFrom,
  type SearchCriteria,
  type SearchDocument,
  searchAmong,
  searchDocumentOf,
} from './search.ts';
import { searchWordsOf } from './search-text.ts';

const idOf = (count: number) => `inf_01JD${String(count).padStart(22, '0')}`;

function aDocument(count: number, edit: Partial<SearchDocument> = {}): SearchDocument {
  return {
    influencerId: idOf(count),
    displayName: `Creator ${count}`,
    bio: 'Skincare between two trains.',
    niches: ['beauty'],
    languages: ['de'],
    country: 'DE',
    city: null,
    accounts: [{ platform: 'instagram', handle: `creator${count}`, followers: 50_000, verified: false }],
    prices: [{ platform: 'instagram', price: { amountMinor: 40_000, currency: 'EUR' } }],
    ...edit,
  };
}

const WHOLE = { limit: 100 };
const ANY: SearchCriteria = { words: [], niches: [], platforms: [], countries: [], languages: [], sort: 'relevance' };
const account = (platform: 'instagram' | 'youtube' | 'tiktok', followers: number) => ({
  platform,
  handle: `on.${platform}`,
  followers,
  verified: true,
});
const euros = (platform: 'instagram' | 'youtube' | 'tiktok', amountMinor: number) => ({
  platform,
  price: { amountMinor, currency: 'EUR' as const },
});

const ONE = aDocument(1);
const TWO = aDocument(2, {
  niches: ['food', 'travel'],
  country: 'AT',
  languages: ['de', 'en'],
  accounts: [account('instagram', 9_000), account('youtube', 200_000)],
  prices: [euros('instagram', 20_000), euros('youtube', 150_000)],
});
const THREE = aDocument(3, { accounts: [account('tiktok', 1_000)], prices: [], languages: [] });
const ALL = [ONE, TWO, THREE];

const found = (criteria: Partial<SearchCriteria>) =>
  searchAmong(ALL, { ...ANY, ...criteria }, undefined, WHOLE).hits.map(({ influencerId }) =>
    Number(influencerId.slice(-3)),
  );

describe('the filters', () => {
  it.each<[string, Partial<SearchCriteria>, number[]]>([
    ['nothing asked', {}, [2, 1, 3]],
    ['one niche', { niches: ['food'] }, [2]],
    ['any of two niches', { niches: ['food', 'beauty'] }, [2, 1, 3]],
    ['a niche nobody has', { niches: ['pets'] }, []],
    ['a platform', { platforms: ['youtube'] }, [2]],
    ['a country', { countries: ['DE'] }, [1, 3]],
    ['a language', { languages: ['en'] }, [2]],
    ['all filters at once', { niches: ['beauty'], countries: ['AT'] }, []],
    ['followers from, the end included', { minFollowers: 50_000 }, [2, 1]],
    ['followers to, the end included', { maxFollowers: 1_000 }, [3]],
    ['followers from one below to one above', { minFollowers: 49_999, maxFollowers: 50_001 }, [1]],
    ['followers of the chosen platform, not of another', { platforms: ['instagram'], minFollowers: 10_000 }, [1]],
    ['a price from, the end included', { minPriceMinor: 40_000, currency: 'EUR' }, [1]],
    ['a price to, the end included', { maxPriceMinor: 20_000, currency: 'EUR' }, [2]],
    ['a price just above the end', { maxPriceMinor: 19_999, currency: 'EUR' }, []],
    ['a price on the chosen platform', { platforms: ['youtube'], minPriceMinor: 100_000, currency: 'EUR' }, [2]],
    ['a price in a currency nobody takes', { maxPriceMinor: 99_999_999, currency: 'USD' }, []],
  ])('%s', (_what, criteria, expected) => {
    expect(found(criteria)).toEqual(expected);
  });
});

describe('the order', () => {
  it.each<[SearchCriteria['sort'], number[]]>([
    ['relevance', [2, 1, 3]],
    ['followers', [2, 1, 3]],
    ['price', [2, 1, 3]],
    ['newest', [1, 2, 3]],
  ])('%s', (sort, expected) => {
    expect(found({ sort, currency: 'EUR' })).toEqual(expected);
  });

  it('by followers counts the chosen platforms only', () => {
    expect(found({ sort: 'followers', platforms: ['instagram'] })).toEqual([1, 2]);
  });

  it('newest goes by when the account was opened', () => {
    const older = { ...ONE, influencerId: 'inf_01JC0000000000000000000009' };
    const newer = { ...ONE, influencerId: 'inf_01JE0000000000000000000000' };
    const { hits } = searchAmong([older, newer], { ...ANY, sort: 'newest' }, undefined, WHOLE);
    expect(hits.map(({ influencerId }) => influencerId)).toEqual([newer.influencerId, older.influencerId]);
  });

  it('by words puts the best answer first, whatever its followers', () => {
    const terms = new Map([
      [idOf(2), [{ term: 'beautyful', fields: ['bio' as const] }]],
      [idOf(3), [{ term: 'beauty', fields: ['handle' as const] }]],
    ]);
    const { hits, total } = searchAmong(ALL, { ...ANY, words: searchWordsOf('beauty') }, terms, WHOLE);
    expect(total).toBe(2);
    expect(hits.map(({ influencerId, matched }) => [influencerId, matched])).toEqual([
      [idOf(3), ['handle']],
      [idOf(2), ['bio']],
    ]);
  });
});

describe('a hit', () => {
  it('says which filters it answers', () => {
    const criteria = { ...ANY, niches: ['beauty'], minFollowers: 1, maxPriceMinor: 50_000, currency: 'EUR' as const };
    const [hit] = searchAmong(ALL, criteria, undefined, WHOLE).hits;
    expect(hit?.matched).toEqual(['niche', 'followers', 'price']);
  });

  it('names the lowest price, in the asked currency or in the one of most prices', () => {
    const prices = [
      euros('instagram', 30_000),
      euros('youtube', 20_000),
      { platform: 'tiktok' as const, price: { amountMinor: 1_000, currency: 'USD' as const } },
    ];
    expect(priceFrom({ prices }, ANY)).toEqual({ amountMinor: 20_000, currency: 'EUR' });
    expect(priceFrom({ prices }, { ...ANY, currency: 'USD' })).toEqual({ amountMinor: 1_000, currency: 'USD' });
    expect(priceFrom({ prices }, { ...ANY, platforms: ['instagram'] })).toMatchObject({ amountMinor: 30_000 });
    expect(priceFrom({ prices }, { ...ANY, currency: 'GBP' })).toBeNull();
  });
});

describe('the facets', () => {
  it('count what each value would leave, as if it were the only choice of its filter', () => {
    const { facets, total } = searchAmong(ALL, { ...ANY, countries: ['AT'], minFollowers: 10_000 }, undefined, WHOLE);
    expect(total).toBe(1);
    expect(facets.countries).toEqual([
      { value: 'AT', count: 1 },
      { value: 'DE', count: 1 },
    ]);
    expect(facets.niches).toEqual([
      { value: 'food', count: 1 },
      { value: 'travel', count: 1 },
    ]);
    // The Austrian's Instagram account is too small for the range.
    expect(facets.platforms).toEqual([{ value: 'youtube', count: 1 }]);
  });

  it('agree with the searches they promise', () => {
    const criteria = { ...ANY, niches: ['beauty'], platforms: ['instagram'] };
    const { facets } = searchAmong(ALL, criteria, undefined, WHOLE);
    for (const { value, count } of facets.niches)
      expect(searchAmong(ALL, { ...criteria, niches: [value] }, undefined, WHOLE).total).toBe(count);
    for (const { value, count } of facets.platforms)
      expect(searchAmong(ALL, { ...criteria, platforms: [value] }, undefined, WHOLE).total).toBe(count);
  });
});

describe('what contradicts itself', () => {
  it.each<[string, Partial<SearchCriteria>, string[]]>([
    ['nothing', { minFollowers: 5, maxFollowers: 5 }, []],
    ['followers', { minFollowers: 6, maxFollowers: 5 }, ['query.minFollowers']],
    ['prices', { minPriceMinor: 6, maxPriceMinor: 5, currency: 'EUR' }, ['query.minPriceMinor']],
    ['a price without a currency', { maxPriceMinor: 5 }, ['query.currency']],
    ['an order by price without a currency', { sort: 'price' }, ['query.currency']],
  ])('%s', (_what, criteria, paths) => {
    expect(issuesOfSearch({ ...ANY, ...criteria }).map(({ path }) => path)).toEqual(paths);
  });
});

describe('a search document', () => {
  const profile = {
    influencerId: idOf(1),
    userId: 'usr_1',
    displayName: 'Mara',
    bio: 'Runs.',
    niche: ['fitness'],
    languages: ['de'],
    geoLocation: { country: 'DE', city: 'Leipzig' },
    socialLinks: [{ platform: 'tiktok', handle: 'mara', followers: 5, verified: true }],
    mediaKitUrl: 'https://kit.example',
    audienceDemographics: { countries: { DE: 1 } },
  };

  it('holds public things only', () => {
    expect(searchDocumentOf(profile, { lines: [{ ...euros('tiktok', 7), type: 'video' }] })).toEqual({
      influencerId: idOf(1),
      displayName: 'Mara',
      bio: 'Runs.',
      niches: ['fitness'],
      languages: ['de'],
      country: 'DE',
      city: 'Leipzig',
      accounts: [{ platform: 'tiktok', handle: 'mara', followers: 5, verified: true }],
      prices: [euros('tiktok', 7)],
    });
  });

  it('is not made of a profile that is unlisted or gone', () => {
    expect(searchDocumentOf({ ...profile, visibility: 'unlisted' }, undefined)).toBeNull();
    expect(searchDocumentOf(undefined, undefined)).toBeNull();
  });
});

describe('pages', () => {
  const documents = fc.uniqueArray(
    fc.record({
      count: fc.nat(500),
      followers: fc.nat(5),
      price: fc.option(fc.nat(3), { nil: undefined }),
    }),
    { selector: ({ count }) => count, maxLength: 40 },
  );

  it('cover every result once, in one order, whichever it is', () => {
    const sorts = fc.constantFrom<SearchCriteria['sort'][]>('relevance', 'followers', 'price', 'newest');
    fc.assert(
      fc.property(documents, sorts, fc.integer({ min: 1, max: 7 }), (drawn, sort, limit) => {
        const all = drawn.map(({ count, followers, price }) =>
          aDocument(count, {
            accounts: [account('instagram', followers)],
            prices: price === undefined ? [] : [euros('instagram', price)],
          }),
        );
        const criteria = { ...ANY, sort, currency: 'EUR' as const };
        const whole = searchAmong(all, criteria, undefined, WHOLE).hits;
        const seen: string[] = [];
        for (let after: (typeof whole)[number] | undefined; ; ) {
          const place = after && JSON.parse(JSON.stringify({ ranks: after.ranks, influencerId: after.influencerId }));
          const { hits, hasMore, total } = searchAmong([...all].reverse(), criteria, undefined, {
            limit,
            after: place,
          });
          expect(total).toBe(all.length);
          expect(hits.length).toBeLessThanOrEqual(limit);
          seen.push(...hits.map(({ influencerId }) => influencerId));
          if (!hasMore) break;
          after = hits.at(-1);
        }
        expect(seen).toEqual(whole.map(({ influencerId }) => influencerId));
        expect(new Set(seen).size).toBe(all.length);
        expect(whole).toEqual([...whole].sort(byPlace));
      }),
    );
  });

  it('go on where they were when others come and go', () => {
    const [first] = searchAmong(ALL, ANY, undefined, WHOLE).hits;
    const others = [aDocument(9, { accounts: [account('tiktok', 900_000)] }), ONE, THREE];
    const { hits } = searchAmong(others, ANY, undefined, { limit: 100, after: first });
    expect(hits.map(({ influencerId }) => influencerId)).toEqual([ONE.influencerId, THREE.influencerId]);
  });
});

describe('an excerpt', () => {
  it.each([
    ['short', 20, 'short'],
    ['two  lines\nin one', 20, 'two lines in one'],
    ['cut between the words', 12, 'cut between…'],
    ['unbreakableunbreakable', 10, 'unbreakab…'],
  ])('of "%s" in %i characters', (text, length, expected) => {
    expect(excerpt(text, length)).toBe(expected);
    expect(excerpt(text, length).length).toBeLessThanOrEqual(length);
  });
});
