import type { searchInfluencers } from '#contract/areas/search.ts';
import type { InputOf } from '@/api/client.ts';
import type { FindSearch } from '../routes.ts';

type Query = NonNullable<InputOf<typeof searchInfluencers>['query']>;

/** The search in the address as it is sent; what is not valid in it is said by the answer. */
export function queryOf(search: FindSearch): Query {
  const entries = Object.entries(search).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(entries) as Query;
}

/** The values of a filter. */
export function valuesOf(list: string | undefined): string[] {
  return list ? list.split(',') : [];
}

/** A filter with a value added, or taken away when it was there; undefined when none is left. */
export function toggled(list: string | undefined, value: string): string | undefined {
  const values = valuesOf(list);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.length > 0 ? next.join(',') : undefined;
}

/** The same words in the same order, with nothing filtered. */
export function withoutFilters({ q, sort, currency }: FindSearch): FindSearch {
  return { ...(q ? { q } : {}), ...(sort ? { sort } : {}), ...(sort === 'price' && currency ? { currency } : {}) };
}

/** How many filters are set. */
export function filterCount(search: FindSearch): number {
  const { minFollowers, maxFollowers, minPriceMinor, maxPriceMinor } = search;
  const ranges = [
    [minFollowers, maxFollowers],
    [minPriceMinor, maxPriceMinor],
  ].filter((bounds) => bounds.some((bound) => bound !== undefined));
  const lists = [search.niche, search.platform, search.country, search.language].flatMap(valuesOf);
  return ranges.length + lists.length;
}
